import { problem, streamOf } from '../../../kernel/index.ts'
import type { CalendarDate, PermitDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { Outcome, Step } from '../../flows/contract/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { Draft } from '../domain/draft.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'

export type DraftContext = Context & {
  readonly organizations: OrganizationsApi
  readonly flows: Pick<
    FlowsApi,
    'checkForm' | 'openTask' | 'finishStep' | 'tasksOf' | 'cancel' | 'usableDefinitions' | 'risksOf' | 'tableLimits'
  >
  readonly documents: Pick<DocumentsApi, 'usableTemplates'>
}

/** Who is acting on a draft is always a person with a post: the record names them, and the next step keeps them apart. */
export function actingStaff(ctx: Context): string {
  if (ctx.actor.staffId === undefined) throw problem(permitProblems['not-allowed'])
  return ctx.actor.staffId
}

/** A draft that the actor may see under a permit. @throws catalogue/no-such-draft, permit/out-of-reach */
export async function findDraft(ctx: Context, draftId: string, permit: PermitDefinition): Promise<Draft> {
  const draft = await draftStore.findDraft(ctx.tx, draftId)
  if (!draft) throw problem(catalogueProblems['no-such-draft'])
  ctx.permit.require(permit.name, draft)
  return draft
}

/** The same, locked; and, where an act names the version that it saw, in that version. */
export async function takeDraft(
  ctx: Context,
  seen: { draftId: string; version?: number },
  permit: PermitDefinition,
): Promise<Draft> {
  const draft = await draftStore.lockDraft(ctx.tx, seen.draftId)
  if (!draft) throw problem(catalogueProblems['no-such-draft'])
  ctx.permit.require(permit.name, draft)
  if (seen.version !== undefined && seen.version !== draft.version)
    throw await ctx.stale(streamOf('item-draft', draft.draftId))
  return draft
}

/** The highest version of an item, whether it holds already or is announced. */
export async function latestVersion(
  ctx: Context,
  itemId: string,
): Promise<{ version: number; effectiveOn: CalendarDate } | undefined> {
  const [latest] = await itemStore.listVersions(ctx.tx, itemId)
  return latest
}

/** @throws catalogue/base-superseded when somebody published another version in the meantime */
export function requireNewestBase(draft: Draft, latest: { version: number } | undefined): void {
  if (draft.baseVersion === undefined || !latest || latest.version === draft.baseVersion) return
  throw problem(catalogueProblems['base-superseded'], { base: draft.baseVersion, latest: latest.version })
}

/** The version of the base item that is newer than the one on which the draft stands, unless it was declined. */
export async function newerParent(ctx: Context, draft: Draft): Promise<number | undefined> {
  const { parentId, parentVersion } = draft
  if (parentId === undefined || parentVersion === undefined) return undefined
  const latest = await latestVersion(ctx, parentId)
  if (!latest || latest.version <= parentVersion) return undefined
  const declined = await layerStore.declinedReason(ctx.tx, { itemId: draft.itemId, version: latest.version })
  return declined === undefined ? latest.version : undefined
}

/** @throws catalogue/parent-superseded when a newer version of the base item was published */
export async function requireNewestParent(ctx: Context, draft: Draft): Promise<void> {
  const latest = await newerParent(ctx, draft)
  if (latest !== undefined && draft.parentVersion !== undefined)
    throw problem(catalogueProblems['parent-superseded'], { base: draft.parentVersion, latest })
}

type DraftStep = Extract<Step, 'revise-item' | 'review-item' | 'publish-item'>

const ROLE_OF = {
  'revise-item': 'item-drafter',
  'review-item': 'legal-reviewer',
  'publish-item': 'item-publisher',
} as const satisfies Record<DraftStep, string>

/** Puts the next step into the inbox of those who hold the post, but for those who have to be kept apart from it. */
export async function openStep(ctx: DraftContext, draft: Draft, step: DraftStep, name?: string): Promise<void> {
  const excluded = step === 'revise-item' ? [] : [...draft.editors, ...(draft.reviewerId ? [draft.reviewerId] : [])]
  await ctx.flows.openTask(ctx, {
    subject: draft.draftId,
    subjectKind: 'item-draft',
    subjectNo: draft.code,
    title: draft.name,
    division: draft.division,
    organizationId: draft.organizationId,
    level: 'normal',
    step,
    ...(name !== undefined && { name }),
    role: ROLE_OF[step],
    canReturn: true,
    excluded,
  })
}

/** Ticks off the step that stands in the inbox, with the opinion. */
export async function finishStep(
  ctx: DraftContext,
  draft: Draft,
  done: { step: DraftStep; outcome: Outcome; opinion?: string },
): Promise<void> {
  await ctx.flows.finishStep(ctx, { subject: draft.draftId, ...done })
}

/** Writes a draft after an act on it, and says where it stands. */
export async function saveAct(ctx: Context, draft: Draft): Promise<DraftStanding> {
  const saved = { ...draft, version: draft.version + 1 }
  await draftStore.saveDraft(ctx.tx, saved)
  return standing(saved)
}

export function standing({ draftId, itemId, state, version, publishedVersion }: Draft): DraftStanding {
  return { draftId, itemId, state, version, ...(publishedVersion !== undefined && { publishedVersion }) }
}
