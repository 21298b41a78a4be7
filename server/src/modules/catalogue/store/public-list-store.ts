import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { divisionRange, joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import type { VersionListKind } from '../domain/public-list.ts'
import type { CatalogueTables } from './tables.ts'

export interface ListPlace {
  readonly division: string
  readonly organizationId?: string | undefined
}

export interface ListScope extends ListPlace {
  readonly kind: VersionListKind
  readonly types: PowerTypes
}

export interface ListedItem {
  readonly itemId: string
  readonly version: number
  readonly effectiveOn: string
  readonly content: ItemContent
}

export interface ListedOrganization {
  readonly organizationId: string
  readonly name: string
  readonly items: number
}

type Version = 'v' | 'b' | 'a'

/** Versions that hold on a day, of items that are not abolished on it. */
function heldOn(day: CalendarDate, alias: Version): RawBuilder<boolean> {
  const version = sql.ref(alias)
  return sql<boolean>`${version}.effective_on <= ${day}::date
    and (${version}.superseded_on is null or ${version}.superseded_on > ${day}::date)
    and not (i.state = 'abolished' and i.state_effective_on <= ${day}::date)`
}

export function within({ division, organizationId }: ListPlace): RawBuilder<boolean> {
  const { lo, hi } = divisionRange(division)
  const inDivision = sql<boolean>`i.division >= ${lo} and i.division < ${hi}`
  return organizationId === undefined
    ? inDivision
    : sql<boolean>`${inDivision} and i.organization_id = ${organizationId}`
}

/** Words in the name of a version, as they were typed. */
export function named(q: string | undefined): RawBuilder<boolean> {
  const text = q?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
  return text === undefined ? sql<boolean>`true` : sql<boolean>`v.name ilike ${`%${text}%`}`
}

type OnList = (version: RawBuilder<unknown>, types: PowerTypes) => RawBuilder<unknown>

const isPower: OnList = (v, types) =>
  sql`${v}.power_type <> all(${types.withoutPower()}::text[]) and ${v}.layer = 'implementation'`
/** What a base item says, its adopters say. */
const isAdopted: OnList = (v) => sql`${v}.layer <> 'base'`

/** Which items are on which list, by what the version says; what stands below an implementation is part of its powers. */
const ON_LIST: Readonly<Record<VersionListKind, OnList>> = {
  power: isPower,
  responsibility: isPower,
  fee: (v, types) => sql`${v}.fee_count > 0 and ${isAdopted(v, types)}`,
  approval: (v) => sql`${v}.power_type = 'licensing' and ${v}.layer = 'implementation'`,
  promised: (v, types) => sql`not ${v}.is_instant and ${isAdopted(v, types)}`,
  'at-once': (v, types) => sql`${v}.is_instant and ${isAdopted(v, types)}`,
  online: (v, types) => sql`${v}.accepts_online and ${isAdopted(v, types)}`,
  deferrable: (v, types) => sql`${v}.is_deferrable and ${isAdopted(v, types)}`,
  supervision: (v, types) => sql`${v}.is_supervised and ${isPower(v, types)}`,
}

function isOn({ kind, types }: ListScope, alias: Version): RawBuilder<boolean> {
  return sql<boolean>`(${ON_LIST[kind](sql.ref(alias), types)})`
}

const JOINED = sql`catalogue.items i join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id`

export interface AskedList extends ListScope {
  readonly day: CalendarDate
  readonly q?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** By department and name. */
export async function listOn(tx: Tx, asked: AskedList): Promise<{ items: ListedItem[]; total: number }> {
  const from = sql`from ${JOINED}
    where ${within(asked)} and ${heldOn(asked.day, 'v')} and ${isOn(asked, 'v')} and ${named(asked.q)}`
  const db = tablesOf<CatalogueTables>(tx)
  const rows = await sql<{
    jurisdiction: string
    id: string
    version: number
    effective_on: string
    content: ItemContent
  }>`
    select i.jurisdiction, i.id, v.version, v.effective_on, v.content ${from}
    order by v.organization_name, v.name, i.id limit ${asked.limit} offset ${asked.offset}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${from}`.execute(db)
  const items = rows.rows.map(({ jurisdiction, id, version, effective_on: effectiveOn, content }) => ({
    ...{ itemId: joinPublicId(jurisdiction, id), version, effectiveOn, content },
  }))
  return { items, total: Number(counted.rows[0]?.total ?? 0) }
}

/** Who has how many items on the list of a day, by name. */
export async function organizationsOn(
  tx: Tx,
  { organizationId: _one, ...scope }: ListScope & { day: CalendarDate },
): Promise<ListedOrganization[]> {
  const answer = await sql<{ organization_id: string; name: string; items: number }>`
    select i.organization_id, max(v.organization_name) as name, count(*)::int as items
    from ${JOINED} where ${within(scope)} and ${heldOn(scope.day, 'v')} and ${isOn(scope, 'v')}
    group by i.organization_id order by 2, 1 limit 500`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ organization_id: organizationId, name, items }) => ({ organizationId, name, items }))
}

/** Days up to `day` on which a version began or an item was abolished, the last first. */
export async function changeDays(tx: Tx, scope: ListScope & { day: CalendarDate }, most: number): Promise<string[]> {
  const answer = await sql<{ day: string }>`
    select distinct d.day
    from ${JOINED} cross join lateral (values (v.effective_on), (v.superseded_on),
      (case when i.state = 'abolished' then i.state_effective_on end)) as d(day)
    where ${within(scope)} and ${isOn(scope, 'v')} and d.day <= ${scope.day}::date
    order by d.day desc limit ${most}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ day }) => day)
}

export interface ItemOnTwoDays {
  readonly itemId: string
  /** Undefined where it was not on the list. */
  readonly before: ItemContent | undefined
  readonly after: ItemContent | undefined
}

/** Items that were on the list on one of both days, and not in the same version. */
export async function changedBetween(
  tx: Tx,
  asked: ListScope & { from: CalendarDate; to: CalendarDate; limit: number; offset: number },
): Promise<ItemOnTwoDays[]> {
  const answer = await sql<{ jurisdiction: string; id: string; before: ItemContent | null; after: ItemContent | null }>`
    select i.jurisdiction, i.id, case when ${isOn(asked, 'b')} then b.content end as before,
      case when ${isOn(asked, 'a')} then a.content end as after
    from catalogue.items i
    left join catalogue.item_versions b on b.jurisdiction = i.jurisdiction and b.item_id = i.id and ${heldOn(asked.from, 'b')}
    left join catalogue.item_versions a on a.jurisdiction = i.jurisdiction and a.item_id = i.id and ${heldOn(asked.to, 'a')}
    where ${within(asked)} and a.version is distinct from b.version and (${isOn(asked, 'b')} or ${isOn(asked, 'a')})
    order by coalesce(a.name, b.name), i.id limit ${asked.limit} offset ${asked.offset}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.rows.map(({ jurisdiction, id, before, after }) => ({
    itemId: joinPublicId(jurisdiction, id),
    before: before ?? undefined,
    after: after ?? undefined,
  }))
}
