import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AdoptBaseItem } from '../contract/adoption.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftStanding } from '../contract/draft.ts'
import type { ItemContent } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { draftOf } from '../domain/draft-content.ts'
import { stateOn } from '../domain/item.ts'
import { divisionsAbove, implementationCode, levelOfDivision } from '../domain/layers.ts'
import * as itemStore from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { beginDraft, draftingOrganization } from './create-item-draft.ts'
import { actingStaff, latestVersion, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import type { ItemAbove } from './item-above.ts'

/** 采用: an organ below makes a base item its own implementation, in a draft that begins with all that the base item says. */
export async function adoptBaseItem(ctx: DraftContext, input: InputOf<typeof AdoptBaseItem>): Promise<DraftStanding> {
  actingStaff(ctx)
  const organization = await draftingOrganization(ctx, input.organizationId)
  const { division, id: organizationId } = organization
  await layerStore.takeAdoptionTurn(ctx.tx, { baseId: input.itemId, organizationId })
  const { version } = await baseToAdopt(ctx, input.itemId, { division, organizationId })
  const about = {
    division: organization.division,
    organizationId: organization.id,
    layer: 'implementation' as const,
    parentId: input.itemId,
    parentVersion: version.version,
  }
  return standing(await beginDraft(ctx, { about, content: ownOf(version.content, organization) }))
}

/**
 * A base item that a department may make its own. An announced version too: what is drafted now will hold after it.
 * @throws catalogue/no-such-item, catalogue/not-a-base-item, catalogue/not-under-this-base, catalogue/already-adopted
 */
export async function baseToAdopt(
  ctx: Context,
  baseId: string,
  { division, organizationId }: { division: string; organizationId: string },
): Promise<ItemAbove> {
  const latest = await latestVersion(ctx, baseId)
  const found = latest && (await itemStore.findInVersion(ctx.tx, baseId, latest.version))
  if (!found) throw problem(catalogueProblems['no-such-item'])
  const { item, version } = found
  if (item.layer !== 'base' || !version || stateOn(item, ctx.today) !== 'published')
    throw problem(catalogueProblems['not-a-base-item'])
  if (!divisionsAbove(division).includes(item.division))
    throw problem(catalogueProblems['not-under-this-base'], { division: version.content.organizationName })
  if (await layerStore.isAdopted(ctx.tx, { baseId, organizationId }))
    throw problem(catalogueProblems['already-adopted'])
  return { item, version }
}

/** What the base item says, under the organ's own codes and without what is about the base item alone. */
function ownOf(base: ItemContent, organ: { code: string; division: string }): DraftContent {
  const { adoption: _terms, provenance: _from, windows: _places, handlingTimes: _times, ...said } = draftOf(base)
  return {
    ...said,
    code: implementationCode(organ, base.code),
    catalogCode: base.code,
    level: levelOfDivision(organ.division).level,
    windows: [],
  }
}
