import pg from 'pg'
import { newPublicId } from '../../server/src/kernel/index.ts'
import type { Actor, Role } from '../../server/src/kernel/index.ts'
import type { FlowsDeps } from '../../server/src/modules/flows/actions/flows-context.ts'
import { createDecisionCache } from '../../server/src/modules/flows/actions/decision-cache.ts'
import { createGraphCache } from '../../server/src/modules/flows/actions/graph-cache.ts'
import { createFlows } from '../../server/src/modules/flows/index.ts'
import { listInbox } from '../../server/src/modules/flows/queries/list-inbox.ts'
import { createLimits } from '../../server/src/modules/limits/index.ts'
import { createOrganizations } from '../../server/src/modules/organizations/index.ts'
import { grantsOf } from '../../server/src/platform/permits/index.ts'
import { percentile, rounded } from '../bench.ts'
import type { BenchLine } from '../bench.ts'
import { inTurn } from './in-turn.ts'
import { openReader } from './open-reader.ts'
import type { Reader } from './open-reader.ts'
import { COUNTY, organizationId, ORGANIZATIONS } from './twins.ts'
import type { History, Sized } from './with-history.ts'

const READS = 200
const ROUNDS = 5
const GROWTH_BUDGET = 1.5
const MS_BUDGET = 150
const PAGE = 20
const ROLES: readonly Role[][] = [
  ['handler'],
  ['reviewer'],
  ['handler', 'reviewer'],
  ['approver', 'agency-head'],
  ['window-clerk'],
]

const deps: FlowsDeps = {
  limits: createLimits().api,
  organizations: createOrganizations({
    postsChanged: () => Promise.resolve(),
    staffLeft: () => Promise.resolve(),
    joinerConfirmed: async () => '',
    keptBy: () => Promise.resolve([]),
    limits: createLimits().api,
  }).api,
  personBlinds: () => [],
}
const own = { ...deps, graphs: createGraphCache(), decisions: createDecisionCache() }
const { permits } = createFlows(deps)

/** The first page of an officer's inbox, as the route reads it; officers of thirty organizations in turn. */
export async function workQueue(history: History): Promise<BenchLine[]> {
  const few = await openReader(history, history.few)
  const many = await openReader(history, history.many)
  const officers = Array.from({ length: READS }, (_, number) => officer(history.organizationId, number))
  const times = await inTurn(
    ROUNDS,
    () => round(few, officers),
    () => round(many, officers),
  )
  await few.close()
  await many.close()
  const ratio = rounded(times.many / times.few)
  const open = { few: await openTasks(history.few), many: await openTasks(history.many) }
  return [
    {
      bench: 'work queue, first page p95',
      value: rounded(times.many),
      unit: 'ms',
      yardstick: `${rounded(times.few)} ms with ${history.few.cases} cases and ${open.few} open tasks; this is with ${history.many.cases} and ${open.many}, ${history.entriesEach} entries a case`,
      ratio,
      budget: `<= ${GROWTH_BUDGET} x and <= ${MS_BUDGET} ms`,
      holds: ratio <= GROWTH_BUDGET && times.many <= MS_BUDGET,
    },
  ]
}

async function round(reader: Reader, officers: readonly Actor[]): Promise<number> {
  const times: number[] = []
  for (const actor of officers) {
    times.push(
      await reader.time(
        actor,
        (ctx) => listInbox({ ...ctx, ...own }, {}),
        ({ tasks }) => {
          if (tasks.length !== PAGE) throw new Error(`a page of ${tasks.length} for ${actor.roles.join()}`)
        },
      ),
    )
  }
  return percentile(times, 0.95)
}

function officer(mine: string, number: number): Actor {
  const roles = ROLES[number % ROLES.length] ?? []
  const organization = organizationId(mine, number % ORGANIZATIONS)
  const accountId = newPublicId('000000')
  const posts = roles.map((role) => ({ role, division: COUNTY, organizationId: organization }))
  const grants = grantsOf(permits, { posts, roles, accountId })
  return {
    kind: 'staff',
    accountId,
    staffId: accountId,
    organizationId: organization,
    jurisdiction: COUNTY,
    roles,
    grants,
  }
}

async function openTasks({ url }: Sized): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query<{ n: number }>(`select count(*)::int as n from flows.tasks where state = 'open'`)
  await client.end()
  return found.rows[0]?.n ?? 0
}
