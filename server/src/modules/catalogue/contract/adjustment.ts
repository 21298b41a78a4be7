import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { DraftId, DraftStanding } from './draft.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'
import { SourceDocument } from './source-document.ts'

export const AdjustmentId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '事项调整标识' })
const OrganizationId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '部门' })
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Reason = Type.String({ minLength: 2, maxLength: 1000, title: '理由' })

export const AdjustmentKind = Type.Union(
  [
    Type.Literal('hand-down', { title: '下放' }),
    Type.Literal('take-back', { title: '收回' }),
    Type.Literal('cancel', { title: '取消' }),
  ],
  { title: '调整方式' },
)
export type AdjustmentKind = Static<typeof AdjustmentKind>

export const AdjustmentState = Type.Union(
  [
    Type.Literal('proposed', { title: '待审定' }),
    Type.Literal('decided', { title: '已决定' }),
    Type.Literal('refused', { title: '未通过' }),
  ],
  { title: '状态' },
)
export type AdjustmentState = Static<typeof AdjustmentState>

export const TakeoverState = Type.Union(
  [
    Type.Literal('offered', { title: '待承接' }),
    Type.Literal('taken-over', { title: '已承接' }),
    Type.Literal('declined', { title: '不承接' }),
    Type.Literal('taken-back', { title: '已收回' }),
  ],
  { title: '承接情况' },
)
export type TakeoverState = Static<typeof TakeoverState>

/** 承接 by one of the organs to which an item is handed down. */
export const Takeover = Type.Object({
  organizationId: OrganizationId,
  organizationName: Type.String(),
  division: Type.String(),
  divisionName: Type.String(),
  state: TakeoverState,
  document: Type.Optional(SourceDocument),
  effectiveOn: Type.Optional(Day),
  /** Why it is not taken over. */
  reason: Type.Optional(Type.String()),
  /** The organ's own item, which is there once it is published. */
  itemId: Type.Optional(ItemId),
  isPublished: Type.Boolean({ title: '承接的事项已经发布' }),
  /** The act that takes it back, or would. */
  takeBackId: Type.Optional(AdjustmentId),
  /** Told to those who work on it. */
  draftId: Type.Optional(DraftId),
  version: Type.Integer(),
  abilities: Type.Object({ answer: Type.Boolean() }),
})
export type Takeover = Static<typeof Takeover>

/** 事项调整 (下放、收回、取消) by a document, from a day on: proposed by one, decided by another. Source: 行政许可法 arts 20, 21. */
export const ItemAdjustment = Type.Object({
  adjustmentId: AdjustmentId,
  kind: AdjustmentKind,
  itemId: ItemId,
  itemName: Type.String(),
  itemCode: Type.String(),
  division: Type.String(),
  state: AdjustmentState,
  document: SourceDocument,
  effectiveOn: Day,
  reason: Type.String(),
  runningCases: Type.Optional(Type.String({ title: '对在办件的处理' })),
  proposedByName: Type.String(),
  proposedAt: Instant,
  decidedByName: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Instant),
  opinion: Type.Optional(Type.String()),
  takeovers: Type.Array(Takeover),
  version: Type.Integer(),
  abilities: Type.Object({ decide: Type.Boolean() }),
})
export type ItemAdjustment = Static<typeof ItemAdjustment>

export const ListAdjustments = contract({
  name: 'catalogue.listAdjustments',
  method: 'GET',
  path: '/api/items/:itemId/adjustments',
  summary: '列出一个事项的下放、承接、收回和取消，新的在前',
  params: Type.Object({ itemId: ItemId }),
  response: Type.Object({
    adjustments: Type.Array(ItemAdjustment),
    abilities: Type.Object({ handDown: Type.Boolean(), takeBack: Type.Boolean(), cancel: Type.Boolean() }),
  }),
  problems: [catalogueProblems['no-such-item']],
})

export const GetAdjustment = contract({
  name: 'catalogue.getAdjustment',
  method: 'GET',
  path: '/api/item-adjustments/:adjustmentId',
  summary: '读取一项事项调整',
  params: Type.Object({ adjustmentId: AdjustmentId }),
  response: ItemAdjustment,
  problems: [catalogueProblems['no-such-adjustment']],
})

export const ProposeAdjustment = contract({
  name: 'catalogue.proposeAdjustment',
  method: 'POST',
  path: '/api/items/:itemId/adjustments',
  summary: '提出下放、收回或者取消一个事项',
  params: Type.Object({ itemId: ItemId }),
  body: Type.Object({
    kind: AdjustmentKind,
    document: SourceDocument,
    effectiveOn: Type.String({ format: 'date', title: '自哪一天起' }),
    reason: Reason,
    /** Of a cancellation, and of what is taken back: what becomes of cases that run. */
    runningCases: Type.Optional(Type.String({ minLength: 2, maxLength: 1000, title: '对在办件的处理' })),
    /** To whom it is handed down, or from whom it is taken back. */
    organizationIds: Type.Optional(Type.Array(OrganizationId, { maxItems: 200, title: '下放到或者收回自' })),
  }),
  response: ItemAdjustment,
  problems: [
    catalogueProblems['no-such-item'],
    catalogueProblems['not-possible'],
    catalogueProblems['not-to-be-handed-down'],
    catalogueProblems['not-below'],
    catalogueProblems['nothing-to-take-back'],
    catalogueProblems['no-transition-clause'],
    catalogueProblems['adjustment-pending'],
    catalogueProblems['effective-in-the-past'],
  ],
})

export const DecideAdjustment = contract({
  name: 'catalogue.decideAdjustment',
  method: 'POST',
  path: '/api/item-adjustments/:adjustmentId/decide',
  summary: '审定一项事项调整',
  params: Type.Object({ adjustmentId: AdjustmentId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1, title: '看到的修订号' }),
    outcome: Type.Union([Type.Literal('pass', { title: '同意' }), Type.Literal('refuse', { title: '不同意' })]),
    opinion: Type.String({ minLength: 2, maxLength: 1000, title: '意见' }),
  }),
  response: ItemAdjustment,
  problems: [
    catalogueProblems['no-such-adjustment'],
    catalogueProblems['adjustment-answered'],
    catalogueProblems['same-proposer'],
    catalogueProblems['not-possible'],
    catalogueProblems['change-pending'],
  ],
})

export const TakeOver = contract({
  name: 'catalogue.takeOver',
  method: 'POST',
  path: '/api/item-adjustments/:adjustmentId/take-over',
  summary: '承接下放的事项，作为本部门的事项草稿',
  params: Type.Object({ adjustmentId: AdjustmentId }),
  body: Type.Object({
    organizationId: OrganizationId,
    version: Type.Integer({ minimum: 1, title: '看到的修订号' }),
    document: SourceDocument,
    effectiveOn: Type.String({ format: 'date', title: '自哪一天起承接' }),
    /** An item that the organ has already; absent: a new one. */
    itemId: Type.Optional(ItemId),
  }),
  response: DraftStanding,
  problems: [
    catalogueProblems['no-such-adjustment'],
    catalogueProblems['adjustment-answered'],
    catalogueProblems['effective-before-hand-down'],
    catalogueProblems['no-such-item'],
    catalogueProblems['item-abolished'],
    catalogueProblems['not-a-base-item'],
    catalogueProblems['not-under-this-base'],
    catalogueProblems['already-adopted'],
    catalogueProblems['draft-exists'],
  ],
})

export const DeclineTakeover = contract({
  name: 'catalogue.declineTakeover',
  method: 'POST',
  path: '/api/item-adjustments/:adjustmentId/decline',
  summary: '说明理由，不承接下放的事项',
  params: Type.Object({ adjustmentId: AdjustmentId }),
  body: Type.Object({
    organizationId: OrganizationId,
    version: Type.Integer({ minimum: 1, title: '看到的修订号' }),
    reason: Reason,
  }),
  response: ItemAdjustment,
  problems: [catalogueProblems['no-such-adjustment'], catalogueProblems['adjustment-answered']],
})
