import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { DataRight } from '../../catalogue/contract/index.ts'
import { personalDataProblems as p } from './problems.ts'
import { PackageView } from './package.ts'

const Instant = Type.String({ format: 'date-time' })

/** 保有的一件东西. */
export const HeldThingView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  at: Type.Optional(Instant),
  facts: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
  files: Type.Optional(
    Type.Array(
      Type.Object({
        fileId: Type.String(),
        fileName: Type.String(),
        /** No page opens it, because it is no account's: a case that a window registered. */
        inCopyOnly: Type.Optional(Type.Boolean()),
      }),
    ),
  ),
  keptUntil: Type.Optional(Type.Object({ on: Type.String(), basis: Type.String() })),
  /** 更正说明 beside it. */
  notes: Type.Optional(Type.Array(Type.Object({ text: Type.String(), notedAt: Instant }))),
})
export type HeldThingView = Static<typeof HeldThingView>

/** 一类个人信息：为什么有、凭什么有、从哪来、留多久，有哪些（个人信息保护法第十七条、第四十四条、第四十五条）。 */
export const HeldKind = Type.Object({
  name: Type.String(),
  title: Type.String(),
  purpose: Type.String({ title: '处理目的' }),
  basis: Type.String({ title: '依据' }),
  source: Type.String({ title: '来源' }),
  keptFor: Type.String({ title: '保存期限' }),
  withheld: Type.Optional(Type.String({ title: '不提供的部分和理由' })),
  /** Whether one asks about a thing of it; else about the kind as a whole. */
  isAskedByThing: Type.Boolean(),
  /** All; `things` has the newest of them. */
  count: Type.Integer(),
  things: Type.Array(HeldThingView),
})
export type HeldKind = Static<typeof HeldKind>

/** 谁看过. */
export const ReadingView = Type.Object({
  at: Instant,
  what: Type.String(),
  /** Of which thing. */
  thing: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  byName: Type.String(),
  organizationName: Type.Optional(Type.String()),
})
export type ReadingView = Static<typeof ReadingView>

/** 可以提出的请求：办事指南里的一个事项（个人信息保护法第四十六条至第四十九条）。 */
export const RightOffered = Type.Object({ right: DataRight, itemId: Type.String(), name: Type.String() })
export type RightOffered = Static<typeof RightOffered>

/** 提出过的请求：一个办件。 */
export const RightsRequest = Type.Object({
  caseId: Type.String(),
  caseNo: Type.Optional(Type.String()),
  itemName: Type.String(),
  stateTitle: Type.String(),
  isDraft: Type.Boolean(),
  updatedAt: Instant,
  /** The clock that is running. */
  due: Type.Optional(Type.Object({ title: Type.String(), on: Type.String({ format: 'date' }) })),
})
export type RightsRequest = Static<typeof RightsRequest>

export const GetMyPersonalData = contract({
  name: 'personalData.getMyPersonalData',
  method: 'GET',
  path: '/api/my/personal-data',
  summary: '查阅本平台保有的我的个人信息，按种类列出，并列出谁看过',
  response: Type.Object({
    kinds: Type.Array(HeldKind),
    readings: Type.Object({ count: Type.Integer(), newest: Type.Array(ReadingView) }),
    /** Without a proved name only what belongs to the account is found. */
    isNameProved: Type.Boolean(),
    package: Type.Optional(PackageView),
    rights: Type.Array(RightOffered),
    /** The newest first. */
    requests: Type.Array(RightsRequest),
  }),
  problems: [p['own-only'], p['people-only']],
})
