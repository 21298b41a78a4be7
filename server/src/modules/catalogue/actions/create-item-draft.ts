import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { CreateItemDraft } from '../contract/draft-acts.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftCreated, ItemDraftJoined } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { BLANK_DRAFT, SECTION_NAMES, draftOf, partOf } from '../domain/draft-content.ts'
import { stateTitle } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import { actingStaff, latestVersion, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 起草: an empty item of the department, or a change of what it has published. */
export async function createItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof CreateItemDraft>,
): Promise<DraftStanding> {
  actingStaff(ctx)
  const beginning = input.itemId === undefined ? await ofNewItem(ctx, input) : await ofItem(ctx, input.itemId)
  return standing(await beginDraft(ctx, beginning))
}

export interface Beginning {
  /** Without an item: a new one. */
  readonly about: Pick<Draft, 'baseVersion' | 'division' | 'organizationId'> & { readonly itemId?: string }
  readonly content: DraftContent
}

/** Keeps a new draft. `writtenBy` is whoever wrote what it begins with, where that is not what was published. */
export async function beginDraft(ctx: DraftContext, { about, content }: Beginning, writtenBy?: string): Promise<Draft> {
  const jurisdiction = about.division.slice(0, 6)
  const draft: Draft = {
    ...about,
    itemId: about.itemId ?? newPublicId(jurisdiction),
    draftId: newPublicId(jurisdiction),
    name: content.name ?? '',
    code: content.code ?? '',
    state: 'drafting',
    round: 0,
    editors: writtenBy === undefined ? [] : [writtenBy],
    createdAt: ctx.now,
    editedAt: ctx.now,
    version: 1,
  }
  const edited = writtenBy === undefined ? {} : { editedBy: writtenBy, editedAt: ctx.now }
  const sections = SECTION_NAMES.map((section) => ({
    section,
    content: partOf(content, section),
    version: 0,
    ...edited,
  }))
  await draftStore.insertDraft(ctx.tx, draft, sections)
  const { draftId, itemId, baseVersion, division, organizationId } = draft
  ctx.emit(
    ItemDraftCreated.of({
      draftId,
      itemId,
      division,
      organizationId,
      ...(baseVersion !== undefined && { baseVersion }),
    }),
  )
  if (writtenBy !== undefined)
    ctx.emit(ItemDraftJoined.of({ draftId, itemId, section: 'identity', staffId: writtenBy }))
  return draft
}

async function ofNewItem(ctx: DraftContext, input: InputOf<typeof CreateItemDraft>): Promise<Beginning> {
  const organizationId = input.organizationId ?? draftingFor(ctx)
  const { division } = await ctx.organizations.getOrganization(ctx, organizationId)
  ctx.permit.require(cataloguePermits.draft.name, { division, organizationId })
  return { about: { division, organizationId }, content: BLANK_DRAFT }
}

/** The department for which the actor drafts: the one of the post, which need not be the one that pays. */
function draftingFor(ctx: Context): string {
  const { areas } = ctx.permit.reach(cataloguePermits.draft.name)
  const organizationId = areas.find((area) => area.organizationId !== undefined)?.organizationId
  if (organizationId === undefined) throw problem(catalogueProblems['no-such-item'])
  return organizationId
}

async function ofItem(ctx: DraftContext, itemId: string): Promise<Beginning> {
  const known = await itemStore.findItem(ctx.tx, itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  // Two who begin at once take turns: an item is changed in one draft at a time.
  const item = await itemStore.lockItem(ctx.tx, itemId)
  const latest = await latestVersion(ctx, itemId)
  if (!item || !latest) throw problem(catalogueProblems['no-such-item'])
  if (item.state === 'abolished') throw problem(catalogueProblems['item-abolished'])
  const open = await draftStore.findOpenOf(ctx.tx, itemId)
  if (open) throw problem(catalogueProblems['draft-exists'], { state: stateTitle(open.state), draftId: open.draftId })
  const { version } = (await itemStore.findInVersion(ctx.tx, itemId, latest.version))!
  const { division, organizationId } = item
  return {
    about: { itemId, baseVersion: latest.version, division, organizationId },
    content: draftOf(version!.content),
  }
}
