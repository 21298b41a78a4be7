import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { CreateItemDraft } from '../contract/draft-acts.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftCreated, ItemDraftJoined } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { BLANK_BASE, BLANK_DRAFT, SECTION_NAMES, draftOf, partOf } from '../domain/draft-content.ts'
import { stateTitle } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import { stateOn } from '../domain/item.ts'
import { nextHandlingCode } from '../domain/layers.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { actingStaff, latestVersion, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 起草: an empty item of the department, a handling item of one that it has, or a change of what it has published. */
export async function createItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof CreateItemDraft>,
): Promise<DraftStanding> {
  actingStaff(ctx)
  return standing(await beginDraft(ctx, await beginningOf(ctx, input)))
}

function beginningOf(ctx: DraftContext, input: InputOf<typeof CreateItemDraft>): Promise<Beginning> {
  if (input.itemId !== undefined) return changeOf(ctx, input.itemId)
  return input.parentId === undefined ? ofNewItem(ctx, input) : ofHandlingItem(ctx, input.parentId)
}

/** What a draft begins with. */
export interface Beginning {
  /** Without an item: a new one. */
  readonly about: Pick<
    Draft,
    'baseVersion' | 'layer' | 'parentId' | 'parentVersion' | 'division' | 'organizationId'
  > & { readonly itemId?: string; readonly origin?: Draft['origin'] }
  readonly content: DraftContent
}

/** Keeps a new draft. `writtenBy` is whoever wrote what it begins with, where that is not what was published. */
export async function beginDraft(ctx: DraftContext, { about, content }: Beginning, writtenBy?: string): Promise<Draft> {
  const jurisdiction = about.division.slice(0, 6)
  const draft: Draft = {
    origin: 'department',
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
  ctx.emit(ItemDraftCreated.of(createdBody(draft)))
  const { draftId, itemId } = draft
  if (writtenBy !== undefined)
    ctx.emit(ItemDraftJoined.of({ draftId, itemId, section: 'identity', staffId: writtenBy }))
  return draft
}

function createdBody({ draftId, itemId, baseVersion, parentId, parentVersion, division, organizationId }: Draft) {
  return {
    draftId,
    itemId,
    division,
    organizationId,
    ...(baseVersion !== undefined && { baseVersion }),
    ...(parentId !== undefined && { parentId }),
    ...(parentVersion !== undefined && { parentVersion }),
  }
}

async function ofNewItem(ctx: DraftContext, input: InputOf<typeof CreateItemDraft>): Promise<Beginning> {
  const { division, id: organizationId } = await draftingOrganization(ctx, input.organizationId)
  const layer = input.layer ?? 'implementation'
  return {
    about: { division, organizationId, layer },
    content: layer === 'base' ? BLANK_BASE : BLANK_DRAFT,
  }
}

/** The department for which the actor drafts: the one that is named, else the one of the post, which need not be the one that pays. */
export async function draftingOrganization(ctx: DraftContext, named: string | undefined) {
  const organization = await ctx.organizations.getOrganization(ctx, named ?? draftingFor(ctx))
  ctx.permit.require(cataloguePermits.draft.name, {
    division: organization.division,
    organizationId: organization.id,
  })
  return organization
}

function draftingFor(ctx: Context): string {
  const { areas } = ctx.permit.reach(cataloguePermits.draft.name)
  const organizationId = areas.find((area) => area.organizationId !== undefined)?.organizationId
  if (organizationId === undefined) throw problem(catalogueProblems['no-such-item'])
  return organizationId
}

/** 业务办理项: begins as its implementation says, under the next of its codes. */
async function ofHandlingItem(ctx: DraftContext, parentId: string): Promise<Beginning> {
  const found = await itemStore.findInVersion(ctx.tx, parentId, ctx.today)
  if (!found) throw problem(catalogueProblems['no-such-item'])
  const { item, version } = found
  ctx.permit.require(cataloguePermits.draft.name, item)
  if (item.layer !== 'implementation' || !version || stateOn(item, ctx.today) !== 'published')
    throw problem(catalogueProblems['not-to-be-divided'])
  const { division, organizationId } = item
  const code = nextHandlingCode(version.content.code, await layerStore.codesBelow(ctx.tx, parentId))
  return {
    about: { division, organizationId, layer: 'handling', parentId },
    content: { ...draftOf(version.content), code, handlingItemCode: code, parentName: version.content.name },
  }
}

/** A change of what the department has published. */
export async function changeOf(ctx: DraftContext, itemId: string): Promise<Beginning> {
  const known = await itemStore.findItem(ctx.tx, itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  // Two who begin at once take turns: an item is changed in one draft at a time.
  const item = await itemStore.lockItem(ctx.tx, itemId)
  const latest = await latestVersion(ctx, itemId)
  if (!item || !latest) throw problem(catalogueProblems['no-such-item'])
  if (item.upstream !== undefined) throw problem(catalogueProblems['kept-upstream'])
  if (item.state === 'abolished') throw problem(catalogueProblems['item-abolished'])
  const open = await draftStore.findOpenOf(ctx.tx, itemId)
  if (open) throw problem(catalogueProblems['draft-exists'], { state: stateTitle(open.state), draftId: open.draftId })
  const { version } = (await itemStore.findInVersion(ctx.tx, itemId, latest.version))!
  const { division, organizationId, layer, parentId, parentVersion } = item
  return {
    about: {
      itemId,
      baseVersion: latest.version,
      division,
      organizationId,
      layer,
      ...(parentId !== undefined && { parentId }),
      ...(parentVersion !== undefined && { parentVersion }),
    },
    content: draftOf(version!.content),
  }
}
