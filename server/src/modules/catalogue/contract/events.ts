import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/event.ts'
import { RunningRule } from './item-words.ts'

const ItemId = Type.String()
const StateChange = {
  itemId: ItemId,
  division: Type.String(),
  organizationId: Type.String(),
  basis: Type.String(),
  documentNo: Type.Optional(Type.String()),
  effectiveOn: Type.String(),
}

/** What becomes of cases that run: in words, and as the rule that is carried out. */
const Clause = { runningCases: Type.Optional(Type.String()), runningRule: Type.Optional(RunningRule) }

export const ItemVersionPublished = event(
  'catalogue/ItemVersionPublished.v1',
  Type.Object({
    itemId: ItemId,
    version: Type.Integer(),
    code: Type.String(),
    name: Type.String(),
    powerType: Type.String(),
    division: Type.String(),
    organizationId: Type.String(),
    effectiveOn: Type.String(),
    /** SHA-256 of the canonical content, so that the text that was published can be proved. */
    contentDigest: Type.String(),
    /** By which of the two ways it came: an import, or a draft that passed its reviews. */
    importId: Type.Optional(Type.String()),
    draftId: Type.Optional(Type.String()),
  }),
  { title: '发布事项', stream: (body) => streamOf('item', body.itemId) },
)

export const ItemSuspended = event('catalogue/ItemSuspended.v1', Type.Object({ ...StateChange, ...Clause }), {
  title: '暂停事项',
  stream: (body) => streamOf('item', body.itemId),
})

export const ItemResumed = event('catalogue/ItemResumed.v1', Type.Object(StateChange), {
  title: '恢复事项',
  stream: (body) => streamOf('item', body.itemId),
})

export const ItemAbolished = event('catalogue/ItemAbolished.v1', Type.Object({ ...StateChange, ...Clause }), {
  title: '取消事项',
  stream: (body) => streamOf('item', body.itemId),
})

/** 空白表格 or 示例样表: what was uploaded for a draft, or came with an item from elsewhere. Its name stands in the item. */
export const ItemFileStored = event(
  'catalogue/ItemFileStored.v1',
  Type.Object({ draftId: Type.String(), itemId: ItemId, fileId: Type.String(), sha256: Type.String() }),
  { title: '上传空白表格或样表', stream: (body) => streamOf('item-draft', body.draftId) },
)

export const UpstreamPullRequested = event(
  'catalogue/UpstreamPullRequested.v1',
  Type.Object({ division: Type.String() }),
  { title: '要求拉取上级事项库', stream: () => installationStream('catalogue') },
)

export const CatalogueImported = event(
  'catalogue/CatalogueImported.v1',
  Type.Object({
    importId: Type.String(),
    source: Type.String(),
    format: Type.String(),
    /** SHA-256 of the file. */
    fileDigest: Type.String(),
    taken: Type.Integer(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    refused: Type.Integer(),
  }),
  { title: '导入事项库', stream: () => installationStream('catalogue') },
)

const ofItem = (body: { itemId: string }) => streamOf('item', body.itemId)
const Adjustment = { adjustmentId: Type.String(), itemId: ItemId }

/** 提出下放、取消: by one; it changes nothing before another decides. */
export const ItemAdjustmentProposed = event(
  'catalogue/ItemAdjustmentProposed.v1',
  Type.Object({
    ...Adjustment,
    kind: Type.Union([Type.Literal('hand-down'), Type.Literal('take-back'), Type.Literal('cancel')]),
    documentNo: Type.String(),
    effectiveOn: Type.String(),
    reason: Type.String(),
    organizationIds: Type.Array(Type.String()),
  }),
  { title: '提出事项调整', stream: ofItem },
)

export const ItemAdjustmentDecided = event(
  'catalogue/ItemAdjustmentDecided.v1',
  Type.Object({
    ...Adjustment,
    kind: Type.Union([Type.Literal('hand-down'), Type.Literal('take-back'), Type.Literal('cancel')]),
    outcome: Type.Union([Type.Literal('pass'), Type.Literal('refuse')]),
    opinion: Type.String(),
  }),
  { title: '审定事项调整', stream: ofItem },
)

/** 承接: the organ has begun its own item, which holds when it has passed its reviews. */
export const ItemTakenOver = event(
  'catalogue/ItemTakenOver.v1',
  Type.Object({
    ...Adjustment,
    organizationId: Type.String(),
    division: Type.String(),
    documentNo: Type.String(),
    effectiveOn: Type.String(),
    belowId: ItemId,
    draftId: Type.String(),
  }),
  { title: '承接下放事项', stream: ofItem },
)

/** 收回: the organ handles it no more, from the day on; its item ends, or its draft does. */
export const ItemTakenBack = event(
  'catalogue/ItemTakenBack.v1',
  Type.Object({
    ...Adjustment,
    organizationId: Type.String(),
    division: Type.String(),
    documentNo: Type.String(),
    effectiveOn: Type.String(),
    belowId: Type.Optional(ItemId),
  }),
  { title: '收回下放事项', stream: ofItem },
)

export const ItemTakeoverDeclined = event(
  'catalogue/ItemTakeoverDeclined.v1',
  Type.Object({ ...Adjustment, organizationId: Type.String(), division: Type.String(), reason: Type.String() }),
  { title: '不承接下放事项', stream: ofItem },
)

const ofDraft = (body: { draftId: string }) => streamOf('item-draft', body.draftId)
const Draft = { draftId: Type.String(), itemId: ItemId }

export const ItemDraftCreated = event(
  'catalogue/ItemDraftCreated.v1',
  Type.Object({
    ...Draft,
    baseVersion: Type.Optional(Type.Integer()),
    /** What stands above: the base item that is adopted, in which version; or the implementation of a handling item. */
    parentId: Type.Optional(Type.String()),
    parentVersion: Type.Optional(Type.Integer()),
    division: Type.String(),
    organizationId: Type.String(),
  }),
  { title: '起草事项', stream: ofDraft },
)

/** Somebody wrote in a draft for the first time: from then on he may neither review nor publish it. What is typed is no act. */
export const ItemDraftJoined = event(
  'catalogue/ItemDraftJoined.v1',
  Type.Object({ ...Draft, section: Type.String(), staffId: Type.String() }),
  { title: '参与起草事项', stream: ofDraft },
)

export const ItemDraftSubmitted = event(
  'catalogue/ItemDraftSubmitted.v1',
  Type.Object({
    ...Draft,
    round: Type.Integer(),
    reason: Type.String(),
    effectiveOn: Type.Optional(Type.String()),
    /** SHA-256 of the canonical content, so that what was reviewed can be proved. */
    contentDigest: Type.String(),
  }),
  { title: '提交事项草稿', stream: ofDraft },
)

/** The opinion lies with the task that was done. */
export const ItemDraftReviewed = event(
  'catalogue/ItemDraftReviewed.v1',
  Type.Object({
    ...Draft,
    round: Type.Integer(),
    step: Type.Union([Type.Literal('review-item'), Type.Literal('publish-item')]),
    outcome: Type.Union([Type.Literal('pass'), Type.Literal('return')]),
    contentDigest: Type.String(),
    publishedVersion: Type.Optional(Type.Integer()),
  }),
  { title: '审核事项草稿', stream: ofDraft },
)

export const ItemDraftRebased = event(
  'catalogue/ItemDraftRebased.v1',
  Type.Object({
    ...Draft,
    from: Type.Integer(),
    to: Type.Integer(),
    /** Versions of the base item that the item adopts, where that one moved. */
    parentFrom: Type.Optional(Type.Integer()),
    parentTo: Type.Optional(Type.Integer()),
  }),
  { title: '草稿改以新版为基础', stream: ofDraft },
)

/** 不采用更新: the item stays on the version of the base item on which it stands. */
export const ItemUpdateDeclined = event(
  'catalogue/ItemUpdateDeclined.v1',
  Type.Object({
    itemId: ItemId,
    division: Type.String(),
    baseId: ItemId,
    version: Type.Integer(),
    reason: Type.String(),
  }),
  { title: '不采用基本目录更新', stream: (body) => streamOf('item', body.itemId) },
)

export const ItemDraftDiscarded = event(
  'catalogue/ItemDraftDiscarded.v1',
  Type.Object({ ...Draft, reason: Type.String() }),
  { title: '作废事项草稿', stream: ofDraft },
)

/** 发布覆盖指标通报: the digest proves what was said. */
export const CoverageBulletinIssued = event(
  'catalogue/CoverageBulletinIssued.v1',
  Type.Object({
    bulletinId: Type.String(),
    division: Type.String(),
    title: Type.String(),
    day: Type.String({ format: 'date' }),
    digest: Type.String(),
  }),
  { title: '发布覆盖指标通报', stream: (body) => streamOf('coverage-bulletin', body.bulletinId) },
)

const ofType = (body: { changeId: string }) => streamOf('power-type', body.changeId)

/** 提出权力类型变更: it does nothing yet. */
export const PowerTypeProposed = event(
  'catalogue/PowerTypeProposed.v1',
  Type.Object({
    changeId: Type.String(),
    key: Type.String(),
    kind: Type.String(),
    code: Type.String(),
    title: Type.String(),
    division: Type.String(),
  }),
  { title: '提出权力类型变更', stream: ofType },
)

export const PowerTypeWithdrawn = event(
  'catalogue/PowerTypeWithdrawn.v1',
  Type.Object({ changeId: Type.String(), key: Type.String() }),
  { title: '撤回权力类型变更', stream: ofType },
)

export const PowerTypeDecided = event(
  'catalogue/PowerTypeDecided.v1',
  Type.Object({
    changeId: Type.String(),
    key: Type.String(),
    outcome: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
  }),
  { title: '批准权力类型变更', stream: ofType },
)
