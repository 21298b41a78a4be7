import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetItem, ItemGuide } from '../contract/get-item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { authorityInWords, elementsInWords } from '../domain/element-words.ts'
import { stateOn } from '../domain/item.ts'
import { digestsOf } from '../domain/material-files.ts'
import { themeTitle } from '../domain/themes.ts'
import { listHandDowns } from '../store/adjustment-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { findPublished } from '../store/material-file-store.ts'
import { getItem, isAppliedFor } from './get-item.ts'
import { hallsOf } from './guide-context.ts'
import type { GuideContext } from './guide-context.ts'
import { titleOfType } from './power-types.ts'

/** 办事指南. A suspended or abolished item keeps its page, which says so and why. */
export async function getGuide(ctx: GuideContext, input: InputOf<typeof GetItem>): Promise<ItemGuide> {
  const service = await getItem(ctx, input.itemId, input.version)
  const item = await itemStore.findItem(ctx.tx, input.itemId)
  if (!item || service.state === 'draft') throw problem(catalogueProblems['no-such-item'])
  return {
    ...service,
    powerTypeTitle: await titleOfType(ctx, service.powerType),
    themeTitles: service.themes.map(themeTitle),
    elements: elementsInWords(service),
    authority: authorityInWords(service),
    handDowns: await listHandDowns(ctx.tx, { itemId: input.itemId, today: ctx.today }),
    halls: await hallsOf(ctx, service),
    canApply:
      service.acceptsOnline &&
      service.isCurrent &&
      stateOn(item, ctx.today) === 'published' &&
      (await isAppliedFor(ctx, item)),
    handlingItems: await listInUse(ctx, item),
    versions: await itemStore.listVersions(ctx.tx, input.itemId),
    files: [...(await findPublished(ctx.tx, digestsOf(service))).keys()],
  }
}

/** What people choose from before they apply. */
async function listInUse(ctx: Context, { itemId, layer }: StoredItem): Promise<ItemGuide['handlingItems']> {
  if (layer !== 'implementation') return []
  const below = await layerStore.listHandlingItems(ctx.tx, itemId, ctx.today)
  return below.filter(({ state }) => state === 'published').map(({ itemId: id, name }) => ({ id, name }))
}
