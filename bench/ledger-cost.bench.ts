// What the ledger costs a write: the same small write with its entry and without. Budget: 1.3 times the time.
import { Type } from 'typebox'
import { sql } from 'kysely'
import { event, newPublicId, streamOf, systemActor } from '../server/src/kernel/index.ts'
import { createArchivedYears } from '../server/src/platform/archive/index.ts'
import { runAct } from '../server/src/platform/act/index.ts'
import type { ActDeps } from '../server/src/platform/act/index.ts'
import { createClock } from '../server/src/platform/clock/clock.ts'
import { createDatabase, migrate, send, tablesOf } from '../server/src/platform/db/index.ts'
import type { Tx } from '../server/src/platform/db/index.ts'
import { vaultOfOneKey } from '../server/src/platform/vault/index.ts'
import { median, report, rounded, withCluster } from './bench.ts'

const CLIENTS = 16
const WRITES = 1_600
const ROUNDS = 9
const BUDGET = 1.3

const ThingChanged = event(
  'bench/ThingChanged.v1',
  Type.Object({ thingId: Type.String(), what: Type.String(), by: Type.String() }),
  { title: '变更', stream: (body) => streamOf('thing', body.thingId) },
)

await withCluster(async (cluster) => {
  await migrate(cluster.url)
  const database = createDatabase({ url: cluster.url, poolSize: CLIENTS })
  const pool = database.pool('yiwang_owner')
  await pool.query(`create schema bench`)
  await pool.query(`create table bench.things (jurisdiction text, id uuid, version int not null, state text not null, note text not null,
    updated_at timestamptz not null, primary key (jurisdiction, id))`)
  await pool.query('create index things_by_time on bench.things (jurisdiction, updated_at desc)')
  await pool.query(`grant usage on schema bench to yiwang_app`)
  await pool.query(`grant select, insert, update on bench.things to yiwang_app`)
  const act = {
    database,
    archives: createArchivedYears('.'),
    clock: createClock(),
    vault: vaultOfOneKey(Buffer.alloc(32, 1)),
  }
  await compare(act, () => pool.query('truncate ledger.pending'))
  await database.close()
})

async function compare(act: ActDeps, clearWaiting: () => Promise<unknown>): Promise<void> {
  const things = Array.from({ length: 400 }, () => newPublicId('450721'))
  await manyWrites(act, things, { isRecorded: true, isFirst: true })
  const withEntry: number[] = []
  const without: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    without.push(await manyWrites(act, things, { isRecorded: false }))
    withEntry.push(await manyWrites(act, things, { isRecorded: true }))
    await clearWaiting()
  }
  const ratio = median(withEntry.map((ms, round) => ms / without[round]!))
  report({
    bench: 'a write with its ledger entry',
    value: rounded(median(withEntry), 3),
    unit: 'ms a write',
    yardstick: `the same write without: ${rounded(median(without), 3)} ms; ${CLIENTS} at once`,
    ratio: rounded(ratio),
    budget: `<= ${BUDGET}`,
    holds: ratio <= BUDGET,
  })
}

/** Milliseconds a write, with so many under way at once. */
async function manyWrites(
  act: ActDeps,
  things: readonly string[],
  how: { isRecorded: boolean; isFirst?: boolean },
): Promise<number> {
  let left = how.isFirst ? things.length : WRITES
  const began = performance.now()
  const lane = async () => {
    for (; left > 0; ) {
      left -= 1
      await write(act, things[left % things.length]!, how)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, lane))
  return (performance.now() - began) / (how.isFirst ? things.length : WRITES)
}

/** As an act is: its row is locked and read, then written; then, or not, the entry; one commit. */
async function write(act: ActDeps, thingId: string, how: { isRecorded: boolean; isFirst?: boolean }): Promise<void> {
  const [jurisdiction, id] = [thingId.slice(0, 6), thingId.slice(7)]
  const settings = { actor: systemActor('bench'), requestId: 'bench', mode: 'write' as const }
  await runAct(act, settings, async (ctx) => {
    const note = '申请材料齐全，符合法定形式，予以受理'
    if (how.isFirst)
      await send(ctx.tx, sql`insert into bench.things values (${jurisdiction}, ${id}, 1, 'new', ${note}, ${ctx.now})`)
    else await change(ctx.tx, { jurisdiction, id, note, at: ctx.now })
    if (how.isRecorded) ctx.emit(ThingChanged.of({ thingId, what: note, by: 'bench' }))
    else ctx.nothingChanged()
  })
}

async function change(tx: Tx, thing: { jurisdiction: string; id: string; note: string; at: Date }): Promise<void> {
  const { jurisdiction, id, note, at } = thing
  const found = await sql<{ version: number }>`select * from bench.things
    where jurisdiction = ${jurisdiction} and id = ${id} for update`.execute(tablesOf<unknown>(tx))
  await send(
    tx,
    sql`update bench.things set version = ${(found.rows[0]?.version ?? 0) + 1}, note = ${note}, updated_at = ${at}
      where jurisdiction = ${jurisdiction} and id = ${id}`,
  )
}
