import type { CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ListDifference, ListKind, PublicListRow } from '../contract/public-lists.ts'
import { ADJUSTED_COLUMNS, adjustedDifferences, adjustedLine } from '../domain/adjusted-list.ts'
import { VERSION_LISTS, differenceOf, linesOf } from '../domain/public-list.ts'
import type { SetColumn, Told, ToldRisk, VersionListKind } from '../domain/public-list.ts'
import * as adjustedStore from '../store/adjusted-list-store.ts'
import * as versionStore from '../store/public-list-store.ts'
import type { ListPlace, ListedOrganization } from '../store/public-list-store.ts'
import { powerTypesOf } from './power-types.ts'

const AT_ONCE = 500
/** Versions that change nothing in a list are read all the same. */
const MOST_READ = 20_000

export type ListContext = Context & { readonly flows: Pick<FlowsApi, 'risksOf'> }

interface OfDay extends ListPlace {
  readonly day: CalendarDate
}

interface Differences {
  readonly differences: ListDifference[]
  readonly isAll: boolean
}

/** Of what a public list is made: of the versions that hold on a day, or of what became of items by it. */
export interface ListSource {
  readonly columns: readonly SetColumn[]
  listOn(asked: OfDay & { q?: string | undefined; limit: number; offset: number }): Promise<{
    rows: PublicListRow[]
    total: number
  }>
  organizationsOn(of: OfDay): Promise<ListedOrganization[]>
  changeDays(of: OfDay, most: number): Promise<string[]>
  compare(of: ListPlace & { from: CalendarDate; to: CalendarDate }, most: number): Promise<Differences>
}

export async function listSource(ctx: ListContext, kind: ListKind): Promise<ListSource> {
  return kind === 'adjusted' ? ofAdjustments(ctx) : await ofVersions(ctx, kind)
}

function ofAdjustments({ tx }: Context): ListSource {
  return {
    columns: ADJUSTED_COLUMNS,
    listOn: async (asked) => {
      const { items, total } = await adjustedStore.listOn(tx, asked)
      const rows = items.map((one) => ({
        ...{ id: one.itemId, version: one.version, effectiveOn: one.from, cells: adjustedLine(one, asked.day) },
      }))
      return { rows, total }
    },
    organizationsOn: (of) => adjustedStore.organizationsOn(tx, of),
    changeDays: (of, most) => adjustedStore.changeDays(tx, of, most),
    compare: async (of, most) => {
      const found = adjustedDifferences(await adjustedStore.changedBetween(tx, { ...of, limit: most + 1 }), of)
      return { differences: found.slice(0, most), isAll: found.length <= most }
    },
  }
}

async function ofVersions(ctx: ListContext, kind: VersionListKind): Promise<ListSource> {
  const { tx } = ctx
  const types = await powerTypesOf(ctx)
  const { columns, tellsRisks } = VERSION_LISTS[kind]
  const risksOf = tellsRisks ? risksOnce(ctx) : () => Promise.resolve([])
  const told = async (content: ItemContent): Promise<Told> => ({ content, risks: await risksOf(content) })
  return {
    columns,
    listOn: async (asked) => {
      const { items, total } = await versionStore.listOn(tx, { kind, types, ...asked })
      const rows: PublicListRow[] = []
      for (const { itemId: id, version, effectiveOn, content } of items)
        for (const cells of linesOf(kind, await told(content), types)) rows.push({ id, version, effectiveOn, cells })
      return { rows, total }
    },
    organizationsOn: (of) => versionStore.organizationsOn(tx, { kind, types, ...of }),
    changeDays: (of, most) => versionStore.changeDays(tx, { kind, types, ...of }, most),
    compare: async (of, most) => {
      const differences: ListDifference[] = []
      let isAll = false
      for (let offset = 0; offset < MOST_READ && differences.length <= most && !isAll; offset += AT_ONCE) {
        const found = await versionStore.changedBetween(tx, { kind, types, ...of, limit: AT_ONCE, offset })
        for (const { itemId, before, after } of found) {
          const days = { before: before && (await told(before)), after: after && (await told(after)) }
          differences.push(...[differenceOf(kind, { itemId, ...days }, types) ?? []].flat())
        }
        isAll = found.length < AT_ONCE
      }
      return { differences: differences.slice(0, most), isAll: isAll && differences.length <= most }
    },
  }
}

/** 廉政风险点 of the flow that a version names, asked once for all items that run on it. */
function risksOnce(ctx: ListContext): (content: ItemContent) => Promise<readonly ToldRisk[]> {
  const known = new Map<string, Promise<readonly ToldRisk[]>>()
  return ({ division, flow }) => {
    const asked = { jurisdiction: division.slice(0, 6), ...flow }
    const key = Object.values(asked).join(' ')
    const risks = known.get(key) ?? ctx.flows.risksOf(ctx, asked)
    known.set(key, risks)
    return risks
  }
}
