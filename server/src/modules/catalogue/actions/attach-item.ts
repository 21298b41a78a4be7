import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AttachItem, GetAttachment } from '../contract/attach-item.ts'
import type { Difference } from '../contract/difference.ts'
import type { DraftStanding } from '../contract/draft.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { attachedTo, namedAlike } from '../domain/attach-item.ts'
import { compareContents, withCharge } from '../domain/compare-contents.ts'
import { draftOf } from '../domain/draft-content.ts'
import { stateTitle } from '../domain/draft.ts'
import { fieldsUnder, looserPlaces } from '../domain/field-rules.ts'
import { placeOf } from '../domain/place-titles.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { withTypeTitles } from '../queries/power-types.ts'
import { baseToAdopt } from './adopt-base-item.ts'
import { beginDraft } from './create-item-draft.ts'
import { actingStaff, latestVersion, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import type { ItemAbove } from './item-above.ts'

/** 挂接: an item that was there before takes up the standard of a base item, in a change of it that passes both reviews. */
export async function attachItem(ctx: DraftContext, input: InputOf<typeof AttachItem>): Promise<DraftStanding> {
  actingStaff(ctx)
  const known = await itemStore.findItem(ctx.tx, input.itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  const item = (await itemStore.lockItem(ctx.tx, input.itemId)) ?? known
  const { itemId, division, organizationId } = item
  await layerStore.takeAdoptionTurn(ctx.tx, { baseId: input.baseId, organizationId })
  const { base, own } = await sidesOf(ctx, item, input.baseId)
  const open = await draftStore.findOpenOf(ctx.tx, itemId)
  if (open) throw problem(catalogueProblems['draft-exists'], { state: stateTitle(open.state), draftId: open.draftId })
  const about = {
    itemId,
    baseVersion: own.version,
    layer: 'implementation' as const,
    parentId: input.baseId,
    parentVersion: base.version.version,
    division,
    organizationId,
  }
  return standing(await beginDraft(ctx, { about, content: attachedTo(base.version.content, own.content) }))
}

/** 挂接对比, before anything is done. */
export async function getAttachment(
  ctx: DraftContext,
  input: InputOf<typeof GetAttachment>,
): Promise<OutputOf<typeof GetAttachment>> {
  const item = await itemStore.findItem(ctx.tx, input.itemId)
  if (!item) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.library.name, item)
  const { base, own } = await sidesOf(ctx, item, input.baseId)
  const above = base.version.content
  const before = namedAlike(above, own.content)
  const differences = await withTypeTitles(ctx, compareContents(draftOf(before), attachedTo(above, before)))
  const isTightened = under(fieldsUnder(above, 'tighten'))
  return {
    itemId: input.itemId,
    name: own.content.name,
    base: {
      itemId: input.baseId,
      name: above.name,
      code: above.code,
      organizationName: above.organizationName,
      version: base.version.version,
    },
    locked: differences.filter((one) => !isTightened(one)),
    tightened: differences.filter(isTightened),
    looser: looserPlaces(above, withCharge(before)).map(({ at, message }) => ({ place: placeOf(before, at), message })),
  }
}

function under(fields: readonly string[]): (difference: Difference) => boolean {
  return ({ path }) => fields.includes(path.split('/')[1] ?? '')
}

interface Sides {
  readonly base: ItemAbove
  readonly own: { readonly version: number; readonly content: ItemContent }
}

/** @throws catalogue/not-to-be-attached, catalogue/item-abolished, and what {@link baseToAdopt} throws */
async function sidesOf(ctx: Context, item: StoredItem, baseId: string): Promise<Sides> {
  if (item.state === 'abolished') throw problem(catalogueProblems['item-abolished'])
  const latest = await latestVersion(ctx, item.itemId)
  const found = latest && (await itemStore.findInVersion(ctx.tx, item.itemId, latest.version))
  if (item.layer !== 'implementation' || item.parentId !== undefined || !found?.version)
    throw problem(catalogueProblems['not-to-be-attached'])
  const { division, organizationId } = item
  const base = await baseToAdopt(ctx, baseId, { division, organizationId })
  return { base, own: found.version }
}
