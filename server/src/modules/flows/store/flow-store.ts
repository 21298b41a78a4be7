import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { problem } from '../../../kernel/problem.ts'
import type { LimitLevel } from '../contract/level.ts'
import { flowsProblems } from '../contract/problems.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Flow } from '../domain/flow.ts'
import { dueColumn, dueOf } from './no-due-date.ts'
import type { FlowsTables, Instances } from './tables.ts'

/** A literal: a prepared statement's generic plan can't see that a parameter satisfies the partial index. */
const RUNNING = sql<boolean>`state = 'running'`

/** Locks the flow: steps of one flow happen one after another. */
export async function lockFlow(tx: Tx, flowId: string): Promise<Flow> {
  const { jurisdiction, id } = splitPublicId(flowId)
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return flowOf(row)
}

export async function findFlow(tx: Tx, flowId: string): Promise<Flow | undefined> {
  const { jurisdiction, id } = splitPublicId(flowId)
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && flowOf(row)
}

export async function lockRunning(tx: Tx, subject: string): Promise<Flow | undefined> {
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .where(RUNNING)
    .forUpdate()
    .executeTakeFirst()
  return row && flowOf(row)
}

/** The running flow of a subject, or its last one. */
export async function findLatest(tx: Tx, subject: string): Promise<Flow | undefined> {
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && flowOf(row)
}

/** @throws flows/already-running, before the commit, when the subject has a running flow already */
export function insertFlow(tx: Tx, flow: Flow, at: Date): Promise<void> {
  const insertion = tablesOf<FlowsTables>(tx)
    .insertInto('flows.instances')
    .values({
      ...splitPublicId(flow.id),
      subject: flow.subject,
      subject_kind: flow.subjectKind,
      subject_no: flow.subjectNo,
      title: flow.title,
      division: flow.division,
      organization_id: flow.organizationId ?? null,
      definition_jurisdiction: flow.definition.jurisdiction,
      definition_id: flow.definition.id,
      definition_version: flow.definition.version,
      definition_digest: flow.definition.digest,
      excluded_staff: flow.excludedStaff.slice(),
      person_name: flow.personName ?? null,
      person_blinds: flow.personBlinds.slice(),
      due_on: dueColumn(flow.dueOn),
      level: flow.level,
      started_at: at,
      ...stateColumns(flow, at),
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'subject']).where(RUNNING).doNothing())
  return send(tx, insertion, (rows) => {
    if (rows === 0) throw problem(flowsProblems['already-running'])
  })
}

export async function saveFlow(tx: Tx, flow: Flow, at: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(flow.id)
  const update = tablesOf<FlowsTables>(tx)
    .updateTable('flows.instances')
    .set(stateColumns(flow, at))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
  await send(tx, update)
}

export async function retimeFlow(
  tx: Tx,
  subject: string,
  by: { dueOn: string | undefined; level: LimitLevel },
): Promise<void> {
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.instances')
    .set({ due_on: dueColumn(by.dueOn), level: by.level })
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .where(RUNNING)
    .execute()
}

function stateColumns(flow: Flow, at: Date) {
  return {
    state: flow.state,
    tokens: JSON.stringify(flow.tokens),
    values: JSON.stringify(flow.values),
    performers: JSON.stringify(flow.performers),
    ended_at: flow.state === 'running' ? null : at,
  }
}

export function flowOf(row: Selectable<Instances>): Flow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    subject: row.subject,
    subjectKind: row.subject_kind,
    subjectNo: row.subject_no,
    title: row.title,
    division: row.division,
    ...(row.organization_id === null ? {} : { organizationId: row.organization_id }),
    ...dueOf(row.due_on),
    level: row.level,
    personName: row.person_name ?? undefined,
    personBlinds: row.person_blinds,
    excludedStaff: row.excluded_staff,
    definition: {
      jurisdiction: row.definition_jurisdiction,
      id: row.definition_id,
      version: row.definition_version,
      digest: row.definition_digest,
    },
    state: row.state,
    tokens: row.tokens as Flow['tokens'],
    values: row.values as Flow['values'],
    performers: row.performers as Flow['performers'],
  }
}
