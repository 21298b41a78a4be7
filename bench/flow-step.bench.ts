// One step of a flow: in memory, then with load and save in PostgreSQL, against bpmn-engine doing likewise with the same drawing.
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from 'bpmn-engine'
import { newPublicId } from '../server/src/kernel/index.ts'
import { parseFlow } from '../server/src/modules/flows/actions/parse-flow.ts'
import type { Flow } from '../server/src/modules/flows/domain/flow.ts'
import { withOutcome } from '../server/src/modules/flows/domain/flow.ts'
import { NO_TOKENS, stepFlow } from '../server/src/modules/flows/domain/step-flow.ts'
import type { Tokens } from '../server/src/modules/flows/domain/step-flow.ts'
import { buildFlowXml, standardThreeStep } from '../server/src/modules/flows/fixtures.ts'
import { insertFlow, lockFlow, saveFlow } from '../server/src/modules/flows/store/flow-store.ts'
import { createDatabase, migrate } from '../server/src/platform/db/index.ts'
import type { Database } from '../server/src/platform/db/index.ts'
import { createCluster } from '../server/src/platform/embedded-postgres/index.ts'

const ROUNDS = 5
const INSTANCES_AT_ONCE = 16
const MEMORY_BUDGET = 500
const DATABASE_BUDGET = 8
const STEPS = ['handle', 'review', 'approve']

const xml = buildFlowXml(standardThreeStep)
/** bpmn-engine evaluates no FEEL: the same branch as an expression of its own, so that both choose at every gateway. */
const theirXml = xml.replaceAll('outcome = &quot;return&quot;', '${environment.variables.isReturned}')
const { graph } = await parseFlow(xml)

await inMemory()
await inDatabase()

async function inMemory(): Promise<void> {
  const ours: number[] = []
  const theirs: number[] = []
  const state = await theirStart()
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await microseconds(20_000, async () => ourInstance()))
    theirs.push(await microseconds(20, async () => theirInstance(state)))
  }
  const value = median(ours) / STEPS.length
  print('flow step, in memory', { value, unit: 'µs', theirs: median(theirs) / STEPS.length, budget: MEMORY_BUDGET })
}

/** Every step reads its state from JSON and writes it back. */
function ourInstance(): void {
  let values: Flow['values'] = { outcomes: {} }
  let state = JSON.stringify(stepFlow(graph, NO_TOKENS, { kind: 'start' }, values).tokens)
  for (const step of STEPS) {
    const tokens = JSON.parse(state) as Tokens
    const token = tokens.at.find(([, at]) => at === step)
    if (!token) throw new Error(`the flow is not at ${step}`)
    values = withOutcome(values, step, 'pass')
    state = JSON.stringify(stepFlow(graph, tokens, { kind: 'completed', token: token[0] }, values).tokens)
  }
}

async function theirStart(): Promise<string> {
  const engine = new Engine({ name: 'bench', source: theirXml })
  await engine.execute({ listener: new EventEmitter() })
  const state = JSON.stringify(await engine.getState())
  await engine.stop()
  return state
}

async function theirInstance(start: string): Promise<void> {
  let state = start
  for (const step of STEPS) state = await theirStep(state, step)
  if (!state.includes('"state":"idle"')) throw new Error('their instance has not ended')
}

async function theirStep(state: string, step: string): Promise<string> {
  const engine = new Engine()
  engine.recover(JSON.parse(state))
  const execution = await engine.resume({ listener: new EventEmitter() })
  execution.signal({ id: step })
  const next = JSON.stringify(await engine.getState())
  // An engine whose instance has ended never answers a stop.
  if (execution.state === 'running') await engine.stop()
  return next
}

async function inDatabase(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
  const cluster = await createCluster({ dataDir: folder })
  try {
    await migrate(cluster.url)
    const database = createDatabase({ url: cluster.url, poolSize: INSTANCES_AT_ONCE })
    const pool = database.pool('yiwang_owner')
    await pool.query('create schema bench')
    await pool.query('create table bench.their_instances (id int primary key, state jsonb not null)')
    await compareThroughput(database, pool)
    await database.close()
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compareThroughput(database: Database, pool: ReturnType<Database['pool']>): Promise<void> {
  const state = await theirStart()
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const flows = Array.from({ length: 60 * INSTANCES_AT_ONCE }, newFlow)
    for (const flow of flows) await transact(database, (tx) => insertFlow(tx, flow, new Date()))
    ours.push(await stepsASecond(flows, (flow) => ourStoredInstance(database, flow.id)))
    const ids = Array.from({ length: 4 * INSTANCES_AT_ONCE }, (_, index) => round * 1_000 + index)
    await pool.query('insert into bench.their_instances select unnest($1::int[]), $2', [ids, state])
    theirs.push(await stepsASecond(ids, (id) => theirStoredInstance(pool, id)))
  }
  const [value, yardstick] = [median(ours), median(theirs)]
  const ratio = value / yardstick
  line('flow step, loaded and saved, 16 at once', {
    value: Math.round(value),
    unit: 'steps/s',
    yardstick: `bpmn-engine likewise: ${Math.round(yardstick)} steps/s`,
    ratio: Number(ratio.toFixed(1)),
    budget: `>= ${DATABASE_BUDGET} x`,
    holds: ratio >= DATABASE_BUDGET,
  })
}

/** By the product's own store: one transaction a step, the row locked while it is stepped. */
async function ourStoredInstance(database: Database, flowId: string): Promise<void> {
  for (const step of STEPS) {
    await transact(database, async (tx) => {
      const now = await lockFlow(tx, flowId)
      const token = now.tokens.at.find(([, at]) => at === step)
      if (!token) throw new Error(`the flow is not at ${step}`)
      const values = withOutcome(now.values, step, 'pass')
      const { tokens } = stepFlow(graph, now.tokens, { kind: 'completed', token: token[0] }, values)
      await saveFlow(tx, { ...now, values, tokens, state: tokens.at.length === 0 ? 'ended' : 'running' }, new Date())
    })
  }
}

function transact<T>(database: Database, fn: Parameters<typeof database.tx<T>>[2]): Promise<T> {
  return database.tx('yiwang_app', { readOnly: false, variables: {} }, fn)
}

function newFlow(): Flow {
  const values = { outcomes: {} }
  return {
    id: newPublicId('450721'),
    subject: newPublicId('450721'),
    subjectKind: 'case',
    subjectNo: 'bench',
    title: '测量',
    division: '450721',
    level: 'normal',
    personName: undefined,
    personBlinds: [],
    excludedStaff: [],
    definition: { jurisdiction: '000000', id: graph.id, version: 1, digest: '0'.repeat(64) },
    state: 'running',
    tokens: stepFlow(graph, NO_TOKENS, { kind: 'start' }, values).tokens,
    values,
    performers: {},
  }
}

async function theirStoredInstance(pool: ReturnType<Database['pool']>, id: number): Promise<void> {
  for (const step of STEPS) {
    const client = await pool.connect()
    await client.query('begin')
    const loaded = await client.query<{ state: string }>({
      name: 'load',
      text: 'select state::text from bench.their_instances where id = $1 for update',
      values: [id],
    })
    const next = await theirStep(loaded.rows[0]?.state ?? '', step)
    await client.query({
      name: 'save',
      text: 'update bench.their_instances set state = $2 where id = $1',
      values: [id, next],
    })
    await client.query('commit')
    client.release()
  }
}

/** Sixteen lanes run whole instances, one after another each. */
async function stepsASecond<T>(instances: readonly T[], run: (instance: T) => Promise<void>): Promise<number> {
  const waiting = instances.slice()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: INSTANCES_AT_ONCE }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await run(next)
    }),
  )
  return (instances.length * STEPS.length) / ((performance.now() - began) / 1000)
}

async function microseconds(times: number, run: () => Promise<void>): Promise<number> {
  await run()
  const began = performance.now()
  for (let index = 0; index < times; index += 1) await run()
  return ((performance.now() - began) * 1000) / times
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function print(bench: string, of: { value: number; unit: string; theirs: number; budget: number }): void {
  const ratio = of.theirs / of.value
  line(bench, {
    value: Number(of.value.toFixed(2)),
    unit: of.unit,
    yardstick: `bpmn-engine recovering, stepping, saving: ${Math.round(of.theirs)} ${of.unit}`,
    ratio: Math.round(ratio),
    budget: `>= ${of.budget} x`,
    holds: ratio >= of.budget,
  })
}

function line(bench: string, result: { holds: boolean } & Record<string, unknown>): void {
  console.log(JSON.stringify({ bench, ...result }))
  if (!result.holds) process.exitCode = 1
}
