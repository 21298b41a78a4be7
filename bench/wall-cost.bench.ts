// What the wall under the permits costs: the officials' list of cases with a county's reach and with four hundred villages', the
// work queue, and whole lives of cases over HTTP; each in turns with the wall and without it, on the same rows.
// What is compared is processor time, of PostgreSQL's processes and of this one: a busy machine does not change it much.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '../server/src/app.ts'
import type { App } from '../server/src/app.ts'
import { newPublicId } from '../server/src/kernel/index.ts'
import type { Actor, PermitDefinition, Role } from '../server/src/kernel/index.ts'
import { casesPermits } from '../server/src/modules/cases/contract/index.ts'
import { list } from '../server/src/modules/cases/store/case-store.ts'
import { createDecisionCache } from '../server/src/modules/flows/actions/decision-cache.ts'
import { createGraphCache } from '../server/src/modules/flows/actions/graph-cache.ts'
import { createFlows } from '../server/src/modules/flows/index.ts'
import { listInbox } from '../server/src/modules/flows/queries/list-inbox.ts'
import { createLimits } from '../server/src/modules/limits/index.ts'
import { createOrganizations } from '../server/src/modules/organizations/index.ts'
import { runAct } from '../server/src/platform/act/index.ts'
import type { ActDeps } from '../server/src/platform/act/index.ts'
import { createArchivedYears } from '../server/src/platform/archive/archived-years.ts'
import { createClock } from '../server/src/platform/clock/clock.ts'
import { createDatabase, giveLogins, migrate } from '../server/src/platform/db/index.ts'
import { grantsOf } from '../server/src/platform/permits/index.ts'
import { openVault } from '../server/src/platform/vault/index.ts'
import { median, report, rounded, withCluster } from './bench.ts'
import { signInClients } from './case-clients.ts'
import { migrateJobs } from '../server/src/platform/jobs/index.ts'
import { seedDemo } from '../server/src/seed.ts'

const ROWS = 50_000
const READS = 40
const LIVES = 40
// Few, so that each connection's statements were planned for good before they are measured: a plan made anew costs more with the wall.
const CLIENTS = 2
const ROUNDS = 5
const MOST = 1.1
const COUNTY = '450721'
const organizationId = newPublicId(COUNTY)
const villages = Array.from(
  { length: 400 },
  (_, n) => `${COUNTY}${101 + Math.floor(n / 20)}${String(1 + (n % 20)).padStart(3, '0')}`,
)
const deps = {
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
const flows = { ...deps, graphs: createGraphCache(), decisions: createDecisionCache() }
const permits: readonly PermitDefinition[] = [...Object.values(casesPermits), ...createFlows(deps).permits]

await withCluster(async (cluster, folder) => {
  const beside = new pg.Pool({ connectionString: cluster.url, max: CLIENTS })
  const app = await openApp(cluster.url, folder)
  const clock = createClock()
  const { database, vault } = await openVault({ database: { url: cluster.url, poolSize: 2 }, dataDir: folder, clock })
  try {
    const archives = createArchivedYears(folder)
    await compareLists({ database, archives, clock, vault }, beside)
    await compareLives(app, beside)
  } finally {
    await app.close()
    await database.close()
    await beside.end()
  }
})

/** In this process and over HTTP, with the logins of the product; positions and jobs are another process's work. */
async function openApp(databaseUrl: string, folder: string): Promise<App> {
  await migrate(databaseUrl)
  const owner = createDatabase({ url: databaseUrl, poolSize: 1 })
  await migrateJobs(owner).finally(() => owner.close())
  const app = await buildApp({
    databaseUrl,
    logins: await giveLogins(databaseUrl, join(folder, 'secrets')),
    dataDir: folder,
    filesUrl: `file://${folder}/files`,
    publicUrl: 'http://localhost',
    secureCookies: false,
    demo: true,
    logger: false,
    requestsPerMinute: 0,
  })
  await seedDemo(app)
  return app
}

async function compareLists(act: ActDeps, beside: pg.Pool): Promise<void> {
  await fill(beside)
  const county = officer(['window-clerk'], [COUNTY])
  const everywhere = officer(['window-clerk'], villages)
  const desk = officer(['handler', 'reviewer'], [COUNTY])
  const each = (read: () => Promise<void>) => inTurns(beside, READS, () => inOrder(READS, read))
  print('list of cases, reach of a county', await each(() => listCases(act, county)))
  print('list of cases, 400 villages', await each(() => listCases(act, everywhere)))
  print('work queue, first page', await each(() => inbox(act, desk)))
}

async function compareLives(app: App, beside: pg.Pool): Promise<void> {
  const clients = await signInClients(await app.server.listen({ port: 0, host: '127.0.0.1' }), beside, CLIENTS)
  const lane = () => inOrder(LIVES / CLIENTS, clients.life)
  const lives = () => Promise.all(Array.from({ length: CLIENTS }, lane)).then(() => undefined)
  print(`case life over HTTP, ${CLIENTS} clients`, await inTurns(beside, LIVES, lives))
  clients.close()
}

interface Turns {
  readonly walled: number[]
  readonly open: number[]
}

/** With and without, one after the other, so that what drifts on the machine drifts in both. */
async function inTurns(beside: pg.Pool, times: number, work: () => Promise<void>): Promise<Turns> {
  await work()
  const turns: Turns = { walled: [], open: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    turns.walled.push((await processorTimeOf(beside, work)) / times)
    await setWall(beside, 'disable')
    turns.open.push((await processorTimeOf(beside, work)) / times)
    await setWall(beside, 'enable')
  }
  return turns
}

/** In milliseconds; after some rounds that no figure holds, because a plan is made anew when the wall comes or goes. */
async function processorTimeOf(beside: pg.Pool, work: () => Promise<void>): Promise<number> {
  // Nobody gives positions here, and a program whose record falls behind too far says that it is not ready.
  await beside.query('truncate ledger.pending')
  await work()
  const before = await processorTime(beside)
  await work()
  return (await processorTime(beside)) - before
}

async function processorTime(beside: pg.Pool): Promise<number> {
  const { rows } = await beside.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'yiwang_app' and datname = current_database()`,
  )
  const { user, system } = process.cpuUsage()
  const ofDatabase = rows.map(({ pid }) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
  return ofDatabase.reduce((sum, one) => sum + one, (user + system) / 1_000)
}

async function inOrder(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < times; index += 1) await work()
}

/** Here alone: the product has no way to take it down. */
async function setWall(beside: pg.Pool, to: 'enable' | 'disable'): Promise<void> {
  await beside.query(`do $$ declare t regclass; begin
    for t in select distinct format('%I.%I', schemaname, tablename)::regclass from pg_policies where schemaname <> 'graphile_worker' loop
      execute format('alter table %s ${to} row level security', t);
    end loop; end $$`)
}

function print(bench: string, { walled, open }: Turns): void {
  const ratio = median(walled.map((value, round) => value / open[round]!))
  report({
    bench: `with the wall: ${bench}`,
    value: rounded(median(walled)),
    unit: 'ms of processor',
    yardstick: `without it ${rounded(median(open))} ms, ${ROUNDS} pairs, ${ROWS} rows in the lists`,
    ratio: rounded(ratio),
    budget: `<= ${MOST} x`,
    holds: ratio <= MOST,
  })
}

async function listCases(act: ActDeps, actor: Actor): Promise<void> {
  const found = await runAct(act, { actor, requestId: 'bench', mode: 'read' }, (ctx) =>
    list(ctx.tx, ctx.permit.reach(casesPermits.read.name), { limit: 21 }),
  )
  if (found.length !== 21) throw new Error(`a page of ${found.length}`)
}

async function inbox(act: ActDeps, actor: Actor): Promise<void> {
  const { tasks } = await runAct(act, { actor, requestId: 'bench', mode: 'read' }, (ctx) =>
    listInbox({ ...ctx, ...flows }, {}),
  )
  if (tasks.length !== 20) throw new Error(`a page of ${tasks.length}`)
}

async function fill(beside: pg.Pool): Promise<void> {
  await beside.query(
    `insert into cases.cases (jurisdiction, id, state, item_id, item_version, item_code, item_name, organization_id,
      organization_name, division, channel, case_no, query_code, applicant_kind, applicant_name, applicant_name_blind,
      applicant_code, applicant_code_blind, applicant_phone, applicant_phone_blind, answers, created_at, updated_at)
    select '450721', gen_random_uuid(), 'received', 'item-' || n % 500, 1, 'code-' || n % 500, '公共场所卫生许可', $1,
      '灵山县行政审批局', ($2::text[])[1 + n % 400], 'web', 'N' || n, 'Q' || n, 'person', b, b, b, b, b, b, b,
      now() - n * interval '1 second', now() - n * interval '1 second'
    from generate_series(1, $3::int) as n, lateral (select decode(md5(n::text), 'hex') as b) as blind`,
    [organizationId, villages, ROWS],
  )
  await beside.query(
    `insert into flows.tasks (jurisdiction, id, subject, subject_kind, subject_no, title, step, name, role,
      organization_id, division, due_on, level, opened_at, person_blinds)
    select '450721', gen_random_uuid(), '450721-' || gen_random_uuid(), 'case', 'N' || n, '公共场所卫生许可', 'handle', '承办',
      (array['handler', 'reviewer', 'approver'])[n % 3 + 1], $1, '450721', date '2026-12-01' + n % 300, 'normal', now(),
      array[decode(md5('name' || n), 'hex'), decode(md5('phone' || n), 'hex')]
    from generate_series(1, $2::int) as n`,
    [organizationId, ROWS],
  )
  await beside.query('vacuum analyze cases.cases')
  await beside.query('vacuum analyze flows.tasks')
}

function officer(roles: readonly Role[], divisions: readonly string[]): Actor {
  const accountId = newPublicId('000000')
  const posts = divisions.flatMap((division) => roles.map((role) => ({ role, division, organizationId })))
  const grants = grantsOf(permits, { posts, roles, accountId })
  return { kind: 'staff', accountId, staffId: accountId, organizationId, jurisdiction: COUNTY, roles, grants }
}
