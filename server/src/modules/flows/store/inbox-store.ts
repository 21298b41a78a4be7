import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { LimitLevel } from '../contract/level.ts'
import type { Step } from '../contract/step.ts'
import type { WorkArea } from '../domain/work-areas.ts'
import { taskOf } from './task-store.ts'
import type { TaskRow } from './task-store.ts'
import type { FlowsTables, Tasks } from './tables.ts'

/** Whose inbox: the areas in which he works, and who he is. Required, so that no list is ever without a reach. */
export interface InboxReader {
  readonly areas: readonly WorkArea[]
  readonly staffId: string
}

export interface InboxFilter {
  readonly scope: 'all' | 'mine' | 'unclaimed' | 'returned' | 'in-stead'
  readonly step?: Step
  readonly level?: LimitLevel
  readonly dueBy?: string
  readonly title?: string
  readonly subjectNo?: string
  /** Any of them. */
  readonly personBlinds?: readonly Buffer[]
}

export interface InboxPage extends InboxFilter {
  /** The last row of the page before. */
  readonly after?: { readonly dueOn: string; readonly id: string }
  readonly limit: number
}

type Condition = RawBuilder<boolean>

export async function listInbox(tx: Tx, reader: InboxReader, page: InboxPage): Promise<TaskRow[]> {
  if (areasAsked(reader, page.scope).length === 0) return []
  const found = await inboxQuery(reader, page).execute(tablesOf<FlowsTables>(tx))
  return found.rows.map(taskOf)
}

/**
 * One ordered, limited scan for each role and area of the reader, merged: an index gives each in order of due date, so
 * the work is the page's and not the pile's (a single scan over `role in (…)` would have to sort everything first).
 */
export function inboxQuery(reader: InboxReader, page: InboxPage): RawBuilder<Selectable<Tasks>> {
  const filters = filtersOf(reader, page)
  const limit = sql.lit(page.limit)
  const table = sql.raw(page.personBlinds ? 'of_person' : 'flows.tasks')
  const scans = scansOf(reader, page).map(
    (scan) => sql`(select * from ${table} where ${all([...scan, ...filters])} order by due_on, id limit ${limit})`,
  )
  return sql`${ofPerson(page)} select * from (${sql.join(scans, sql` ${merging(reader)} `)}) as page order by due_on, id limit ${limit}`
}

/** What is one's own and another's too, whom one stands in for, is found twice. */
function merging({ areas }: InboxReader): RawBuilder<unknown> {
  return sql.raw(areas.some((area) => area.standIn) ? 'union' : 'union all')
}

/** A person has a few tasks, which the planner can't know: it would look through the pile in order of due date for them. */
function ofPerson({ personBlinds }: InboxPage): RawBuilder<unknown> {
  if (!personBlinds) return sql``
  const words = [1, 2, 3].map((place) => sql`person_blinds[${sql.lit(place)}] = any (${personBlinds}::bytea[])`)
  return sql`with of_person as materialized (
    select * from flows.tasks where state = 'open' and (${sql.join(words, sql` or `)}))`
}

export interface InboxCount {
  readonly total: number
  readonly mine: number
  readonly levels: Readonly<Partial<Record<LimitLevel, number>>>
}

/** Counted up to `most` each: beyond that nobody works by the number, and counting would cost the whole pile. */
export async function countInbox(tx: Tx, reader: InboxReader, most: number): Promise<InboxCount> {
  const visible = filtersOf(reader, { scope: 'all' })
  const parts = [
    countOf('mine', { reader, scans: [[...minePlace(reader)]] }, most),
    countOf('total', { reader, scans: areaPlaces(reader, 'all').map((place) => [...place, ...visible]) }, most),
    ...NEAR_LEVELS.map((level) =>
      countOf(
        level,
        { reader, scans: areaPlaces(reader, 'all').map((place) => [...place, ...levelPlace(level), ...visible]) },
        most,
      ),
    ),
  ]
  const found = await sql<{ what: string; number: number }>`${sql.join(parts, sql` union all `)}`.execute(
    tablesOf<FlowsTables>(tx),
  )
  const numbers = new Map(found.rows.map((row) => [row.what, row.number]))
  return {
    total: numbers.get('total') ?? 0,
    mine: numbers.get('mine') ?? 0,
    levels: Object.fromEntries(NEAR_LEVELS.map((level) => [level, numbers.get(level) ?? 0])),
  }
}

const NEAR_LEVELS = ['soon', 'today', 'yellow', 'red', 'stopped'] as const satisfies readonly LimitLevel[]

function countOf(
  what: string,
  { reader, scans }: { reader: InboxReader; scans: readonly (readonly Condition[])[] },
  most: number,
): RawBuilder<unknown> {
  if (scans.length === 0) return sql`select ${what}::text as what, 0::int as number`
  const limited = scans.map((scan) => sql`(select id from flows.tasks where ${all(scan)} limit ${sql.lit(most)})`)
  return sql`(select ${what}::text as what, least(count(*), ${sql.lit(most)})::int as number
    from (${sql.join(limited, sql` ${merging(reader)} `)}) as counted)`
}

/** Where to look: at my claims, or wherever my roles reach. */
function scansOf(reader: InboxReader, page: InboxPage): Condition[][] {
  if (page.scope === 'mine') return [minePlace(reader)]
  const level = page.level === undefined || page.level === 'normal' ? [] : levelPlace(page.level)
  return areaPlaces(reader, page.scope).map((place) => [...place, ...level])
}

function minePlace(reader: InboxReader): Condition[] {
  return [sql`state = 'open'`, sql`assignee_id is not null`, sql`assignee_id = ${reader.staffId}`]
}

function areaPlaces({ areas, staffId }: InboxReader, scope: InboxFilter['scope']): Condition[][] {
  return areasAsked({ areas, staffId }, scope).map((area) => [
    ...handsOf(area, staffId, scope),
    sql`state = 'open'`,
    sql`role = ${area.role}`,
    ...jurisdictionOf(area),
    ...(area.organizationId === undefined ? [] : [sql<boolean>`organization_id = ${area.organizationId}`]),
    sql`division >= ${area.lo}`,
    sql`division < ${area.hi}`,
  ])
}

/** All, or those alone that are held in another's stead. */
function areasAsked({ areas }: InboxReader, scope: InboxFilter['scope']): readonly WorkArea[] {
  return scope === 'in-stead' ? areas.filter((area) => area.standIn) : areas
}

/** Not in another's hands; what is the business of who is away may be in theirs, and they must not be kept apart from it either. */
function handsOf({ standIn }: WorkArea, staffId: string, scope: InboxFilter['scope']): Condition[] {
  const hands = standIn === undefined ? [staffId] : [staffId, standIn.insteadOf]
  const isAtHand =
    scope === 'unclaimed'
      ? sql<boolean>`assignee_id is null`
      : sql<boolean>`(assignee_id is null or assignee_id = any (${hands}::text[]))`
  return [isAtHand, ...when(standIn !== undefined, sql`not (${standIn?.insteadOf} = any (excluded_staff))`)]
}

/** An area of a county or below lies in one jurisdiction, and so does an organization: the index then gives the order. */
function jurisdictionOf(area: WorkArea): Condition[] {
  const jurisdiction = area.organizationId?.slice(0, 6) ?? (area.lo.length >= 6 ? area.lo.slice(0, 6) : undefined)
  return jurisdiction === undefined ? [] : [sql<boolean>`jurisdiction = ${jurisdiction}`]
}

/** The literal predicate of the partial index, beside the value. */
function levelPlace(level: LimitLevel): Condition[] {
  return [sql`level <> 'normal'`, sql`level = ${level}`]
}

function filtersOf(reader: InboxReader, filter: InboxFilter & { after?: InboxPage['after'] }): Condition[] {
  const { scope, step, level, dueBy, title, subjectNo, after } = filter
  return [
    sql`not (${reader.staffId} = any (excluded_staff))`,
    ...when(scope === 'returned', sql`returned_from is not null`),
    ...when(step !== undefined, sql`step = ${step}`),
    ...when(level === 'normal', sql`level = 'normal'`),
    ...when(dueBy !== undefined, sql`due_on <= ${dueBy}::date`),
    ...when(title !== undefined, sql`title ilike ${`%${escapeLike(title ?? '')}%`}`),
    ...when(subjectNo !== undefined, sql`subject_no = ${subjectNo}`),
    ...when(after !== undefined, sql`(due_on, id) > (${after?.dueOn}::date, ${after?.id}::uuid)`),
  ]
}

function when(isAsked: boolean, condition: RawBuilder<unknown>): Condition[] {
  return isAsked ? [condition as Condition] : []
}

function all(conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `)
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`)
}
