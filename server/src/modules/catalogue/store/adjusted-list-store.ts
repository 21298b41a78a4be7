import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { calendarDate, joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { AdjustedItem } from '../domain/adjusted-list.ts'
import { named, within } from './public-list-store.ts'
import type { ListPlace, ListedOrganization } from './public-list-store.ts'
import type { CatalogueTables } from './tables.ts'

/** What was cancelled, handed down or taken back in a place up to a day, with the last version that held; who took over as the guide tells it. */
function adjusted(place: ListPlace & { q?: string | undefined }, day: CalendarDate): RawBuilder<unknown> {
  return sql`adjusted as (
    select i.jurisdiction, i.id, i.organization_id, v.version, v.name, v.organization_name,
      c.kind, c.from_on, c.document, c.organs
    from catalogue.items i
    cross join lateral (
      select 'cancel' as kind, i.state_effective_on as from_on,
        concat_ws(' ', i.state_basis, i.state_document_no) as document, '[]'::json as organs
      where i.state = 'abolished' and i.state_effective_on <= ${day}::date
      union all
      select d.kind, d.effective_on, concat_ws(' ', d.document_title, d.document_no), coalesce((
        select json_agg(json_build_object('name', t.division_name || ' ' || t.organization_name,
            'from', case d.kind when 'hand-down' then greatest(t.effective_on, below.effective_on) else d.effective_on end,
            'until', case d.kind when 'hand-down' then back.effective_on end)
          order by t.division, t.organization_name, t.organization_id)
        from catalogue.takeovers t
        join catalogue.item_versions below on below.jurisdiction = left(t.item_id, 6)
          and below.item_id = substr(t.item_id, 8)::uuid and below.draft_id = substr(t.draft_id, 8)::uuid
        left join catalogue.adjustments back on back.jurisdiction = t.jurisdiction and back.id = t.take_back_id
          and back.state = 'decided'
        where t.jurisdiction = d.jurisdiction and d.id = case d.kind when 'hand-down' then t.adjustment_id else t.take_back_id end
          and t.state in ('taken-over', 'taken-back')
      ), '[]')
      from catalogue.adjustments d
      where d.jurisdiction = i.jurisdiction and d.item_id = i.id and d.kind <> 'cancel' and d.state = 'decided'
        and d.effective_on <= ${day}::date
    ) c
    cross join lateral (
      select * from catalogue.item_versions v where v.jurisdiction = i.jurisdiction and v.item_id = i.id
        and v.effective_on <= c.from_on order by v.version desc limit 1
    ) v
    where ${within(place)} and ${named(place.q)}
      and (i.state = 'abolished' or (i.jurisdiction, i.id) in (
        select d.jurisdiction, d.item_id from catalogue.adjustments d where d.kind <> 'cancel' and d.state = 'decided')))`
}

interface AdjustedRow {
  jurisdiction: string
  id: string
  version: number
  name: string
  organization_name: string
  kind: AdjustedItem['kind']
  from_on: string
  document: string
  organs: { name: string; from: string; until: string | null }[]
  total: string
}

/** The latest first. */
export async function listOn(
  tx: Tx,
  asked: ListPlace & { day: CalendarDate; q?: string | undefined; limit: number; offset: number },
): Promise<{ items: AdjustedItem[]; total: number }> {
  const answer = await sql<AdjustedRow>`with ${adjusted(asked, asked.day)}
    select adjusted.*, count(*) over () as total from adjusted
    order by from_on desc, organization_name, name, id, kind limit ${asked.limit} offset ${asked.offset}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return { items: answer.rows.map(fromRow), total: Number(answer.rows[0]?.total ?? 0) }
}

export async function organizationsOn(
  tx: Tx,
  { division, day }: ListPlace & { day: CalendarDate },
): Promise<ListedOrganization[]> {
  const answer = await sql<{ organization_id: string; name: string; items: number }>`with ${adjusted({ division }, day)}
    select organization_id, max(organization_name) as name, count(*)::int as items from adjusted
    group by organization_id order by 2, 1 limit 500`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ organization_id: organizationId, name, items }) => ({ organizationId, name, items }))
}

/** Days on which something was cancelled, handed down or taken over, the last first. */
export async function changeDays(
  tx: Tx,
  { day, ...place }: ListPlace & { day: CalendarDate },
  most: number,
): Promise<string[]> {
  const answer = await sql<{ day: string }>`with ${adjusted(place, day)}
    select distinct d.day::text as day from adjusted cross join lateral (
      select from_on as day union all select (t->>'from')::date from json_array_elements(organs) t) d
    where d.day <= ${day}::date order by 1 desc limit ${most}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => row.day)
}

/** All that was done by the later day to items of which something was done after the earlier one. */
export async function changedBetween(
  tx: Tx,
  { from, to, limit, ...place }: ListPlace & { from: CalendarDate; to: CalendarDate; limit: number },
): Promise<AdjustedItem[]> {
  const answer = await sql<AdjustedRow>`with ${adjusted(place, to)}, touched as (
      select jurisdiction, id, max(name) as name from adjusted where from_on > ${from}::date or exists (
        select 1 from json_array_elements(organs) t where (t->>'from')::date > ${from}::date)
      group by jurisdiction, id order by max(name), id limit ${limit})
    select adjusted.* from adjusted join touched using (jurisdiction, id)
    order by touched.name, id, from_on, kind`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(fromRow)
}

function fromRow(row: AdjustedRow): AdjustedItem {
  return {
    itemId: joinPublicId(row.jurisdiction, row.id),
    version: row.version,
    name: row.name,
    organizationName: row.organization_name,
    kind: row.kind,
    from: calendarDate(row.from_on),
    document: row.document,
    organs: row.organs.map(({ name, from, until }) => ({
      ...{ name, from: calendarDate(from) },
      ...(until !== null && { until: calendarDate(until) }),
    })),
  }
}
