import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetItemAdmin, ItemAdminView } from '../contract/item-admin.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { stateOn } from '../domain/item.ts'
import { actsFrom } from '../domain/transitions.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'

export async function getItemAdmin(ctx: Context, input: InputOf<typeof GetItemAdmin>): Promise<ItemAdminView> {
  const item = await itemStore.findItem(ctx.tx, input.itemId)
  if (!item) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.manage.name, item)
  return presentItemAdmin(ctx, item)
}

/** What the item administrator sees, with what may be done now: nothing while an announced change waits for its day. */
export async function presentItemAdmin(ctx: Context, item: StoredItem): Promise<ItemAdminView> {
  const version = await presentVersion(ctx, item.itemId)
  const isPending = ctx.today < item.stateEffectiveOn
  const acts =
    isPending || item.upstream !== undefined || !ctx.permit.allows(cataloguePermits.manage.name, item)
      ? []
      : actsFrom(item.state)
  return {
    itemId: item.itemId,
    version: item.revision,
    name: version.content.name,
    code: version.content.code,
    division: item.division,
    organizationId: item.organizationId,
    organizationName: version.content.organizationName,
    currentVersion: version.version,
    state: stateOn(item, ctx.today),
    ...(isPending && { upcoming: { state: item.state, effectiveOn: item.stateEffectiveOn } }),
    isKeptUpstream: item.upstream !== undefined,
    abilities: {
      suspend: acts.includes('suspend'),
      resume: acts.includes('resume'),
      abolish: acts.includes('abolish'),
    },
  }
}

/** The version of today, or the first one announced when none holds yet. */
async function presentVersion(ctx: Context, itemId: string): Promise<itemStore.StoredVersion> {
  const held = await itemStore.findInVersion(ctx.tx, itemId, ctx.today)
  if (held?.version) return held.version
  const announced = (await itemStore.listVersions(ctx.tx, itemId)).at(-1)
  const found = announced && (await itemStore.findInVersion(ctx.tx, itemId, announced.version))
  if (!found?.version) throw problem(catalogueProblems['no-such-item'])
  return found.version
}
