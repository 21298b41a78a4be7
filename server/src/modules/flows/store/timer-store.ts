import { sql } from 'kysely'
import { joinPublicId, newPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { FlowsTables } from './tables.ts'

/** A literal, so that prepared statements use the partial indexes. */
const SET = sql<boolean>`state = 'set'`

export interface SetTimer {
  readonly flowId: string
  readonly token: number
  readonly elementId: string
  readonly dueOn: string
}

export interface FlowTimer extends SetTimer {
  readonly id: string
}

export async function insertTimer(tx: Tx, timer: SetTimer): Promise<void> {
  const { jurisdiction, id: instanceId } = splitPublicId(timer.flowId)
  await tablesOf<FlowsTables>(tx)
    .insertInto('flows.timers')
    .values({
      ...splitPublicId(newPublicId(jurisdiction)),
      instance_id: instanceId,
      token: timer.token,
      element_id: timer.elementId,
      due_on: timer.dueOn,
    })
    .execute()
}

/** Those whose last day has passed, in the order in which they fell due; at most `limit`. */
export async function listDue(tx: Tx, before: string, limit: number): Promise<FlowTimer[]> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.timers')
    .selectAll()
    .where(SET)
    .where('due_on', '<', before)
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    flowId: joinPublicId(row.jurisdiction, row.instance_id),
    token: row.token,
    elementId: row.element_id,
    dueOn: row.due_on,
  }))
}

/** @returns false when it has fired or was dropped meanwhile */
export async function markFired(tx: Tx, timerId: string): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(timerId)
  const result = await tablesOf<FlowsTables>(tx)
    .updateTable('flows.timers')
    .set({ state: 'fired' })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where(SET)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** All timers of the flow, or the one of a token at an element. */
export async function dropTimers(tx: Tx, flowId: string, of?: { token: number; elementId: string }): Promise<void> {
  const { jurisdiction, id } = splitPublicId(flowId)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.timers')
    .set({ state: 'dropped' })
    .where('jurisdiction', '=', jurisdiction)
    .where('instance_id', '=', id)
    .where(SET)
    .$if(of !== undefined, (query) => query.where('token', '=', of!.token).where('element_id', '=', of!.elementId))
    .execute()
}
