import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import type { LimitLevel } from '../contract/level.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Outcome } from '../contract/step.ts'
import type { Task } from '../contract/task.ts'
import { dueColumn, dueOf } from './no-due-date.ts'
import type { FlowsTables, Tasks } from './tables.ts'

/** A literal, so that prepared statements use the partial indexes. */
const OPEN = sql<boolean>`state = 'open'`

/** A task with what ties it to its flow. */
export interface TaskRow extends Task {
  readonly flowId?: string
  readonly token?: number
  /** Sealed. */
  readonly personName: Buffer | undefined
}

export interface NewTask extends TaskRow {
  readonly personBlinds: readonly Buffer[]
  readonly ownDueOn?: string
}

/** What a transaction has read; its own writes drop it, and those of others show in the version that a write names. */
const seen = new WeakMap<Tx, Map<string, TaskRow>>()

/** As it was read in this transaction, whether by a list or by itself. */
export async function findTask(tx: Tx, taskId: string): Promise<TaskRow | undefined> {
  const known = seen.get(tx)?.get(taskId)
  if (known) return known
  const row = await byKey(tx, taskId).executeTakeFirst()
  return row && taskOf(row)
}

export async function lockTask(tx: Tx, taskId: string): Promise<TaskRow | undefined> {
  const row = await byKey(tx, taskId).forUpdate().executeTakeFirst()
  return row && taskOf(row)
}

function byKey(tx: Tx, taskId: string) {
  const { jurisdiction, id } = splitPublicId(taskId)
  return tablesOf<FlowsTables>(tx)
    .selectFrom('flows.tasks')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

export async function listOf(tx: Tx, subject: string): Promise<TaskRow[]> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.tasks')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  const tasks = rows.map(taskOf)
  seen.set(tx, new Map(tasks.map((task) => [task.id, task])))
  return tasks
}

/** Of several subjects, the newest first. */
export async function listOfAll(tx: Tx, subjects: readonly string[]): Promise<TaskRow[]> {
  if (subjects.length === 0) return []
  const jurisdictions = [...new Set(subjects.map((subject) => splitPublicId(subject).jurisdiction))]
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.tasks')
    .selectAll()
    .where('jurisdiction', 'in', jurisdictions)
    .where('subject', '=', sql<string>`any(${[...subjects]}::text[])`)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(taskOf)
}

export async function insertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  await send(tx, tablesOf<FlowsTables>(tx).insertInto('flows.tasks').values(tasks.map(columnsOf)))
}

function columnsOf(task: NewTask) {
  return {
    ...splitPublicId(task.id),
    instance_id: task.flowId === undefined ? null : splitPublicId(task.flowId).id,
    token: task.token ?? null,
    element_id: task.elementId ?? null,
    subject: task.subject,
    subject_kind: task.subjectKind,
    subject_no: task.subjectNo,
    title: task.title,
    step: task.step,
    name: task.name,
    role: task.role,
    organization_id: task.organizationId ?? null,
    division: task.division,
    excluded_staff: task.excludedStaff,
    person_name: task.personName ?? null,
    person_blinds: task.personBlinds.slice(),
    can_return: task.canReturn,
    due_on: dueColumn(task.dueOn),
    own_due_on: task.ownDueOn ?? null,
    level: task.level,
    opened_at: task.openedAt,
  }
}

/** @param refuse makes the refusal for a task that is no longer the one that was seen; thrown before the commit */
export function completeTask(
  tx: Tx,
  task: TaskRow,
  by: {
    staffId: string | undefined
    insteadOf: string | undefined
    outcome: Outcome
    opinion: string | undefined
    at: Date
  },
  refuse: () => Promise<Error>,
): Promise<void> {
  const update = openVersion(tx, task).set((eb) => ({
    state: 'done' as const,
    completed_at: by.at,
    completed_by: by.staffId ?? null,
    completed_for: by.insteadOf ?? null,
    outcome: by.outcome,
    opinion: by.opinion ?? null,
    version: eb('version', '+', 1),
  }))
  return send(tx, update, async (rows) => {
    if (rows !== 1) throw await refuse()
  })
}

/** @returns false when the task is no longer the one that was seen */
export async function assignTask(tx: Tx, task: TaskRow, staffId: string | undefined): Promise<boolean> {
  const result = await openVersion(tx, task)
    .set((eb) => ({ assignee_id: staffId ?? null, version: eb('version', '+', 1) }))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What a member of staff has taken and not done, locked. */
export async function lockTaken(tx: Tx, staffId: string): Promise<TaskRow[]> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.tasks')
    .selectAll()
    .where('assignee_id', '=', staffId)
    .where(OPEN)
    .forUpdate()
    .execute()
  return rows.map(taskOf)
}

/** Gives back what a member of staff had taken. @returns what it was */
export async function returnTasks(tx: Tx, taskIds: readonly string[], at: Date): Promise<TaskRow[]> {
  if (taskIds.length === 0) return []
  seen.delete(tx)
  const rows = await tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .set((eb) => ({
      assignee_id: null,
      returned_from: eb.ref('assignee_id'),
      returned_at: at,
      version: eb('version', '+', 1),
    }))
    .where(sql<boolean>`jurisdiction || '-' || id::text = any (${[...taskIds]}::text[])`)
    .where('assignee_id', 'is not', null)
    .where(OPEN)
    .returningAll()
    .execute()
  return rows.map(taskOf)
}

function openVersion(tx: Tx, task: TaskRow) {
  seen.delete(tx)
  const { jurisdiction, id } = splitPublicId(task.id)
  return tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where(OPEN)
    .where('version', '=', task.version)
}

/** Cancels the open tasks of a subject, or the one at which a token of a flow waits. */
export async function cancelOpen(
  tx: Tx,
  of: { subject: string; flowId?: string; token?: number; organizationId?: string },
  at: Date,
): Promise<TaskRow[]> {
  seen.delete(tx)
  const { flowId, token, organizationId } = of
  const rows = await tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .set((eb) => ({ state: 'cancelled' as const, completed_at: at, version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', splitPublicId(of.subject).jurisdiction)
    .where('subject', '=', of.subject)
    .where(OPEN)
    .$if(flowId !== undefined, (query) => query.where('instance_id', '=', splitPublicId(flowId!).id))
    .$if(token !== undefined, (query) => query.where('token', '=', token!))
    .$if(organizationId !== undefined, (query) => query.where('organization_id', '=', organizationId!))
    .returningAll()
    .execute()
  return rows.map(taskOf)
}

/** The step's own limit stays where it falls earlier. The version stays too: nobody's work goes stale because a day passed. */
export async function retimeOpen(
  tx: Tx,
  subject: string,
  by: { dueOn: string | undefined; level: LimitLevel },
): Promise<void> {
  seen.delete(tx)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .set({ due_on: sql<string>`least(${dueColumn(by.dueOn)}::date, own_due_on)`, level: by.level })
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .where(OPEN)
    .execute()
}

/** A task of a parallel branch learns who may no longer do it. */
export async function excludeStaff(
  tx: Tx,
  of: { flowId: string; elementIds: readonly string[] },
  staffId: string,
): Promise<void> {
  seen.delete(tx)
  if (of.elementIds.length === 0) return
  const { jurisdiction, id } = splitPublicId(of.flowId)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .set({ excluded_staff: sql<string[]>`array_append(excluded_staff, ${staffId})` })
    .where('jurisdiction', '=', jurisdiction)
    .where('instance_id', '=', id)
    .where(OPEN)
    .where('element_id', 'in', of.elementIds.slice())
    .where(sql<boolean>`not (${staffId} = any (excluded_staff))`)
    .execute()
}

export function taskOf(row: Selectable<Tasks>): TaskRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    subject: row.subject,
    subjectKind: row.subject_kind,
    subjectNo: row.subject_no,
    title: row.title,
    step: row.step as Task['step'],
    name: row.name,
    role: row.role,
    division: row.division,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    ...dueOf(row.due_on),
    level: row.level,
    canReturn: row.can_return,
    excludedStaff: row.excluded_staff,
    version: row.version,
    personName: row.person_name ?? undefined,
    ...presentOf(row),
  }
}

function presentOf(row: Selectable<Tasks>): Partial<TaskRow> {
  return {
    ...(row.element_id !== null && { elementId: row.element_id }),
    ...(row.organization_id !== null && { organizationId: row.organization_id }),
    ...(row.assignee_id !== null && { assigneeId: row.assignee_id }),
    ...(row.completed_at !== null && { completedAt: row.completed_at.toISOString() }),
    ...(row.completed_by !== null && { completedBy: row.completed_by }),
    ...(row.completed_for !== null && { completedFor: row.completed_for }),
    ...(row.outcome !== null && { outcome: row.outcome }),
    ...(row.opinion !== null && { opinion: row.opinion }),
    ...(row.instance_id !== null && { flowId: joinPublicId(row.jurisdiction, row.instance_id) }),
    ...(row.token !== null && { token: row.token }),
    ...(row.returned_from !== null && { returnedFrom: row.returned_from }),
    ...(row.returned_at !== null && { returnedAt: row.returned_at.toISOString() }),
  }
}
