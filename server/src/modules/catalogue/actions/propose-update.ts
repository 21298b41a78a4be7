import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftRebased } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { TakeUpUpdate } from '../contract/update.ts'
import { draftOf } from '../domain/draft-content.ts'
import { stateTitle } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import { mergeAdoption } from '../domain/merge-adoption.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { beginDraft } from './create-item-draft.ts'
import { actingStaff, latestVersion, openStep, saveAct, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { itemAbove } from './item-above.ts'
import { writeMerged } from './rebase-item-draft.ts'

/**
 * 更新下达: a new version of a base item is proposed to each organ that adopts it. Only the newest is: whoever has not yet
 * answered an earlier proposal finds the newer one in the same draft.
 */
export async function proposeToAdopters(ctx: DraftContext, baseId: string, version: number): Promise<void> {
  const base = await itemStore.findItem(ctx.tx, baseId)
  const latest = await latestVersion(ctx, baseId)
  if (base?.layer !== 'base' || latest?.version !== version) return
  for (const itemId of await layerStore.listBehind(ctx.tx, { baseId, version })) {
    const item = await itemStore.findItem(ctx.tx, itemId)
    if (item) await proposeUpdate(ctx, item, version)
  }
}

async function proposeUpdate(ctx: DraftContext, item: StoredItem, version: number): Promise<void> {
  const open = await draftStore.findOpenOf(ctx.tx, item.itemId)
  if (!open) await beginUpdate(ctx, item, version)
  // What a department is writing itself takes the update up when it says so; what is under review is not touched.
  else if (open.origin === 'above' && open.state === 'drafting') await followNewest(ctx, open, version)
}

/** The item as it is, with what changed above merged in, in the inbox of the department's drafters. */
async function beginUpdate(ctx: DraftContext, item: StoredItem, version: number): Promise<DraftStanding> {
  const { itemId, parentId, division, organizationId } = item
  const own = (await latestVersion(ctx, itemId))!
  const ours = (await itemStore.findInVersion(ctx.tx, itemId, own.version))!.version!.content
  const from = (await itemAbove(ctx, item))!.version.content
  const to = (await itemAbove(ctx, { parentId, parentVersion: version }))!.version.content
  const about = {
    itemId,
    baseVersion: own.version,
    layer: 'implementation' as const,
    origin: 'above' as const,
    division,
    organizationId,
    ...(parentId !== undefined && { parentId }),
    parentVersion: version,
  }
  const draft = await beginDraft(ctx, { about, content: mergeAdoption({ from, to, ours: draftOf(ours) }) })
  await openStep(ctx, draft, 'revise-item', '采用基本目录更新')
  return standing(draft)
}

async function followNewest(ctx: DraftContext, draft: Draft, version: number): Promise<void> {
  const { draftId, itemId, baseVersion = 0, parentVersion } = draft
  if (parentVersion === undefined || parentVersion >= version) return
  await writeMerged(ctx, { draft, next: { baseVersion, parentVersion: version } })
  ctx.emit(
    ItemDraftRebased.of({
      draftId,
      itemId,
      from: baseVersion,
      to: baseVersion,
      parentFrom: parentVersion,
      parentTo: version,
    }),
  )
  await saveAct(ctx, { ...draft, parentVersion: version, editedAt: ctx.now })
}

/** 采用更新 by hand: where none was proposed, or after it was declined. */
export async function takeUpUpdate(ctx: DraftContext, input: InputOf<typeof TakeUpUpdate>): Promise<DraftStanding> {
  actingStaff(ctx)
  const known = await itemStore.findItem(ctx.tx, input.itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  const item = (await itemStore.lockItem(ctx.tx, input.itemId)) ?? known
  const latest = item.parentId === undefined ? undefined : await latestVersion(ctx, item.parentId)
  if (item.state === 'abolished' || !latest || latest.version <= (item.parentVersion ?? latest.version))
    throw problem(catalogueProblems['no-update'])
  const open = await draftStore.findOpenOf(ctx.tx, input.itemId)
  if (open) throw problem(catalogueProblems['draft-exists'], { state: stateTitle(open.state), draftId: open.draftId })
  return beginUpdate(ctx, item, latest.version)
}
