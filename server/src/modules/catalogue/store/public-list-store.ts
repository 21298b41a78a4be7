import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { divisionRange, joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ListKind } from '../contract/public-lists.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import type { CatalogueTables } from './tables.ts'

export interface ListScope {
  readonly kind: ListKind
  readonly types: PowerTypes
  readonly division: string
  readonly organizationId?: string | undefined
}

export interface ListedItem {
  readonly itemId: string
  readonly version: number
  readonly effectiveOn: string
  readonly content: ItemContent
}

/** Versions that hold on a day, of items that are not abolished on it. */
function heldOn(day: CalendarDate, alias: 'v' | 'b' | 'a'): RawBuilder<boolean> {
  const version = sql.ref(alias)
  return sql<boolean>`${version}.effective_on <= ${day}::date
    and (${version}.superseded_on is null or ${version}.superseded_on > ${day}::date)
    and not (i.state = 'abolished' and i.state_effective_on <= ${day}::date)`
}

function within({ division, organizationId }: ListScope): RawBuilder<boolean> {
  const { lo, hi } = divisionRange(division)
  const inDivision = sql<boolean>`i.division >= ${lo} and i.division < ${hi}`
  return organizationId === undefined
    ? inDivision
    : sql<boolean>`${inDivision} and i.organization_id = ${organizationId}`
}

/** What a base item says, its adopters say; what stands below an implementation is part of it. */
const LAYER = sql`coalesce(v.content->>'layer', 'implementation')`

function isOn({ kind, types }: ListScope): RawBuilder<boolean> {
  return kind === 'fee'
    ? sql<boolean>`jsonb_array_length(v.content->'fees') > 0 and ${LAYER} <> 'base'`
    : sql<boolean>`v.content->>'powerType' <> all(${types.withoutPower()}::text[]) and ${LAYER} = 'implementation'`
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
  const text = asked.q?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
  const named = text === undefined ? sql<boolean>`true` : sql<boolean>`v.name ilike ${`%${text}%`}`
  const from = sql`from ${JOINED} where ${within(asked)} and ${heldOn(asked.day, 'v')} and ${isOn(asked)} and ${named}`
  const db = tablesOf<CatalogueTables>(tx)
  const rows = await sql<{
    jurisdiction: string
    id: string
    version: number
    effective_on: string
    content: ItemContent
  }>`
    select i.jurisdiction, i.id, v.version, v.effective_on, v.content ${from}
    order by v.content->>'organizationName', v.name, i.id limit ${asked.limit} offset ${asked.offset}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${from}`.execute(db)
  const items = rows.rows.map(({ jurisdiction, id, version, effective_on: effectiveOn, content }) => ({
    ...{ itemId: joinPublicId(jurisdiction, id), version, effectiveOn, content },
  }))
  return { items, total: Number(counted.rows[0]?.total ?? 0) }
}

/** Who has how many items on the list of a day, by name. */
export async function organizationsOn(
  tx: Tx,
  scope: ListScope & { day: CalendarDate },
): Promise<{ organizationId: string; name: string; items: number }[]> {
  const { kind, types, division } = scope
  const whole = { kind, types, division }
  const answer = await sql<{ organization_id: string; name: string; items: number }>`
    select i.organization_id, max(v.content->>'organizationName') as name, count(*)::int as items
    from ${JOINED} where ${within(whole)} and ${heldOn(scope.day, 'v')} and ${isOn(scope)}
    group by i.organization_id order by 2, 1 limit 500`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ organization_id: organizationId, name, items }) => ({ organizationId, name, items }))
}

/** Days up to `day` on which a version began or an item was abolished, the last first. */
export async function changeDays(tx: Tx, scope: ListScope & { day: CalendarDate }, most: number): Promise<string[]> {
  const answer = await sql<{ day: string }>`
    select distinct day from (
      select v.effective_on as day from ${JOINED} where ${within(scope)} and ${isOn(scope)}
      union all
      select v.superseded_on from ${JOINED} where ${within(scope)} and ${isOn(scope)} and v.superseded_on is not null
      union all
      select i.state_effective_on from ${JOINED} where ${within(scope)} and ${isOn(scope)} and i.state = 'abolished') d
    where day <= ${scope.day}::date order by day desc limit ${most}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ day }) => day)
}

export interface ItemOnTwoDays {
  readonly itemId: string
  readonly before: ItemContent | undefined
  readonly after: ItemContent | undefined
}

/** Items that were not in the same version on both days, whichever list they are on. */
export async function changedBetween(
  tx: Tx,
  asked: ListScope & { from: CalendarDate; to: CalendarDate; limit: number; offset: number },
): Promise<ItemOnTwoDays[]> {
  const answer = await sql<{ jurisdiction: string; id: string; before: ItemContent | null; after: ItemContent | null }>`
    select i.jurisdiction, i.id, b.content as before, a.content as after
    from catalogue.items i
    left join catalogue.item_versions b on b.jurisdiction = i.jurisdiction and b.item_id = i.id and ${heldOn(asked.from, 'b')}
    left join catalogue.item_versions a on a.jurisdiction = i.jurisdiction and a.item_id = i.id and ${heldOn(asked.to, 'a')}
    where ${within(asked)} and a.version is distinct from b.version
    order by coalesce(a.name, b.name), i.id limit ${asked.limit} offset ${asked.offset}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.rows.map(({ jurisdiction, id, before, after }) => ({
    itemId: joinPublicId(jurisdiction, id),
    before: before ?? undefined,
    after: after ?? undefined,
  }))
}
