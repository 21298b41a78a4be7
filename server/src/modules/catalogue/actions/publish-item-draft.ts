import { problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { PublishItemDraft } from '../contract/draft-acts.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftReviewed, ItemVersionPublished } from '../contract/events.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { DRAFT_TRANSITIONS, requireEffectiveDay, requireNotBefore, requireOpen, requireOther } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import { requireNotBeforeHandDown } from '../domain/adjustment.ts'
import { digestsOf } from '../domain/material-files.ts'
import { themeTitle } from '../domain/themes.ts'
import { findTakeoverOfDraft } from '../store/adjustment-store.ts'
import * as importStore from '../store/import-store.ts'
import type { NewVersion } from '../store/import-store.ts'
import * as itemStore from '../store/item-store.ts'
import { checkDraft, requireNoErrors } from './check-draft.ts'
import { digestOf } from './content-digest.ts'
import { publishFiles } from './keep-material-file.ts'
import {
  actingStaff,
  finishStep,
  latestVersion,
  requireNewestBase,
  requireNewestParent,
  saveAct,
  takeDraft,
} from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { itemAbove } from './item-above.ts'
import { sendBack } from './review-item-draft.ts'

/**
 * 审定发布: a third person makes the draft a version that never changes again, from its day on. Cases that run stay on the
 * version under which they were filed.
 */
export async function publishItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof PublishItemDraft>,
): Promise<DraftStanding> {
  const publisherId = actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.publish)
  requireOpen(draft, 'publish')
  requireOther(draft, publisherId)
  if (input.outcome === 'return')
    return sendBack(ctx, draft, { step: 'publish-item', act: 'returnFromApproval', opinion: input.opinion })
  ctx.permit.requireProof()
  const version = await nextVersion(ctx, draft, input.effectiveOn as CalendarDate | undefined)
  await write(ctx, draft, version)
  await finishStep(ctx, draft, { step: 'publish-item', outcome: 'pass', opinion: input.opinion })
  const { draftId, itemId, round } = draft
  const contentDigest = version.digest.toString('hex')
  const told = { step: 'publish-item', outcome: 'pass', publishedVersion: version.version } as const
  ctx.emit(ItemDraftReviewed.of({ draftId, itemId, round, contentDigest, ...told }))
  return saveAct(ctx, {
    ...draft,
    state: DRAFT_TRANSITIONS.publish.to,
    effectiveOn: version.effectiveOn,
    publisherId,
    publishedVersion: version.version,
  })
}

async function nextVersion(ctx: DraftContext, draft: Draft, day: CalendarDate | undefined): Promise<NewVersion> {
  // With imports, which number versions too.
  await importStore.takeTurn(ctx.tx)
  const { itemId, organizationId } = draft
  const latest = await latestVersion(ctx, itemId)
  requireNewestBase(draft, latest)
  await requireNewestParent(ctx, draft)
  const above = await itemAbove(ctx, draft)
  const takenOver = await findTakeoverOfDraft(ctx.tx, draft.draftId)
  const earliest = [ctx.today, latest?.effectiveOn, above?.version.effectiveOn, takenOver?.effectiveOn]
  const effectiveOn = day ?? asWished(draft, earliest)
  requireEffectiveDay(effectiveOn, { today: ctx.today, latest })
  if (takenOver?.effectiveOn) requireNotBeforeHandDown(effectiveOn, takenOver.effectiveOn)
  if (above) requireNotBefore(effectiveOn, above.version)
  const checked = await checkDraft(ctx, draft)
  requireNoErrors(checked)
  const content = checked.content as ItemContent
  return {
    itemId,
    version: (latest?.version ?? 0) + 1,
    effectiveOn,
    organizationId,
    content,
    themeTitles: content.themes.map(themeTitle),
    digest: Buffer.from(digestOf(content), 'hex'),
  }
}

/** The day that the department asked for, unless it has passed: then the earliest that is possible. */
function asWished({ effectiveOn }: Draft, earliest: readonly (CalendarDate | undefined)[]): CalendarDate {
  return [effectiveOn, ...earliest].reduce<CalendarDate>(
    (last, day) => (day !== undefined && day > last ? day : last),
    earliest[0]!,
  )
}

async function write(ctx: DraftContext, draft: Draft, version: NewVersion): Promise<void> {
  const { itemId, division, organizationId, draftId } = draft
  const { effectiveOn, content, digest } = version
  if (draft.baseVersion === undefined) {
    const sourceKey = splitPublicId(itemId).id
    const item = { itemId, sourceSystem: 'yiwang', sourceKey, division, organizationId, effectiveOn }
    await importStore.insertItems(ctx.tx, [item], ctx.now)
  } else {
    const item = await itemStore.lockItem(ctx.tx, itemId)
    if (!item || item.state === 'abolished') throw problem(catalogueProblems['item-abolished'])
  }
  await importStore.insertVersions(ctx.tx, [version], { draftId, now: ctx.now, today: ctx.today })
  await publishFiles(ctx, draft, digestsOf(content))
  const { code, name, powerType } = content
  const contentDigest = digest.toString('hex')
  const told = { itemId, version: version.version, code, name, powerType, division, organizationId }
  ctx.emit(ItemVersionPublished.of({ ...told, effectiveOn, contentDigest, draftId }))
}
