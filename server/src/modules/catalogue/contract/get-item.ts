import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { HallView } from '../../organizations/contract/index.ts'
import { SourceDocument } from './source-document.ts'
import { ItemId, ServiceItem } from './item.ts'
import { catalogueProblems } from './problems.ts'

export const ItemVersionSummary = Type.Object({
  version: Type.Integer(),
  effectiveOn: Type.String({ format: 'date' }),
  supersededOn: Type.Optional(Type.String({ format: 'date' })),
})

/** 要素 of one kind in words, so that every page tells them alike. */
export const ElementWords = Type.Object({
  title: Type.String(),
  parts: Type.Array(
    Type.Object({
      name: Type.String(),
      facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
    }),
  ),
})
export type ElementWords = Static<typeof ElementWords>

/** 下放: from which day, and on what documents, the item is handled by whom. */
export const HandDownNotice = Type.Object({
  /** Whether another organ handles it in its place, or this item came down from another. */
  direction: Type.Union([Type.Literal('to'), Type.Literal('from')]),
  /** The item on the other side. */
  itemId: ItemId,
  organizationName: Type.String({ title: '由谁办理' }),
  divisionName: Type.String({ title: '在哪里' }),
  effectiveOn: Type.String({ format: 'date' }),
  /** The day from which the organ handles it no more, once that is decided. */
  endsOn: Type.Optional(Type.String({ format: 'date' })),
  document: SourceDocument,
  /** Of who took it over. */
  takeoverDocument: SourceDocument,
})
export type HandDownNotice = Static<typeof HandDownNotice>

/** 办事指南: everything that the item's page shows. */
export const ItemGuide = Type.Interface([ServiceItem], {
  powerTypeTitle: Type.String(),
  themeTitles: Type.Array(Type.String()),
  /** What only items of its type have, and what has to be bought from others. */
  elements: Type.Array(ElementWords),
  /** By what right the power is exercised, and how far. */
  authority: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  handDowns: Type.Array(HandDownNotice),
  /** The halls that its windows are in, each with its plans and whether it is open now. */
  halls: Type.Array(HallView),
  /** Whether an application can be filed online today. */
  canApply: Type.Boolean(),
  /** What the item is divided into: people apply for one of these. */
  handlingItems: Type.Array(Type.Object({ id: ItemId, name: Type.String() })),
  versions: Type.Array(ItemVersionSummary),
  /** Digests of the empty forms and samples that can be had here; one that was imported without its content can't. */
  files: Type.Array(Type.String()),
})
export type ItemGuide = Static<typeof ItemGuide>

export const GetItem = contract({
  name: 'catalogue.getItem',
  method: 'GET',
  path: '/api/items/:itemId',
  summary: '读取一个事项的办事指南；可以指定版本',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
  response: ItemGuide,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})
