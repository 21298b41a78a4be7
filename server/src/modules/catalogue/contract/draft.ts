import { Type, type Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { DraftContent, DraftSection } from './draft-content.ts'
import { ItemId } from './item.ts'
import { FieldRule, ItemLayer, RuledField } from './item-layer.ts'
import { SourceDocument } from './source-document.ts'

export const DraftId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '草稿标识' })
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })

/** 草稿状态. Published and discarded ones stay as they were. */
export const DraftState = Type.Union(
  [
    Type.Literal('drafting', { title: '起草中' }),
    Type.Literal('in-review', { title: '法制审核' }),
    Type.Literal('in-approval', { title: '待审定发布' }),
    Type.Literal('published', { title: '已发布' }),
    Type.Literal('discarded', { title: '已作废' }),
  ],
  { title: '草稿状态' },
)
export type DraftState = Static<typeof DraftState>

/** 核对结果: what keeps an item from being published (`error`), or deserves a look (`warning`), and where it stands. */
export const DraftFinding = Type.Object({
  level: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  section: DraftSection,
  /** JSON pointer into the content. */
  path: Type.String(),
  /** The way to the field in words: 申请材料 › 第 3 项 › 材料名称. */
  place: Type.String(),
  message: Type.String(),
})
export type DraftFinding = Static<typeof DraftFinding>

/** 草稿由来: the department began it, or a new version of the base item did. */
export const DraftOrigin = Type.Union(
  [Type.Literal('department', { title: '部门起草' }), Type.Literal('above', { title: '基本目录更新' })],
  { title: '由来' },
)

/** What a draft is about, as a row of a list. */
export const DraftSummary = Type.Object({
  draftId: DraftId,
  itemId: ItemId,
  /** Absent: a new item. */
  baseVersion: Type.Optional(Type.Integer({ title: '以哪一版为基础' })),
  layer: ItemLayer,
  origin: DraftOrigin,
  parentId: Type.Optional(ItemId),
  /** The version of the base item on which an implementation that adopts one stands. */
  parentVersion: Type.Optional(Type.Integer({ title: '采用基本目录的哪一版' })),
  name: Type.String({ title: '事项名称' }),
  code: Type.String({ title: '实施编码' }),
  state: DraftState,
  division: Type.String(),
  organizationId: Type.String(),
  organizationName: Type.String(),
  effectiveOn: Type.Optional(Day),
  /** How often it was submitted. */
  round: Type.Integer({ title: '提交次数' }),
  createdAt: Instant,
  editedAt: Instant,
  publishedVersion: Type.Optional(Type.Integer()),
  version: Type.Integer({ title: '修订号' }),
})
export type DraftSummary = Static<typeof DraftSummary>

export const SectionView = Type.Object({
  section: DraftSection,
  content: DraftContent,
  version: Type.Integer({ title: '这一部分的修订号' }),
  editedAt: Type.Optional(Instant),
  editedByName: Type.Optional(Type.String()),
  isMine: Type.Boolean({ title: '最后是不是本人改的' }),
})
export type SectionView = Static<typeof SectionView>

/** 审核意见 of one step of one round. */
export const DraftOpinion = Type.Object({
  name: Type.String({ title: '环节' }),
  outcome: Type.Union([Type.Literal('pass'), Type.Literal('return')]),
  opinion: Type.Optional(Type.String()),
  byName: Type.String(),
  at: Instant,
})
export type DraftOpinion = Static<typeof DraftOpinion>

export const DraftAbilities = Type.Object({
  edit: Type.Boolean(),
  submit: Type.Boolean(),
  discard: Type.Boolean(),
  rebase: Type.Boolean(),
  review: Type.Boolean(),
  publish: Type.Boolean(),
})

/** 采用自: the item above, and what it says of each element over which it rules. */
export const DraftParent = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  code: Type.String(),
  organizationName: Type.String(),
  /** A version of the base item newer than the one on which the draft stands. */
  newerVersion: Type.Optional(Type.Integer()),
  /** The version on which the published item stands, where the draft stands on a later one. */
  takenVersion: Type.Optional(Type.Integer()),
  /** The version that the organ may decline to take up, with a reason. */
  declinable: Type.Optional(Type.Integer()),
  rules: Type.Array(
    Type.Object({ field: RuledField, rule: FieldRule, words: Type.String({ title: '基本目录的内容' }) }),
    { title: '各要素的规则' },
  ),
})
export type DraftParent = Static<typeof DraftParent>

/** 承接: the act by which a draft began, for those who review it. */
export const DraftTakeover = Type.Object({
  adjustmentId: Type.String(),
  itemId: ItemId,
  organizationName: Type.String(),
  effectiveOn: Day,
  document: SourceDocument,
  takeoverDocument: SourceDocument,
})
export type DraftTakeover = Static<typeof DraftTakeover>

/** 事项草稿 as its page shows it: a new item, or a change of a published one, on its way through two reviews. */
export const DraftView = Type.Object({
  ...DraftSummary.properties,
  reason: Type.Optional(Type.String({ title: '起草说明' })),
  /** A version that was published after the one on which the draft stands: it has to be taken up first. */
  newerVersion: Type.Optional(Type.Integer()),
  parent: Type.Optional(DraftParent),
  takeover: Type.Optional(DraftTakeover),
  editorNames: Type.Array(Type.String(), { title: '起草人' }),
  sections: Type.Array(SectionView),
  findings: Type.Array(DraftFinding),
  opinions: Type.Array(DraftOpinion),
  abilities: DraftAbilities,
})
export type DraftView = Static<typeof DraftView>

/** What an act on a draft answers: where it stands now. */
export const DraftStanding = Type.Object({
  draftId: DraftId,
  itemId: ItemId,
  state: DraftState,
  version: Type.Integer(),
  publishedVersion: Type.Optional(Type.Integer()),
})
export type DraftStanding = Static<typeof DraftStanding>
