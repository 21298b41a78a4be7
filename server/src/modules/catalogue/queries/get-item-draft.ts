import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { checkDraft } from '../actions/check-draft.ts'
import { newestContent } from '../actions/adjustment-steps.ts'
import { findDraft, latestVersion, newerParent } from '../actions/draft-context.ts'
import type { DraftContext } from '../actions/draft-context.ts'
import { mayStillDecline, waitingVersion } from '../actions/decline-update.ts'
import { itemAbove } from '../actions/item-above.ts'
import type { Difference } from '../contract/difference.ts'
import type { CompareItemDraft, GetItemDraft } from '../contract/draft-reads.ts'
import type {
  DraftOpinion,
  DraftParent,
  DraftSummary,
  DraftTakeover,
  DraftView,
  SectionView,
} from '../contract/draft.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { compareContents, withCharge, wordsOf } from '../domain/compare-contents.ts'
import { SECTION_NAMES } from '../domain/draft-content.ts'
import { mayReview } from '../domain/draft.ts'
import { rulesOf } from '../domain/field-rules.ts'
import type { Draft } from '../domain/draft.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as draftStore from '../store/draft-store.ts'
import type { StoredSection } from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import { titleOfType, withTypeTitles } from './power-types.ts'

export async function getItemDraft(ctx: DraftContext, input: InputOf<typeof GetItemDraft>): Promise<DraftView> {
  const draft = await findDraft(ctx, input.draftId, cataloguePermits.library)
  const sections = await draftStore.listSections(ctx.tx, draft.draftId)
  const { findings } = await checkDraft(ctx, draft, sections)
  const latest = await latestVersion(ctx, draft.itemId)
  const isBehind =
    draft.baseVersion !== undefined && latest !== undefined && latest.version > draft.baseVersion && isOpen(draft)
  const parent = await parentOf(ctx, draft)
  const takeover = await takeoverOf(ctx, draft.draftId)
  const tasks = await ctx.flows.tasksOf(ctx, draft.draftId)
  const staffIds = [
    ...draft.editors,
    ...sections.flatMap((one) => one.editedBy ?? []),
    ...tasks.flatMap((task) => task.completedBy ?? []),
  ]
  const names = await ctx.organizations.staffNames(ctx, [...new Set(staffIds)])
  const [summary] = await presentSummaries(ctx, [draft])
  return {
    ...summary!,
    ...(draft.reason !== undefined && { reason: draft.reason }),
    ...(isBehind && { newerVersion: latest.version }),
    ...(parent && { parent }),
    ...(takeover && { takeover }),
    editorNames: draft.editors.flatMap((id) => names.get(id) ?? []),
    sections: presentSections(ctx, sections, names),
    findings: isOpen(draft) ? [...findings] : [],
    opinions: tasks.flatMap((task) => opinionOf(task, names)),
    abilities: abilitiesOf(ctx, draft, isBehind || parent?.newerVersion !== undefined),
  }
}

/** What stands above, with what the base item says of each element that is not the organ's own. */
async function parentOf(ctx: DraftContext, draft: Draft): Promise<DraftParent | undefined> {
  const above = await itemAbove(ctx, draft)
  if (!above) return undefined
  const { content } = above.version
  const said = withCharge(content)
  const rules = draft.layer === 'implementation' ? [...rulesOf(content)].filter(([, rule]) => rule !== 'free') : []
  const typeTitle = await titleOfType(ctx, content.powerType)
  const newer = isOpen(draft) ? await newerParent(ctx, draft) : undefined
  return {
    itemId: above.item.itemId,
    name: content.name,
    code: content.code,
    organizationName: content.organizationName,
    ...(newer !== undefined && { newerVersion: newer }),
    ...(await updateOf(ctx, draft)),
    rules: rules.map(([field, rule]) => ({
      ...{ field, rule },
      words: field === 'powerType' ? typeTitle : wordsOf(field, said[field]),
    })),
  }
}

/** By what the draft came down from above, where it did. */
async function takeoverOf(ctx: DraftContext, draftId: string): Promise<DraftTakeover | undefined> {
  const takeover = await adjustmentStore.findTakeoverOfDraft(ctx.tx, draftId)
  const adjustment = takeover && (await adjustmentStore.findAdjustment(ctx.tx, takeover.adjustmentId))
  if (!adjustment || !takeover?.document || !takeover.effectiveOn) return undefined
  const { adjustmentId, itemId, document } = adjustment
  const { organizationName } = await newestContent(ctx, itemId)
  const { effectiveOn, document: takeoverDocument } = takeover
  return { adjustmentId, itemId, organizationName, effectiveOn, document, takeoverDocument }
}

/** What of the base item is not yet in the published item, and whether the organ may leave it so. */
async function updateOf(ctx: DraftContext, draft: Draft): Promise<Pick<DraftParent, 'takenVersion' | 'declinable'>> {
  const item = draft.baseVersion === undefined ? undefined : await itemStore.findItem(ctx.tx, draft.itemId)
  const taken = item?.parentVersion
  if (!item || taken === undefined || draft.parentVersion === undefined || !isOpen(draft)) return {}
  const waiting = await waitingVersion(ctx, item)
  const isDeclinable = waiting !== undefined && (await mayStillDecline(ctx, item, waiting))
  return {
    ...(taken < draft.parentVersion && { takenVersion: taken }),
    ...(isDeclinable && { declinable: waiting }),
  }
}

function isOpen({ state }: Draft): boolean {
  return state !== 'published' && state !== 'discarded'
}

function presentSections(
  ctx: DraftContext,
  sections: readonly StoredSection[],
  names: ReadonlyMap<string, string>,
): SectionView[] {
  return SECTION_NAMES.flatMap((name) => sections.filter(({ section }) => section === name)).map((stored) => {
    const { section, content, version, editedBy, editedAt } = stored
    const editedByName = editedBy === undefined ? undefined : names.get(editedBy)
    return {
      section,
      content,
      version,
      isMine: editedBy !== undefined && editedBy === ctx.actor.staffId,
      ...(editedAt && { editedAt: editedAt.toISOString() }),
      ...(editedByName !== undefined && { editedByName }),
    }
  })
}

type Task = Awaited<ReturnType<DraftContext['flows']['tasksOf']>>[number]

function opinionOf(task: Task, names: ReadonlyMap<string, string>): DraftOpinion[] {
  const { step, state, outcome, opinion, completedAt, completedBy, name } = task
  if (step === 'revise-item' || state !== 'done' || completedAt === undefined) return []
  return [
    {
      name,
      outcome: outcome === 'return' ? 'return' : 'pass',
      byName: names.get(completedBy ?? '') ?? '',
      at: completedAt,
      ...(opinion !== undefined && { opinion }),
    },
  ]
}

function abilitiesOf(ctx: DraftContext, draft: Draft, isBehind: boolean): DraftView['abilities'] {
  const { draft: mayDraft, review, publish } = cataloguePermits
  const edits = draft.state === 'drafting' && ctx.permit.allows(mayDraft.name, draft)
  const isOther = mayReview(draft, ctx.actor.staffId)
  return {
    edit: edits,
    submit: edits,
    discard: edits && draft.origin !== 'above',
    rebase: edits && isBehind,
    review: draft.state === 'in-review' && isOther && ctx.permit.allows(review.name, draft),
    publish: draft.state === 'in-approval' && isOther && ctx.permit.allows(publish.name, draft),
  }
}

export async function presentSummaries(ctx: DraftContext, drafts: readonly Draft[]): Promise<DraftSummary[]> {
  const names = await ctx.organizations.organizationNames(ctx, [...new Set(drafts.map((one) => one.organizationId))])
  return drafts.map((draft) => {
    const {
      reason: _reason,
      editors: _editors,
      reviewerId: _by,
      publisherId: _to,
      createdAt,
      editedAt,
      ...told
    } = draft
    return {
      ...told,
      organizationName: names.get(draft.organizationId) ?? '',
      createdAt: createdAt.toISOString(),
      editedAt: editedAt.toISOString(),
    }
  })
}

/** What the draft changes; of a new item all that it says. */
export async function compareItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof CompareItemDraft>,
): Promise<OutputOf<typeof CompareItemDraft>> {
  const draft = await findDraft(ctx, input.draftId, cataloguePermits.library)
  const { content } = await checkDraft(ctx, draft)
  const from = draft.baseVersion
  const base = from === undefined ? undefined : await itemStore.findInVersion(ctx.tx, draft.itemId, from)
  const found = compareContents(base ? withCharge(base.version!.content) : {}, content as object)
  const differences = await withFlowNames(ctx, draft, await withTypeTitles(ctx, found))
  return { ...(from !== undefined && { from }), differences }
}

/** A flow by what it is called, where it is one that the place may use. */
async function withFlowNames(
  ctx: DraftContext,
  { division }: Draft,
  differences: readonly Difference[],
): Promise<Difference[]> {
  if (!differences.some(isOfFlow)) return [...differences]
  const usable = await ctx.flows.usableDefinitions(ctx, division.slice(0, 6))
  const names = new Map(usable.map(({ definitionId, name }) => [definitionId, name]))
  const named = (words: string) => words.replace(/[a-z][a-z0-9-]*/, (id) => names.get(id) ?? id)
  return differences.map((one) => ({
    ...one,
    ...(isOfFlow(one) && one.before !== undefined && { before: named(one.before) }),
    ...(isOfFlow(one) && one.after !== undefined && { after: named(one.after) }),
  }))
}

function isOfFlow({ path }: Difference): boolean {
  return path === '/flow' || path === '/flow/definitionId'
}
