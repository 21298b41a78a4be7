import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { INSTALLATION, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { WatchRuleName } from '../contract/watch-rules.ts'
import type { Alerts, AuditTables } from './tables.ts'

/** 异常预警 as it is kept. */
export interface Alert {
  readonly id: string
  readonly division: string
  readonly rule: WatchRuleName
  readonly staffId?: string
  readonly raisedAt: Date
  readonly firstAt: Date
  readonly lastAt: Date
  readonly counted: number
  readonly most: number
  readonly windowMinutes: number
  readonly positions: readonly number[]
  readonly state: 'open' | 'explained' | 'confirmed'
  readonly reason?: Buffer
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly version: number
}

export async function insertAlert(tx: Tx, alert: Alert): Promise<void> {
  const { id, staffId, raisedAt, firstAt, lastAt, windowMinutes, positions, division, rule, counted, most } = alert
  await tablesOf<AuditTables>(tx)
    .insertInto('audit.alerts')
    .values({
      ...splitPublicId(id),
      ...{ division, rule, counted, most },
      staff_id: staffId ?? null,
      raised_at: raisedAt,
      first_at: firstAt,
      last_at: lastAt,
      window_minutes: windowMinutes,
      positions: [...positions],
      reason: null,
      decided_by: null,
      decided_at: null,
    })
    .execute()
}

/** Whether the same was raised of the same person within the time that is named. */
export async function wasRaised(
  tx: Tx,
  of: { jurisdiction: string; rule: WatchRuleName; staffId?: string | undefined; since: Date },
): Promise<boolean> {
  const { rows } = await sql`select from audit.alerts where jurisdiction = ${of.jurisdiction} and rule = ${of.rule}
    and staff_id is not distinct from ${of.staffId ?? null} and last_at > ${of.since}::timestamptz limit 1`.execute(
    tablesOf<AuditTables>(tx),
  )
  return rows.length > 0
}

const PAGE = 50

/** Newest first: of the places within reach, and of the installation as a whole. One more than a page is read. */
export async function listAlerts(
  tx: Tx,
  reach: Reach,
  filter: { state?: Alert['state'] | undefined; after?: { raisedAt: Date; id: string } | undefined },
): Promise<{ alerts: Alert[]; hasMore: boolean }> {
  let query = tablesOf<AuditTables>(tx)
    .selectFrom('audit.alerts')
    .selectAll()
    .where(visible(reach))
    .orderBy('raised_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  const { state, after } = filter
  if (state) query = query.where('state', '=', state)
  if (after) query = query.where(sql<boolean>`(raised_at, id) < (${after.raisedAt}::timestamptz, ${after.id}::uuid)`)
  const rows = await query.execute()
  return { alerts: rows.slice(0, PAGE).map(fromRow), hasMore: rows.length > PAGE }
}

export async function countOpen(tx: Tx, reach: Reach): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.alerts
    where state = 'open' and ${visible(reach)}`.execute(tablesOf<AuditTables>(tx))
  return rows[0]?.n ?? 0
}

function visible(reach: Reach) {
  return sql<boolean>`(jurisdiction = ${INSTALLATION} or ${withinReach(reach, { division: 'division' })})`
}

export async function findAlert(tx: Tx, reach: Reach, alertId: string, lock = false): Promise<Alert | undefined> {
  const { jurisdiction, id } = splitPublicId(alertId)
  const query = tablesOf<AuditTables>(tx)
    .selectFrom('audit.alerts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where(visible(reach))
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row && fromRow(row)
}

export async function decideAlert(
  tx: Tx,
  alertId: string,
  decision: { state: 'explained' | 'confirmed'; reason: Buffer; by: string; at: Date },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(alertId)
  await tablesOf<AuditTables>(tx)
    .updateTable('audit.alerts')
    .set((eb) => ({
      state: decision.state,
      reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

function fromRow(row: Selectable<Alerts>): Alert {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    division: row.division,
    rule: row.rule as WatchRuleName,
    raisedAt: row.raised_at,
    firstAt: row.first_at,
    lastAt: row.last_at,
    counted: row.counted,
    most: row.most,
    windowMinutes: row.window_minutes,
    positions: row.positions.map(Number),
    state: row.state,
    version: row.version,
    ...(row.staff_id !== null && { staffId: row.staff_id }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
  }
}
