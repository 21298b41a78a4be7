import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { divisionRange, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { Audience, ItemState, PowerType } from '../contract/item-words.ts'
import type { ItemSummary } from '../contract/search-items.ts'
import { stateOn } from '../domain/item.ts'
import type { Occasion } from '../domain/occasions.ts'
import { quoted } from './search-document.ts'
import type { CatalogueTables } from './tables.ts'

export interface SearchFilters {
  readonly division?: string
  readonly organizationId?: string
  readonly theme?: string
  readonly audience?: Audience
  readonly powerType?: PowerType
  readonly common?: boolean
  readonly online?: boolean
}

export interface SearchScope {
  readonly filters: SearchFilters
  readonly today: CalendarDate
  readonly limit: number
  readonly offset: number
}

export interface SearchRequest extends SearchScope {
  /** What is asked for and what is meant by it, as names may hold them. */
  readonly phrases: readonly string[]
  /** Any of these finds, each by all of its words. */
  readonly alternatives: readonly (readonly string[])[]
  /** All words that tell something: the more of them an item holds, the further up it stands. */
  readonly words: readonly string[]
  readonly occasions: readonly Occasion[]
}

/** Letters that a name sounds like: all of them in one piece, a part, or first letters. */
export interface SoundRequest extends SearchScope {
  readonly sounds: readonly string[]
  readonly occasions: readonly Occasion[]
}

export interface SearchAnswer {
  readonly items: ItemSummary[]
  readonly total: number
  readonly isTotalExact: boolean
}

/** Without a question: what is common first, then by place and name. */
export async function list(tx: Tx, scope: SearchScope): Promise<SearchAnswer> {
  const where = filtered(scope)
  const order = sql`e.is_common desc, e.division, e.name, e.item_id`
  const rows = await readRows(
    tx,
    sql`with page as materialized (
        select e.jurisdiction, e.item_id, e.version, row_number() over (order by ${order}) as place
        from catalogue.search_entries e where ${where} order by ${order} limit ${scope.limit} offset ${scope.offset}),
      counted as materialized (select count(*) as total, 0 as ranked from catalogue.search_entries e where ${where})
      ${PAGE_COLUMNS}`,
  )
  const items = rows.flatMap((row) => summary(row, scope.today))
  return { items, total: Number(rows.at(-1)?.total ?? 0), isTotalExact: true }
}

/** Ranked at most: a question that meets more (“许可” over a whole province) is too broad for its order to mean anything. */
const MOST_RANKED = 5_000
/** Names that begin with the question are ranked in any case. */
const MOST_BEGINNING = 200

/**
 * Finds by words (a prefix finds its continuations) and, from three characters on, by any part of the name.
 * Best first: the name itself, its beginning, its part; then by the weight of what matched. Measured at 100,000 items:
 * `strpos` and one pass over narrow rows cost a third of `ilike` and window functions, and the bound keeps the broadest
 * questions at the price of the others.
 */
export function search(tx: Tx, request: SearchRequest): Promise<SearchAnswer> {
  const phrase = request.phrases[0] ?? ''
  const found = sql`e.words @@ ${tsqueryOf(request.alternatives)}::tsquery`
  const begins = sql`e.name >= ${phrase} and e.name < ${`${phrase}\u{10FFFF}`}`
  // A pattern below three characters has no trigram, and would read every row.
  const patterns = request.phrases.filter((one) => [...one].length >= 3).map(containing)
  const matches = patterns.length === 0 ? found : sql`(${found} or e.name like any (${patterns}::text[]))`
  const every = new Set([...request.alternatives.flat(), ...request.words])
  const words = sql`${tsqueryOf([...every].map((word) => [word]))}::tsquery`
  const score = sql`${nameScore(request.phrases)} + ts_rank('{0, 0.1, 0.4, 1.0}', e.words, ${words}) * 4 + ${standing(request)}`
  return rank(tx, request, { matches, begins, score })
}

/** As the index of first letters has them. */
const INDEXED_LETTERS = 20

/** Finds by what names sound like. */
export async function searchBySound(tx: Tx, request: SoundRequest): Promise<SearchAnswer> {
  const sounds = request.sounds.filter((one) => one.length >= 2)
  const [first] = sounds
  if (first === undefined) return { items: [], total: 0, isTotalExact: true }
  const patterns = sounds.filter((one) => one.length >= 3).map(containing)
  const matches = patterns.length === 0 ? sql`false` : sql`e.sounds like any (${patterns}::text[])`
  const letters = sql`left(e.sounds, ${sql.lit(INDEXED_LETTERS)})`
  const head = first.slice(0, INDEXED_LETTERS)
  const parts = sounds.map((one) => sql`(case when strpos(e.sounds, ${one}) > 0 then ${one.length}::int else 0 end)`)
  return await rank(tx, request, {
    matches,
    begins: sql`${letters} >= ${head} and ${letters} < ${`${head}~`}`,
    score: sql`(${sql.join(parts, sql` + `)})::real / greatest(length(e.name), 1) + ${standing(request)}`,
  })
}

interface Ranking {
  readonly matches: RawBuilder<unknown>
  /** A range of an index: these are ranked in any case. */
  readonly begins: RawBuilder<unknown>
  readonly score: RawBuilder<unknown>
}

async function rank(tx: Tx, request: SearchScope, { matches, begins, score }: Ranking): Promise<SearchAnswer> {
  const columns = sql`e.jurisdiction, e.item_id, e.version, length(e.name) as size, (${score})::real as score`
  const scope = filtered(request)
  const rows = await readRows(
    tx,
    sql`with matched as materialized (
        select ${columns} from catalogue.search_entries e where ${matches} and ${scope} limit ${MOST_RANKED + 1}),
      found as materialized (
        select * from matched
        union (select ${columns} from catalogue.search_entries e where ${begins} and ${scope} limit ${MOST_BEGINNING})),
      best as (select * from found order by score desc, size, item_id limit ${request.limit} offset ${request.offset}),
      page as materialized (select b.*, row_number() over (order by b.score desc, b.size, b.item_id) as place from best b),
      counted as materialized (select (select count(*) from found) as total, (select count(*) from matched) as ranked)
      ${PAGE_COLUMNS}`,
  )
  const isTotalExact = rows.every((row) => Number(row.ranked) <= MOST_RANKED)
  const last = rows.at(-1)
  const total = isTotalExact ? Number(last?.total ?? 0) : MOST_RANKED
  return { items: rows.flatMap((row) => summary(row, request.today)), total, isTotalExact }
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** The name itself, its beginning, its part; what people mean by the question counts a little less than what they say. */
function nameScore(phrases: readonly string[]): RawBuilder<unknown> {
  const scores = phrases.map(
    (phrase, index) => sql`(case strpos(e.name, ${phrase}) when 0 then 0
      when 1 then case when e.name = ${phrase} then 8 else 5 end else 4 end - ${index === 0 ? 0 : 0.5}::real)`,
  )
  return sql`greatest(${sql.join(scores)})`
}

/** What is common comes before what is rare, and what is asked for before what comes later in a permit's life. */
function standing({ occasions }: Pick<SearchRequest, 'occasions'>): RawBuilder<unknown> {
  return sql`(case when e.is_common then 1 else 0 end)
    + (case when e.occasion = any (${occasions}::text[]) then 1.5 when e.occasion = 'first' then 0 else -1.5 end)`
}

export async function countByTheme(
  tx: Tx,
  scope: Pick<SearchScope, 'filters' | 'today'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ theme: string; items: string }>`select theme, count(*)::text as items
    from catalogue.search_entries e, unnest(e.themes) as theme where ${filtered(scope)} group by theme`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return new Map(rows.rows.map((row) => [row.theme, Number(row.items)]))
}

export async function countByOrganization(
  tx: Tx,
  scope: Pick<SearchScope, 'filters' | 'today'>,
): Promise<{ organizationId: string; name: string; division: string; items: number }[]> {
  const rows = await sql<{ organization_id: string; name: string; division: string; items: string }>`
    select e.organization_id, min(e.organization_name) as name, min(e.division) as division, count(*)::text as items
    from catalogue.search_entries e where ${filtered(scope)}
    group by e.organization_id order by min(e.division), count(*) desc, min(e.organization_name) limit 1000`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return rows.rows.map((row) => ({
    organizationId: row.organization_id,
    name: row.name,
    division: row.division,
    items: Number(row.items),
  }))
}

/** Items in the order of their ids, after a given one: a walk through all of them that nothing can disturb. */
export async function walk(
  tx: Tx,
  scope: { division?: string; after?: string; limit: number; today: CalendarDate },
): Promise<{ itemId: string; version: number }[]> {
  const after = scope.after === undefined ? undefined : splitPublicId(scope.after)
  const beyond = after ? sql`(e.jurisdiction, e.item_id) > (${after.jurisdiction}, ${after.id}::uuid)` : sql`true`
  const filters = scope.division === undefined ? {} : { division: scope.division }
  const rows = await sql<{ jurisdiction: string; item_id: string; version: number }>`
    select e.jurisdiction, e.item_id, e.version from catalogue.search_entries e
    where ${beyond} and ${filtered({ filters, today: scope.today })}
    order by e.jurisdiction, e.item_id limit ${scope.limit}`.execute(tablesOf<CatalogueTables>(tx))
  return rows.rows.map((row) => ({ itemId: joinPublicId(row.jurisdiction, row.item_id), version: row.version }))
}

function tsqueryOf(alternatives: readonly (readonly string[])[]): string {
  return alternatives.map((words) => `(${words.map(term).join(' & ')})`).join(' | ')
}

function term(word: string): string {
  return [...word].length > 1 ? `${quoted(word)}:*` : quoted(word)
}

function filtered({ filters, today }: Pick<SearchScope, 'filters' | 'today'>): RawBuilder<boolean> {
  const parts = [sql<boolean>`e.from_on <= ${today}::date and (e.until_on is null or e.until_on > ${today}::date)`]
  if (filters.division !== undefined) {
    const { lo, hi } = divisionRange(filters.division)
    parts.push(sql`e.division >= ${lo} and e.division < ${hi}`)
  }
  if (filters.organizationId !== undefined) parts.push(sql`e.organization_id = ${filters.organizationId}`)
  if (filters.theme !== undefined) parts.push(sql`${filters.theme} = any (e.themes)`)
  if (filters.audience !== undefined) parts.push(sql`${filters.audience} = any (e.audience)`)
  if (filters.powerType !== undefined) parts.push(sql`e.power_type = ${filters.powerType}`)
  if (filters.common === true) parts.push(sql`e.is_common`)
  if (filters.online === true) parts.push(sql`e.accepts_online`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** A row of the page, or, on an empty page, one row that carries the counts alone. */
interface PageRow {
  jurisdiction: string | null
  item_id: string
  version: number
  organization_id: string
  state: string
  previous_state: string
  state_effective_on: string
  facts: SummaryFacts
  total: string
  ranked: string
}

type SummaryFacts = Pick<
  ItemContent,
  | 'name'
  | 'code'
  | 'powerType'
  | 'division'
  | 'organizationName'
  | 'themes'
  | 'audience'
  | 'common'
  | 'instant'
  | 'acceptsOnline'
  | 'promisedLimit'
  | 'result'
  | 'isDemo'
> & { plainName: string | null; visits: number; fees: number }

const PAGE_COLUMNS: RawBuilder<unknown> = sql`
  select page.jurisdiction, page.item_id, page.version, i.organization_id, i.state, i.previous_state, i.state_effective_on,
    jsonb_build_object('name', c->'name', 'plainName', c->'plainName', 'code', c->'code', 'powerType', c->'powerType',
      'division', c->'division', 'organizationName', c->'organizationName', 'themes', c->'themes', 'audience', c->'audience',
      'common', c->'common', 'instant', c->'instant', 'acceptsOnline', c->'acceptsOnline', 'promisedLimit', c->'promisedLimit',
      'result', c->'result', 'isDemo', c->'isDemo', 'visits', c->'visits'->'count', 'fees', jsonb_array_length(c->'fees')) as facts,
    counted.total::text, counted.ranked::text
  from counted
  left join (page
    join catalogue.items i on i.jurisdiction = page.jurisdiction and i.id = page.item_id
    join catalogue.item_versions v on v.jurisdiction = page.jurisdiction and v.item_id = page.item_id and v.version = page.version
    cross join lateral (select v.content as c) content) on true
  order by page.place`

async function readRows(tx: Tx, query: RawBuilder<unknown>): Promise<PageRow[]> {
  const answer = await (query as RawBuilder<PageRow>).execute(tablesOf<CatalogueTables>(tx))
  return answer.rows
}

function summary(row: PageRow, today: CalendarDate): ItemSummary[] {
  if (row.jurisdiction === null) return []
  const { plainName, visits, fees, ...facts } = row.facts
  const life = {
    state: row.state as ItemState,
    previousState: row.previous_state as ItemState,
    stateEffectiveOn: row.state_effective_on as CalendarDate,
  }
  return [
    {
      id: joinPublicId(row.jurisdiction, row.item_id),
      version: row.version,
      organizationId: row.organization_id,
      state: stateOn(life, today),
      ...facts,
      ...(plainName !== null && { plainName }),
      visits,
      hasFees: fees > 0,
    },
  ]
}
