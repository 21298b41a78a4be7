import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { latestVersion } from '../actions/draft-context.ts'
import { mayStillDecline, waitingVersion } from '../actions/decline-update.ts'
import type { DraftContext } from '../actions/draft-context.ts'
import type { Adopter, GetItemLayers, ItemLayers, ListAdopters, ListBaseItems } from '../contract/adoption.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { rulesOf } from '../domain/field-rules.ts'
import { stateOn } from '../domain/item.ts'
import { divisionsAbove } from '../domain/layers.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem, StoredVersion } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { stateNotice } from './present-item.ts'

const PAGE = 20
const draftPermit = cataloguePermits.draft.name

export async function listBaseItems(
  ctx: DraftContext,
  input: InputOf<typeof ListBaseItems>,
): Promise<OutputOf<typeof ListBaseItems>> {
  const { page = 1, pageSize = PAGE, ...asked } = input
  const reach = ctx.permit.reach(cataloguePermits.library.name)
  const divisions = divisionsAbove(await divisionOfActor(ctx))
  const filter = { ...asked, reach, divisions, today: ctx.today, page, pageSize }
  return { ...(await layerStore.listBaseItems(ctx.tx, filter)), page, pageSize }
}

/** Of the department whose items the actor keeps; of who keeps those of a whole place, that place. */
async function divisionOfActor(ctx: DraftContext): Promise<string> {
  const { areas } = ctx.permit.reach(cataloguePermits.library.name)
  const own = areas.find((area) => area.organizationId !== undefined)?.organizationId
  if (own === undefined) return ctx.actor.jurisdiction
  return (await ctx.organizations.getOrganization(ctx, own)).division
}

interface Found {
  readonly item: StoredItem
  readonly version: StoredVersion
}

/** An item in the version of the day, else in the newest. */
async function findNow(ctx: Context, itemId: string): Promise<Found> {
  const held = await itemStore.findInVersion(ctx.tx, itemId, ctx.today)
  if (held?.version) return { item: held.item, version: held.version }
  const latest = await latestVersion(ctx, itemId)
  const found = latest && (await itemStore.findInVersion(ctx.tx, itemId, latest.version))
  if (!found?.version) throw problem(catalogueProblems['no-such-item'])
  return { item: found.item, version: found.version }
}

export async function getItemLayers(ctx: Context, input: InputOf<typeof GetItemLayers>): Promise<ItemLayers> {
  const found = await findNow(ctx, input.itemId)
  const { item, version } = found
  const isBase = item.layer === 'base'
  const isOffered = stateOn(item, ctx.today) === 'published'
  const adoption = await adoptionOf(ctx, item)
  return {
    layer: item.layer,
    above: await listAbove(ctx, item),
    below: isBase ? [] : await layerStore.listHandlingItems(ctx.tx, item.itemId, ctx.today),
    ...(adoption && { adoption }),
    ...(isBase && { rules: [...rulesOf(version.content)].map(([field, rule]) => ({ field, rule })) }),
    abilities: {
      adopt: isBase && isOffered && mayDraftHere(ctx, item),
      attach: await mayAttach(ctx, item),
      divide: item.layer === 'implementation' && isOffered && ctx.permit.allows(cataloguePermits.draft.name, item),
    },
  }
}

/** Whether the actor drafts for a place over which the base item stands; the act looks at the department itself. */
function mayDraftHere(ctx: Context, base: StoredItem): boolean {
  const { areas } = ctx.permit.reach(cataloguePermits.draft.name)
  return areas.length > 0 && divisionsAbove(ctx.actor.jurisdiction).includes(base.division.slice(0, 6))
}

/** An item that stands on nothing yet, and is not being changed. */
async function mayAttach(ctx: Context, item: StoredItem): Promise<boolean> {
  if (item.layer !== 'implementation' || item.parentId !== undefined || item.state === 'abolished') return false
  return ctx.permit.allows(draftPermit, item) && (await draftStore.findOpenOf(ctx.tx, item.itemId)) === undefined
}

async function listAbove(ctx: Context, item: StoredItem): Promise<ItemLayers['above']> {
  if (item.parentId === undefined) return []
  const known = await itemStore.findItem(ctx.tx, item.parentId)
  if (!known) return []
  const { version } = await findNow(ctx, item.parentId)
  const { name, code, organizationName } = version.content
  const notice = stateNotice(known)
  const link = { itemId: known.itemId, name, code, organizationName, state: stateOn(known, ctx.today) }
  return [...(await listAbove(ctx, known)), { ...link, ...(notice && { stateNotice: notice }) }]
}

async function adoptionOf(ctx: Context, item: StoredItem): Promise<ItemLayers['adoption']> {
  const { itemId, parentId, parentVersion } = item
  if (parentId === undefined || parentVersion === undefined) return undefined
  const waiting = await waitingVersion(ctx, item)
  const reason =
    waiting === undefined ? undefined : await layerStore.declinedReason(ctx.tx, { itemId, version: waiting })
  const open = await openDraftOf(ctx, item)
  const mayDraft = waiting !== undefined && item.state !== 'abolished' && ctx.permit.allows(draftPermit, item)
  return {
    baseId: parentId,
    version: parentVersion,
    latest: waiting ?? parentVersion,
    standing: waiting === undefined ? 'current' : reason === undefined ? 'waiting' : 'declined',
    ...(reason !== undefined && { reason }),
    ...(open && { draftId: open.draftId }),
    abilities: {
      takeUp: mayDraft && open === undefined,
      decline: mayDraft && (await mayStillDecline(ctx, item, waiting)),
    },
  }
}

/** Drafts are known to those who work on the item. */
async function openDraftOf(ctx: Context, item: StoredItem) {
  const open = await draftStore.findOpenOf(ctx.tx, item.itemId)
  return open && ctx.permit.allows(cataloguePermits.library.name, open) ? open : undefined
}

export async function listAdopters(
  ctx: DraftContext,
  input: InputOf<typeof ListAdopters>,
): Promise<OutputOf<typeof ListAdopters>> {
  const { itemId, page = 1, pageSize = PAGE, standing } = input
  const latest = await latestVersion(ctx, itemId)
  if (!latest) throw problem(catalogueProblems['no-such-item'])
  const asked = { baseId: itemId, latest: latest.version, standing, page, pageSize }
  const { adopters, total } = await layerStore.listAdopters(ctx.tx, asked)
  const names = await ctx.organizations.organizationNames(ctx, [...new Set(adopters.map((one) => one.organizationId))])
  const places = new Map<string, string>()
  for (const division of new Set(adopters.map((one) => one.division)))
    places.set(division, await ctx.organizations.divisionName(ctx, division))
  const present = ({ organizationId, ...told }: (typeof adopters)[number]): Adopter => ({
    ...told,
    organizationName: names.get(organizationId) ?? '',
    divisionName: places.get(told.division) ?? told.division,
  })
  return { adopters: adopters.map(present), total, page, pageSize }
}
