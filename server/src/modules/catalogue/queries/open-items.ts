import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { HallView } from '../../organizations/contract/index.ts'
import type { ServiceItem } from '../contract/item.ts'
import type { GetOpenItem, ListOpenItems, OpenItem, OpenItemDetail } from '../contract/open-items.ts'
import { MATERIAL_FILES } from '../contract/material-files.ts'
import type { MaterialFileKind } from '../contract/material-files.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { layerOf } from '../domain/layers.ts'
import * as itemStore from '../store/item-store.ts'
import * as searchStore from '../store/search-store.ts'
import { getItem } from './get-item.ts'
import { hallsOf } from './guide-context.ts'
import type { GuideContext } from './guide-context.ts'
import { presentItem } from './present-item.ts'

export async function listOpenItems(
  ctx: Context,
  input: InputOf<typeof ListOpenItems>,
): Promise<OutputOf<typeof ListOpenItems>> {
  const limit = input.limit ?? 50
  // One more than asked for says whether there is a next page.
  const found = await searchStore.walk(ctx.tx, { ...input, limit: limit + 1, today: ctx.today })
  const page = found.slice(0, limit)
  const stored = await itemStore.readItems(ctx.tx, page)
  const items = stored.map(({ item, version }) => openItem(presentItem(item, version, ctx.today)))
  const last = page.at(-1)
  return { items, ...(found.length > limit && last && { next: last.itemId }) }
}

export async function getOpenItem(ctx: GuideContext, input: InputOf<typeof GetOpenItem>): Promise<OpenItemDetail> {
  const item = await getItem(ctx, input.itemId, input.version)
  if (item.state === 'draft') throw problem(catalogueProblems['no-such-item'])
  return {
    ...openItem(item),
    legalBases: item.legalBases.map(({ law, documentNo, article }) => ({
      law,
      ...(documentNo !== undefined && { documentNo }),
      ...(article !== undefined && { article }),
    })),
    conditions: item.conditions,
    materials: item.materials.map(({ name, necessity, form, source, originals, copies, notes, ...files }) => ({
      name,
      necessity,
      form,
      source,
      originals,
      copies,
      ...(notes !== undefined && { notes }),
      ...openFiles(item.id, files),
    })),
    specialProcedures: item.specialProcedures.map(({ name, legalBasis, stopsClock, limitWorkdays }) => ({
      name,
      stopsClock,
      ...(legalBasis !== undefined && { legalBasis }),
      ...(limitWorkdays !== undefined && { limitWorkdays }),
    })),
    fees: item.fees.map(({ name, standard, basis }) => ({ name, standard, ...(basis !== undefined && { basis }) })),
    windows: openWindows(item, await hallsOf(ctx, item)),
    result: item.result,
    visits: item.visits.count,
    online: item.acceptsOnline,
  }
}

function openWindows({ windows }: ServiceItem, halls: readonly HallView[]): OpenItemDetail['windows'] {
  return windows.map(({ name, address, hours, phone, hallWindow }) => {
    const hall = openHallWindow(
      halls.find(({ id }) => id === hallWindow?.hallId),
      hallWindow?.number,
    )
    return {
      name,
      ...(address !== undefined && { address }),
      ...(hours !== undefined && { hours }),
      ...(phone !== undefined && { phone }),
      ...(hall && { hall }),
    }
  })
}

function openHallWindow(
  hall: HallView | undefined,
  number: string | undefined,
): OpenItemDetail['windows'][number]['hall'] {
  const window = hall?.windows.find((one) => one.number === number)
  const floor = hall?.floors.find(({ name }) => name === window?.floor)
  const block = floor?.blocks.find((one) => one.kind === 'window' && one.number === number)
  if (!hall?.inUse || !window || !floor || !block) return undefined
  const { id, name, address, phone, hoursNote, opening } = hall
  const { column, row, width, height } = block
  return {
    ...{ id, name, address, number: window.number, floor: floor.name, where: window.where },
    ...(phone !== undefined && { phone }),
    ...(window.zone !== undefined && { zone: window.zone }),
    plan: { columns: floor.columns, rows: floor.rows },
    position: { column, row, width, height },
    hours: opening.regular,
    ...(hoursNote !== undefined && { hoursNote }),
    days: opening.days.map(({ date, stretches }) => ({ date, open: stretches })),
  }
}

function openItem(item: ServiceItem): OpenItem {
  return {
    id: item.id,
    version: item.version,
    code: item.code,
    ...(item.catalogCode !== undefined && { catalogCode: item.catalogCode }),
    layer: layerOf(item),
    ...(item.parentId !== undefined && {
      parent: {
        id: item.parentId,
        ...(item.parentVersion !== undefined && { version: item.parentVersion }),
      },
    }),
    name: item.name,
    powerType: item.powerType,
    state: item.state,
    ...(item.stateNotice && { stateNotice: item.stateNotice }),
    division: item.division,
    organizationName: item.organizationName,
    ...(item.organizationCode !== undefined && { organizationCode: item.organizationCode }),
    serviceObjects: item.serviceObjects,
    themes: item.themes,
    instant: item.instant,
    statutoryLimit: { value: item.statutoryLimit.value, unit: item.statutoryLimit.unit },
    promisedLimit: { value: item.promisedLimit.value, unit: item.promisedLimit.unit },
    effectiveOn: item.effectiveOn,
    demo: item.isDemo,
  }
}

/** Both files by address, name, size and digest. */
function openFiles(itemId: string, named: Pick<ServiceItem['materials'][number], MaterialFileKind>) {
  const kinds = Object.keys(MATERIAL_FILES) as MaterialFileKind[]
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const file = named[kind]
      return file ? [[kind, { address: `/open/v1/items/${itemId}/files/${file.sha256}`, ...file }]] : []
    }),
  )
}
