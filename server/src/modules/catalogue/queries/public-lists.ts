import { calendarDate } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type {
  ComparePublicLists,
  GetPublicList,
  ListDifference,
  ListKind,
  PublicListRow,
} from '../contract/public-lists.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import { PUBLIC_LISTS, differenceOf } from '../domain/public-list.ts'
import * as listStore from '../store/public-list-store.ts'
import type { ListedItem } from '../store/public-list-store.ts'
import { powerTypesOf } from './power-types.ts'

const PAGE = 20
const MOST_DAYS = 30

/** 公开清单 of a day: made of the items that hold on it, each time it is asked for. */
export async function getPublicList(
  ctx: Context,
  { kind, page = 1, day, ...asked }: InputOf<typeof GetPublicList>,
): Promise<OutputOf<typeof GetPublicList>> {
  const on = day === undefined ? ctx.today : calendarDate(day)
  const types = await powerTypesOf(ctx)
  const scope = { kind, types, division: asked.division, organizationId: asked.organizationId, day: on }
  const { items, total } = await listStore.listOn(ctx.tx, {
    ...{ ...scope, q: asked.q, limit: PAGE, offset: (page - 1) * PAGE },
  })
  return {
    kind,
    day: on,
    columns: PUBLIC_LISTS[kind].columns.map(({ key, title }) => ({ key, title })),
    rows: items.flatMap((item) => rowsOf({ kind, types }, item)),
    ...{ total, page, pageSize: PAGE },
    organizations: await listStore.organizationsOn(ctx.tx, scope),
    changedOn: await listStore.changeDays(ctx.tx, { ...scope, day: ctx.today }, MOST_DAYS),
  }
}

export function rowsOf(
  { kind, types }: { kind: ListKind; types: PowerTypes },
  { itemId, version, effectiveOn, content }: ListedItem,
): PublicListRow[] {
  return PUBLIC_LISTS[kind].lines(content, types).map((cells) => ({ id: itemId, version, effectiveOn, cells }))
}

const MOST_DIFFERENCES = 500
const AT_ONCE = 500
/** Versions that change nothing in a list are read all the same. */
const MOST_READ = 20_000

/** What changed in a list between two days, whichever is named first. */
export async function comparePublicLists(
  ctx: Context,
  { kind, division, organizationId, ...days }: InputOf<typeof ComparePublicLists>,
): Promise<OutputOf<typeof ComparePublicLists>> {
  const [from, to] = [days.from, days.to].toSorted().map(calendarDate) as [
    ReturnType<typeof calendarDate>,
    ReturnType<typeof calendarDate>,
  ]
  const types = await powerTypesOf(ctx)
  const differences: ListDifference[] = []
  let isAll = false
  for (let offset = 0; offset < MOST_READ && differences.length <= MOST_DIFFERENCES && !isAll; offset += AT_ONCE) {
    const found = await listStore.changedBetween(ctx.tx, {
      kind,
      types,
      division,
      organizationId,
      from,
      to,
      limit: AT_ONCE,
      offset,
    })
    differences.push(...found.flatMap((item) => differenceOf(kind, item, types) ?? []))
    isAll = found.length < AT_ONCE
  }
  const shown = differences.slice(0, MOST_DIFFERENCES)
  return { from, to, differences: shown, isAll: isAll && shown.length === differences.length }
}
