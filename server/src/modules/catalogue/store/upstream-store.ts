import { sql } from 'kysely'
import { INSTALLATION, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { OpenChange } from '../contract/open-changes.ts'
import type { Upstream } from '../domain/upstream.ts'
import type { CatalogueTables } from './tables.ts'

/** How far the changes of an upstream have been read. */
export interface ReadSoFar {
  readonly position: number
  readonly last?: OpenChange
}

export interface UpstreamState extends ReadSoFar {
  readonly isPulling: boolean
  readonly askedAt?: Date
  readonly succeededAt?: Date
  readonly failedAt?: Date
  readonly failure?: string
  readonly setBackAt?: Date
}

export interface FailedChange {
  readonly change: OpenChange
  readonly reason: string
  readonly firstAt: Date
  readonly lastAt: Date
}

/**
 * One program pulls from an upstream at a time; a lease that was not given back ends by itself. Under a new address the
 * reading begins anew. @returns from where to go on; undefined while another one pulls
 */
export async function takeLease(
  tx: Tx,
  { division, url }: Upstream,
  times: { now: Date; until: Date },
): Promise<ReadSoFar | undefined> {
  const db = tablesOf<CatalogueTables>(tx)
  await sql`insert into catalogue.upstreams (jurisdiction, division, url) values (${INSTALLATION}, ${division}, ${url})
    on conflict do nothing`.execute(db)
  await sql`update catalogue.upstreams set url = ${url}, last_position = -1, last_change = null
    where jurisdiction = ${INSTALLATION} and division = ${division} and url <> ${url}`.execute(db)
  const { rows } = await sql<{ last_position: string; last_change: OpenChange | null }>`
    update catalogue.upstreams set leased_until = ${times.until}::timestamptz, asked_at = ${times.now}::timestamptz
    where jurisdiction = ${INSTALLATION} and division = ${division}
      and (leased_until is null or leased_until < ${times.now}::timestamptz)
    returning last_position, last_change`.execute(db)
  return rows[0] && readSoFar(rows[0])
}

function readSoFar(row: { last_position: string | number; last_change: OpenChange | null }): ReadSoFar {
  return { position: Number(row.last_position), ...(row.last_change && { last: row.last_change }) }
}

/**
 * The change was dealt with. Written in the transaction that took it, so that it is taken once however often it is told.
 * @returns false when another pull was faster
 */
export async function moveOn(
  tx: Tx,
  { division }: Upstream,
  to: { from: number; change: OpenChange; until: Date },
): Promise<boolean> {
  const answer = await sql`update catalogue.upstreams
    set last_position = ${to.change.position}, last_change = ${JSON.stringify(to.change)}::jsonb, leased_until = ${to.until}::timestamptz
    where jurisdiction = ${INSTALLATION} and division = ${division} and last_position = ${to.from}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.numAffectedRows === 1n
}

/** Its record was set back or written anew: it is read again from the beginning; what was taken already is known again. */
export async function startAnew(tx: Tx, { division }: Upstream, at: Date): Promise<void> {
  const db = tablesOf<CatalogueTables>(tx)
  await sql`update catalogue.upstreams set last_position = -1, last_change = null, set_back_at = ${at}::timestamptz
    where jurisdiction = ${INSTALLATION} and division = ${division}`.execute(db)
  // Positions of the record that is gone.
  await sql`delete from catalogue.upstream_failures where jurisdiction = ${INSTALLATION} and division = ${division}`.execute(
    db,
  )
}

export async function noteSuccess(tx: Tx, { division }: Upstream, at: Date): Promise<void> {
  await sql`update catalogue.upstreams set succeeded_at = ${at}::timestamptz, failed_at = null, failure = null, leased_until = null
    where jurisdiction = ${INSTALLATION} and division = ${division}`.execute(tablesOf<CatalogueTables>(tx))
}

export async function noteFailure(
  tx: Tx,
  { division }: Upstream,
  failed: { at: Date; failure: string },
): Promise<void> {
  await sql`update catalogue.upstreams set failed_at = ${failed.at}::timestamptz, failure = ${failed.failure}, leased_until = null
    where jurisdiction = ${INSTALLATION} and division = ${division}`.execute(tablesOf<CatalogueTables>(tx))
}

export async function keepFailed(
  tx: Tx,
  { division }: Upstream,
  failed: { change: OpenChange; reason: string; at: Date },
): Promise<void> {
  await sql`insert into catalogue.upstream_failures (jurisdiction, division, position, change, reason, first_at, last_at)
    values (${INSTALLATION}, ${division}, ${failed.change.position}, ${JSON.stringify(failed.change)}::jsonb, ${failed.reason},
      ${failed.at}::timestamptz, ${failed.at}::timestamptz)
    on conflict (jurisdiction, division, position) do update set reason = excluded.reason, last_at = excluded.last_at`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

export async function forgetFailed(tx: Tx, { division }: Upstream, position: number): Promise<void> {
  await sql`delete from catalogue.upstream_failures
    where jurisdiction = ${INSTALLATION} and division = ${division} and position = ${position}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

interface FailedRow {
  change: OpenChange
  reason: string
  first_at: Date
  last_at: Date
  total: string
}

/** In the order of the record, so that what rests on another change is tried after it. */
export async function listFailed(
  tx: Tx,
  { division }: Upstream,
  most: number,
): Promise<{ failed: FailedChange[]; total: number }> {
  const { rows } = await sql<FailedRow>`select change, reason, first_at, last_at, count(*) over () as total
    from catalogue.upstream_failures where jurisdiction = ${INSTALLATION} and division = ${division}
    order by position limit ${most}`.execute(tablesOf<CatalogueTables>(tx))
  const failed = rows.map((row) => ({
    change: row.change,
    reason: row.reason,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }))
  return { failed, total: Number(rows[0]?.total ?? 0) }
}

/** Whether something of this item still waits to be taken. */
export async function isItemFailed(tx: Tx, { division }: Upstream, itemId: string): Promise<boolean> {
  const { rows } = await sql<{ is_failed: boolean }>`select exists (select from catalogue.upstream_failures
    where jurisdiction = ${INSTALLATION} and division = ${division} and change->>'itemId' = ${itemId}) as is_failed`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return rows[0]?.is_failed === true
}

/** The item is the upstream's from now on. @returns false when there is none under this id */
export async function markItem(tx: Tx, { division }: Upstream, itemId: string): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const answer = await sql`update catalogue.items set upstream = ${division}
    where jurisdiction = ${jurisdiction} and id = ${id}::uuid and layer = 'base'`.execute(tablesOf<CatalogueTables>(tx))
  return answer.numAffectedRows === 1n
}

interface StateRow {
  url: string
  last_position: string
  last_change: OpenChange | null
  leased_until: Date | null
  asked_at: Date | null
  succeeded_at: Date | null
  failed_at: Date | null
  failure: string | null
  set_back_at: Date | null
  items: string
}

/** How it stands with an upstream; what was read under another address counts for nothing. */
export async function stateOf(
  tx: Tx,
  { division, url }: Upstream,
  now: Date,
): Promise<(UpstreamState & { items: number }) | undefined> {
  const { rows } = await sql<StateRow>`select u.*,
      (select count(*) from catalogue.items i where i.layer = 'base' and i.division = u.division and i.upstream = u.division) as items
    from catalogue.upstreams u where u.jurisdiction = ${INSTALLATION} and u.division = ${division} and u.url = ${url}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  const [row] = rows
  return (
    row && {
      ...readSoFar(row),
      items: Number(row.items),
      isPulling: row.leased_until !== null && row.leased_until >= now,
      ...(row.asked_at && { askedAt: row.asked_at }),
      ...(row.succeeded_at && { succeededAt: row.succeeded_at }),
      ...(row.failed_at && { failedAt: row.failed_at }),
      ...(row.failure !== null && { failure: row.failure }),
      ...(row.set_back_at && { setBackAt: row.set_back_at }),
    }
  )
}
