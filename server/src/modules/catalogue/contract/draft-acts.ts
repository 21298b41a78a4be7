import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { DraftContent, DraftSection } from './draft-content.ts'
import { DraftFinding, DraftId, DraftStanding } from './draft.ts'
import { ItemId } from './item.ts'
import { catalogueProblems as refused } from './problems.ts'

const params = Type.Object({ draftId: DraftId })
const version = Type.Integer({ minimum: 1, title: '看到的修订号' })
const Day = Type.String({ format: 'date' })
const Opinion = Type.String({ minLength: 2, maxLength: 2000, title: '意见' })

export const CreateItemDraft = contract({
  name: 'catalogue.createItemDraft',
  method: 'POST',
  path: '/api/item-drafts',
  summary: '起草一个新事项，或者变更一个已发布的事项',
  body: Type.Object({
    /** Absent: a new item. */
    itemId: Type.Optional(ItemId),
    /** For a new item; absent: the department of the actor's post. */
    organizationId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '实施主体' })),
    /** For a new item: a base item that others will adopt. */
    layer: Type.Optional(Type.Literal('base')),
    /** For a new item: a handling item of this implementation. */
    parentId: Type.Optional(ItemId),
  }),
  response: DraftStanding,
  problems: [refused['no-such-item'], refused['draft-exists'], refused['item-abolished'], refused['not-to-be-divided']],
})

export const SaveDraftSection = contract({
  name: 'catalogue.saveDraftSection',
  method: 'POST',
  path: '/api/item-drafts/:draftId/sections/:section',
  summary: '保存草稿的一个部分，照填写的样子',
  params: Type.Object({ draftId: DraftId, section: DraftSection }),
  body: Type.Object({
    version: Type.Integer({ minimum: 0, title: '看到的这一部分的修订号' }),
    content: DraftContent,
  }),
  maxBodyBytes: 2_500_000,
  response: Type.Object({
    version: Type.Integer(),
    savedAt: Type.String({ format: 'date-time' }),
    findings: Type.Array(DraftFinding),
  }),
  problems: [
    refused['no-such-draft'],
    refused['draft-not-open'],
    refused['field-elsewhere'],
    refused['field-locked'],
    refused['section-changed'],
  ],
})

export const SubmitItemDraft = contract({
  name: 'catalogue.submitItemDraft',
  method: 'POST',
  path: '/api/item-drafts/:draftId/submit',
  summary: '提交草稿，送法制审核',
  params,
  body: Type.Object({
    version,
    reason: Type.String({ minLength: 2, maxLength: 2000, title: '起草说明' }),
    effectiveOn: Type.Optional(Day),
  }),
  response: DraftStanding,
  problems: [
    refused['no-such-draft'],
    refused['draft-not-open'],
    refused['draft-has-errors'],
    refused['base-superseded'],
    refused['parent-superseded'],
    refused['effective-in-the-past'],
    refused['effective-before-latest'],
  ],
})

export const ReviewItemDraft = contract({
  name: 'catalogue.reviewItemDraft',
  method: 'POST',
  path: '/api/item-drafts/:draftId/review',
  summary: '法制审核：通过，或者退回修改',
  params,
  body: Type.Object({
    version,
    outcome: Type.Union([Type.Literal('pass', { title: '通过' }), Type.Literal('return', { title: '退回修改' })]),
    opinion: Opinion,
  }),
  response: DraftStanding,
  problems: [refused['no-such-draft'], refused['draft-not-open'], refused['same-drafter']],
})

export const PublishItemDraft = contract({
  name: 'catalogue.publishItemDraft',
  method: 'POST',
  path: '/api/item-drafts/:draftId/publish',
  summary: '审定：发布为新的版本，或者退回修改',
  params,
  body: Type.Object({
    version,
    outcome: Type.Union([Type.Literal('pass', { title: '发布' }), Type.Literal('return', { title: '退回修改' })]),
    opinion: Opinion,
    /** Absent: the day that the department asked for, or today where it asked for none or an earlier one. */
    effectiveOn: Type.Optional(Day),
  }),
  response: DraftStanding,
  problems: [
    refused['no-such-draft'],
    refused['draft-not-open'],
    refused['same-drafter'],
    refused['draft-has-errors'],
    refused['base-superseded'],
    refused['parent-superseded'],
    refused['item-abolished'],
    refused['effective-in-the-past'],
    refused['effective-before-latest'],
    refused['effective-before-parent'],
    refused['effective-before-hand-down'],
  ],
})

export const RebaseItemDraft = contract({
  name: 'catalogue.rebaseItemDraft',
  method: 'POST',
  path: '/api/item-drafts/:draftId/rebase',
  summary: '改以最新版本为基础：没有改过的内容用新版的，改过的保留',
  params,
  body: Type.Object({ version }),
  response: DraftStanding,
  problems: [refused['no-such-draft'], refused['draft-not-open']],
})

export const DiscardItemDraft = contract({
  name: 'catalogue.discardItemDraft',
  method: 'POST',
  path: '/api/item-drafts/:draftId/discard',
  summary: '作废草稿',
  params,
  body: Type.Object({ version, reason: Type.String({ minLength: 2, maxLength: 500, title: '理由' }) }),
  response: DraftStanding,
  problems: [refused['no-such-draft'], refused['draft-not-open'], refused['update-not-discarded']],
})
