import { calendarDate } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import { MOST_LISTED, compareLines } from '../../catalogue/contract/index.ts'
import type { PublicListRow } from '../../catalogue/contract/index.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import type {
  CompareKeptLists,
  DownloadKeptList,
  GetKeptList,
  KeptList,
  ListKeptLists,
} from '../contract/kept-lists.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { publicColumns, shownCells } from '../domain/cells.ts'
import type { Cells } from '../domain/cells.ts'
import { EVERYWHERE } from '../domain/kept-kind.ts'
import * as listStore from '../store/list-store.ts'
import type { ListedRecord } from '../store/list-store.ts'
import { placeNames } from './export-roster.ts'
import { listKindsIn, publicKindIn } from './kinds.ts'

const PAGE = 20
const MOST_DAYS = 30
const MOST_DIFFERENCES = 500

const PUBLISHER = { key: 'organizationName', title: '填报部门' }

export async function listKeptLists(
  ctx: RostersContext,
  { division = EVERYWHERE }: InputOf<typeof ListKeptLists>,
): Promise<OutputOf<typeof ListKeptLists>> {
  const kinds = (await listKindsIn(ctx, division)).filter((one) => !one.isRetired && !one.definition.isInternal)
  return { lists: kinds.map(({ definition }) => named(definition)) }
}

/** 填报清单 of a day, as the public reads it. */
export async function getKeptList(
  ctx: RostersContext,
  { page = 1, day, ...input }: InputOf<typeof GetKeptList>,
): Promise<OutputOf<typeof GetKeptList>> {
  const kind = await publicKindIn(ctx, input.kind, input.division)
  const { division, organizationId, place, q } = input
  const on = day === undefined ? ctx.today : calendarDate(day)
  const scope = { kind: kind.key, division, organizationId, place, day: on }
  const { records, total } = await listStore.listOn(ctx.tx, {
    ...scope,
    ...looked(kind, q),
    limit: PAGE,
    offset: (page - 1) * PAGE,
  })
  const places = await listStore.placesOn(ctx.tx, scope)
  const townsNamed = await Promise.all(
    places.map(async (one) => ({ ...one, name: await ctx.organizations.divisionName(ctx, one.division) })),
  )
  return {
    ...named(kind),
    day: on,
    columns: columnsOf(kind).map(({ key, title }) => ({ key, title })),
    rows: await rowsOf(ctx, kind, records),
    ...{ total, page, pageSize: PAGE },
    organizations: await listStore.organizationsOn(ctx.tx, scope),
    places: townsNamed,
    changedOn: await listStore.changeDays(ctx.tx, { ...scope, day: ctx.today }, MOST_DAYS),
  }
}

/** What changed in a list between two days, whichever is named first. */
export async function compareKeptLists(
  ctx: RostersContext,
  { division, organizationId, ...input }: InputOf<typeof CompareKeptLists>,
): Promise<OutputOf<typeof CompareKeptLists>> {
  const kind = await publicKindIn(ctx, input.kind, division)
  const [from, to] = [input.from, input.to].toSorted().map((day) => calendarDate(day)) as [
    ReturnType<typeof calendarDate>,
    ReturnType<typeof calendarDate>,
  ]
  const scope = { kind: kind.key, division, organizationId, from, to }
  const found = await listStore.changedBetween(ctx.tx, { ...scope, limit: MOST_DIFFERENCES + 1 })
  const names = await placeNames(
    ctx,
    kind,
    found.flatMap(({ before, after }) => [before ?? {}, after ?? {}]),
  )
  const differences = found.flatMap(({ recordId, organizationName, before, after }) => {
    const lines = (cells: Cells | undefined) =>
      cells === undefined ? [] : [{ ...shown(kind, names, cells), organizationName }]
    return compareLines({ id: recordId, older: lines(before), newer: lines(after), columns: columnsOf(kind) }) ?? []
  })
  return { from, to, differences: differences.slice(0, MOST_DIFFERENCES), isAll: found.length <= MOST_DIFFERENCES }
}

/** 下载: the same lines as the page shows. @throws catalogue/list-too-long */
export async function downloadKeptList(
  ctx: RostersContext,
  { format, day: asked, ...input }: InputOf<typeof DownloadKeptList>,
): Promise<BinaryFile> {
  const kind = await publicKindIn(ctx, input.kind, input.division)
  const { division, organizationId, place, q } = input
  const day = asked === undefined ? ctx.today : calendarDate(asked)
  const scope = { kind: kind.key, division, organizationId, place, day, ...looked(kind, q) }
  const { records, total } = await listStore.listOn(ctx.tx, { ...scope, limit: MOST_LISTED[format], offset: 0 })
  ctx.catalogue.requireShortEnough(format, total)
  const name = await ctx.organizations.divisionName(ctx, division)
  const list = {
    title: `${name}${kind.title}`,
    mark: `${day} 的清单，共 ${total} 条记录；公开依据：${kind.basis}`,
    place: name,
    columns: columnsOf(kind),
    rows: await rowsOf(ctx, kind, records),
  }
  return ctx.catalogue.listFile(ctx, { format, day, list })
}

/** A word is looked for where the public can read it, and nowhere else. */
function looked(kind: RosterKind, q: string | undefined) {
  return { q, columns: publicColumns(kind).map(({ key }) => key) }
}

function named({ key, title, about, publisher, basis }: RosterKind): KeptList {
  return { kind: key, title, about, publisher, basis }
}

function columnsOf(kind: RosterKind) {
  const columns = publicColumns(kind).map(({ key, title, isLong }) => ({
    key,
    title,
    ...(isLong && { width: 'widest' as const }),
  }))
  return [...columns, PUBLISHER]
}

async function rowsOf(
  ctx: RostersContext,
  kind: RosterKind,
  records: readonly ListedRecord[],
): Promise<PublicListRow[]> {
  const names = await placeNames(
    ctx,
    kind,
    records.map(({ cells }) => cells),
  )
  return records.map(({ recordId, version, effectiveOn, organizationName, cells }) => ({
    id: recordId,
    version,
    effectiveOn,
    cells: { ...shown(kind, names, cells), organizationName },
  }))
}

/** Only what is public by the columns of today, whatever was public when it was written. */
export function shown(kind: RosterKind, names: ReadonlyMap<string, string>, cells: Cells): Record<string, string> {
  const all = shownCells(kind, cells)
  return Object.fromEntries(
    publicColumns(kind).flatMap(({ key, type }) => {
      const value = all[key]
      return value === undefined ? [] : [[key, type === 'division' ? (names.get(value) ?? value) : value]]
    }),
  )
}
