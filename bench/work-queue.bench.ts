// The first page of an officer's inbox, as the route reads it: with 10,000 open tasks, then with 1,000,000.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPublicId } from '../server/src/kernel/index.ts'
import type { Actor, Role } from '../server/src/kernel/index.ts'
import type { FlowsDeps } from '../server/src/modules/flows/actions/flows-context.ts'
import { createDecisionCache } from '../server/src/modules/flows/actions/decision-cache.ts'
import { createGraphCache } from '../server/src/modules/flows/actions/graph-cache.ts'
import { createFlows } from '../server/src/modules/flows/index.ts'
import { listInbox } from '../server/src/modules/flows/queries/list-inbox.ts'
import { createLimits } from '../server/src/modules/limits/index.ts'
import { createOrganizations } from '../server/src/modules/organizations/index.ts'
import { runAct } from '../server/src/platform/act/index.ts'
import type { ActDeps } from '../server/src/platform/act/index.ts'
import { createClock } from '../server/src/platform/clock/clock.ts'
import { createDatabase, migrate } from '../server/src/platform/db/index.ts'
import type { Database } from '../server/src/platform/db/index.ts'
import { createCluster } from '../server/src/platform/embedded-postgres/index.ts'
import { grantsOf } from '../server/src/platform/permits/index.ts'
import { createVault } from '../server/src/platform/vault/vault.ts'

const FEW = 10_000
const MANY = 1_000_000
const READS = 200
const ROUNDS = 5
const GROWTH_BUDGET = 1.5
const MS_BUDGET = 150
const COUNTY = '450721'
const ROLES: readonly Role[][] = [
  ['handler'],
  ['reviewer'],
  ['handler', 'reviewer'],
  ['approver', 'agency-head'],
  ['window-clerk'],
]

const organizationIds = Array.from({ length: 30 }, () => newPublicId(COUNTY))
const deps: FlowsDeps = {
  limits: createLimits().api,
  organizations: createOrganizations({ postsChanged: () => Promise.resolve() }).api,
  personBlinds: () => [],
}
const own = { ...deps, graphs: createGraphCache(), decisions: createDecisionCache() }
const { permits } = createFlows(deps)

const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
const cluster = await createCluster({ dataDir: folder })
try {
  await migrate(cluster.url)
  const database = createDatabase({ url: cluster.url, poolSize: 2 })
  const act = { database, clock: createClock(), vault: createVault(Buffer.alloc(32, 1)) }
  const pool = database.pool('yiwang_owner')
  await addTasks(pool, [1, FEW])
  const few = await p95(act)
  await addTasks(pool, [FEW + 1, MANY])
  print(few, await p95(act))
  await database.close()
} finally {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Every tenth task waits at a window; the others belong to thirty organizations, a third of them to one. */
async function addTasks(pool: ReturnType<Database['pool']>, [from, to]: [number, number]): Promise<void> {
  await pool.query(
    `insert into flows.tasks (jurisdiction, id, subject, subject_kind, subject_no, title, step, name, role,
      organization_id, division, due_on, level, opened_at, person_blinds)
    select '450721', gen_random_uuid(), '450721-' || gen_random_uuid(), 'case', 'N' || n, '公共场所卫生许可', 'handle', '承办',
      case when n % 10 = 0 then 'window-clerk' else (array['handler', 'reviewer', 'approver'])[n % 3 + 1] end,
      ($1::text[])[case when n % 7 < 2 then 1 else (n / 11) % 30 + 1 end], '450721', date '2026-12-01' + (n * 7919::bigint % 300)::int,
      case when n % 97 = 0 then 'red' when n % 53 = 0 then 'today' else 'normal' end, now(),
      array[decode(md5('name' || n), 'hex'), decode(md5('phone' || n), 'hex')]
    from generate_series($2::int, $3::int) as n`,
    [organizationIds, from, to],
  )
  await pool.query('vacuum analyze flows.tasks')
}

/** Of several rounds the middle one: a neighbour on the machine spoils one round and not the figure. */
async function p95(act: ActDeps): Promise<number> {
  await round(act)
  const rounds: number[] = []
  for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round(act))
  return rounds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

async function round(act: ActDeps): Promise<number> {
  const times: number[] = []
  for (let read = 0; read < READS; read += 1) {
    const settings = { actor: officer(read), requestId: 'bench', mode: 'read' } as const
    const began = performance.now()
    const { tasks } = await runAct(act, settings, (ctx) => listInbox({ ...ctx, ...own }, {}))
    times.push(performance.now() - began)
    if (tasks.length !== 20) throw new Error(`a page of ${tasks.length}`)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(READS * 0.95)] ?? 0
}

function officer(number: number): Actor {
  const roles = ROLES[number % ROLES.length] ?? []
  const organizationId = organizationIds[number % organizationIds.length] ?? ''
  const accountId = newPublicId('000000')
  const posts = roles.map((role) => ({ role, division: COUNTY, organizationId }))
  const grants = grantsOf(permits, { posts, roles, accountId })
  return { kind: 'staff', accountId, staffId: accountId, organizationId, jurisdiction: COUNTY, roles, grants }
}

function print(few: number, many: number): void {
  const ratio = Number((many / few).toFixed(2))
  const holds = ratio <= GROWTH_BUDGET && many <= MS_BUDGET
  const line = {
    bench: 'work queue, first page p95',
    value: Number(many.toFixed(2)),
    unit: 'ms',
    yardstick: `${few.toFixed(2)} ms with ${FEW} open tasks; this is with ${MANY}`,
    ratio,
    budget: `<= ${GROWTH_BUDGET} x and <= ${MS_BUDGET} ms`,
    holds,
  }
  console.log(JSON.stringify(line))
  if (!holds) process.exitCode = 1
}
