import { sql } from 'kysely'
import type { Reach } from '../../../kernel/index.ts'
import { INSTALLATION, joinPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { Flow } from '../domain/flow.ts'
import type { DefinitionKey } from './definition-store.ts'
import { flowOf } from './flow-store.ts'
import type { FlowsTables } from './tables.ts'

/** A literal, for the partial index. */
const RUNNING = sql<boolean>`state = 'running'`
const COLUMNS = { division: 'division', organization: 'organization_id' } as const

export interface VersionRow extends DefinitionKey {
  readonly name: string
  readonly publishedAt: Date
}

/** All versions that the jurisdiction may use, newest first. */
export async function listVersions(tx: Tx, jurisdiction: string): Promise<VersionRow[]> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.definitions')
    .select(['jurisdiction', 'id', 'version', 'name', 'published_at'])
    .where('jurisdiction', 'in', [jurisdiction, INSTALLATION])
    .orderBy('id')
    .orderBy('version', 'desc')
    .orderBy('jurisdiction', 'desc')
    .execute()
  return rows.map(({ published_at: publishedAt, ...row }) => ({ ...row, publishedAt }))
}

/** How many flows run on each version, within a reach. */
export async function countRunning(
  tx: Tx,
  jurisdiction: string,
  reach: Reach,
): Promise<(DefinitionKey & { readonly running: number })[]> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .select((eb) => [
      'definition_jurisdiction as definitionJurisdiction',
      'definition_id as id',
      'definition_version as version',
      eb.fn.countAll<string>().as('running'),
    ])
    .where('jurisdiction', '=', jurisdiction)
    .where(RUNNING)
    .where(withinReach(reach, COLUMNS))
    .groupBy(['definition_jurisdiction', 'definition_id', 'definition_version'])
    .execute()
  return rows.map(({ definitionJurisdiction, running, ...row }) => ({
    ...row,
    jurisdiction: definitionJurisdiction,
    running: Number(running),
  }))
}

/** Those that run on a version, within a reach, in the order in which they began; `after` is the last of the page before. */
export async function listRunningOn(
  tx: Tx,
  of: { jurisdiction: string; definition: DefinitionKey; reach: Reach },
  page: { after: string | undefined; limit: number },
): Promise<Flow[]> {
  const { definition } = of
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.instances')
    .selectAll()
    .where('jurisdiction', '=', of.jurisdiction)
    .where('definition_id', '=', definition.id)
    .where('definition_jurisdiction', '=', definition.jurisdiction)
    .where('definition_version', '=', definition.version)
    .where(RUNNING)
    .where(withinReach(of.reach, COLUMNS))
    .$if(page.after !== undefined, (query) => query.where('id', '>', splitPublicId(page.after!).id))
    .orderBy('id')
    .limit(page.limit)
    .execute()
  return rows.map(flowOf)
}

/** The flow stands on another version from now on; what it is about is untouched. */
export async function moveFlow(tx: Tx, flow: Flow): Promise<void> {
  const { jurisdiction, id } = splitPublicId(flow.id)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.instances')
    .set({
      definition_jurisdiction: flow.definition.jurisdiction,
      definition_version: flow.definition.version,
      definition_digest: flow.definition.digest,
      tokens: JSON.stringify(flow.tokens),
      values: JSON.stringify(flow.values),
      performers: JSON.stringify(flow.performers),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** What a task takes over from the new drawing; who has it, since when and until when stays. */
export interface TaskChange {
  readonly flowId: string
  readonly token: number
  readonly elementId: string
  readonly name: string
  readonly role: string
  readonly canReturn: boolean
  readonly excludedStaff: readonly string[]
}

/** Whoever has it keeps it, unless the role is another one or they are now kept apart from it. */
export async function moveTask(tx: Tx, change: TaskChange): Promise<void> {
  const { jurisdiction, id } = splitPublicId(change.flowId)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.tasks')
    .set((eb) => ({
      element_id: change.elementId,
      name: change.name,
      role: change.role,
      can_return: change.canReturn,
      excluded_staff: change.excludedStaff.slice(),
      assignee_id: eb
        .case()
        .when('role', '<>', change.role)
        .then(null)
        .when(sql<boolean>`assignee_id = any (${change.excludedStaff.slice()}::text[])`)
        .then(null)
        .else(eb.ref('assignee_id'))
        .end(),
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('instance_id', '=', id)
    .where('token', '=', change.token)
    .where(sql<boolean>`state = 'open'`)
    .execute()
}

export interface SetTimerRow {
  readonly id: string
  readonly token: number
  readonly elementId: string
}

export async function listTimersOf(tx: Tx, flowId: string): Promise<SetTimerRow[]> {
  const { jurisdiction, id } = splitPublicId(flowId)
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.timers')
    .select(['jurisdiction', 'id', 'token', 'element_id'])
    .where('jurisdiction', '=', jurisdiction)
    .where('instance_id', '=', id)
    .where(sql<boolean>`state = 'set'`)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    token: row.token,
    elementId: row.element_id,
  }))
}

/** The day on which it fires stays. */
export async function moveTimer(tx: Tx, timerId: string, elementId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(timerId)
  await tablesOf<FlowsTables>(tx)
    .updateTable('flows.timers')
    .set({ element_id: elementId })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}
