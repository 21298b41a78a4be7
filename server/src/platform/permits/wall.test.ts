import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { ANONYMOUS, ROLES, divisionRange, newPublicId, systemActor } from '../../kernel/index.ts'
import type { Actor, Role } from '../../kernel/index.ts'
import { nameKeys, tablesOf } from '../db/index.ts'

const SEED = Number(process.env.WALL_SEED ?? Date.now() % 2 ** 31)
const RUNS = 150
const STAFF_ROLES = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'resident')
const PLACES = [
  ...['000000', '450000', '450700', '450721', '450722', '620423', '620000'],
  ...['450721101', '450721101001', '450721102', '450722100', '620423100', '620423100205'],
]
const OWNERS = Array.from({ length: 3 }, () => newPublicId('450721'))
const CODES = ['Q1', 'Q2', 'Q3']

interface Row {
  readonly id: number
  readonly division: string
  readonly owner: string | null
  readonly code: string | null
}

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await app.sql(`create table public.guarded (id int primary key, division text collate "C" not null, owner text, code text);
    create index on public.guarded (division);
    grant select, insert, update, delete on public.guarded to yiwang_app`)
  await app.sql(`select platform.wall('public.guarded', division => 'division', owner => 'owner', keys => '{code}')`)
})
afterAll(() => app.close())

const rows = fc
  .array(
    fc.record({
      division: fc.constantFrom(...PLACES.slice(1)),
      owner: fc.option(fc.constantFrom(...OWNERS), { freq: 2 }),
      code: fc.option(fc.constantFrom(...CODES), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) => all.map((row, id) => ({ id, ...row })))

const actors = fc.oneof(
  { weight: 1, arbitrary: fc.constant(ANONYMOUS) },
  { weight: 1, arbitrary: fc.constant(systemActor('test')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...OWNERS).map((accountId) => ({ accountId, roles: ['resident'] as Role[] })),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      accountId: fc.constantFrom(...OWNERS),
      roles: fc.uniqueArray(fc.constantFrom(...STAFF_ROLES), { minLength: 1, maxLength: 3 }),
      division: fc.constantFrom(...PLACES),
      second: fc.option(fc.constantFrom(...PLACES), { freq: 3 }),
    }),
  },
)

type Cast = (typeof actors extends fc.Arbitrary<infer T> ? T : never) & { division?: string; second?: string | null }

/** Posts in one place, or in two: then the grants of both. */
function actorOf(cast: Cast): Actor {
  if ('kind' in cast) return cast
  const { accountId, roles, division = '450721', second } = cast
  const first = actorWith(app, roles, { division, accountId })
  if (second === null || second === undefined) return first
  const other = actorWith(app, roles, { division: second, accountId })
  return {
    ...first,
    grants: new Map([...first.grants, ...[...other.grants].map(([name, reach]) => [`${name}.2`, reach] as const)]),
  }
}

/** The wall in plain words: one range from the first to the last of all places, one's own rows, and what was named. */
function isBehind(row: Row, cast: Cast, named: readonly string[]): boolean {
  if (row.code !== null && named.includes(row.code)) return false
  if ('kind' in cast) return cast.kind !== 'system'
  if (row.owner === cast.accountId) return false
  if (cast.division === undefined) return true
  const ranges = [cast.division, cast.second ?? cast.division].map(divisionRange)
  const lo = ranges.map((range) => range.lo).reduce((a, b) => (a < b ? a : b))
  const hi = ranges.map((range) => range.hi).reduce((a, b) => (a > b ? a : b))
  return row.division < lo || row.division >= hi
}

const idsOf = (found: readonly { id: number }[]) => found.map(({ id }) => id).toSorted((a, b) => a - b)

describe('the wall, for any posts and any rows', () => {
  it(`shows, changes, removes and takes what the reference says and nothing else (WALL_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(rows, actors, fc.subarray(CODES), async (all, drawn, named) => {
        const cast = drawn as Cast
        await app.sql('truncate public.guarded')
        await app.sql(
          'insert into public.guarded select * from jsonb_populate_recordset(null::public.guarded, $1::jsonb)',
          [JSON.stringify(all)],
        )
        const visible = idsOf(all.filter((row) => !isBehind(row, cast, named)))
        const seen = await app.as(
          actorOf(cast),
          async (ctx) => {
            const db = tablesOf<unknown>(ctx.tx)
            nameKeys(ctx.tx, named)
            const read = await sql<{ id: number }>`select id from public.guarded`.execute(db)
            const changed = await sql<{ id: number }>`update public.guarded set id = id returning id`.execute(db)
            await sql`savepoint taken`.execute(db)
            const taken: number[] = []
            for (const row of all) {
              const { division, owner, code } = row
              const added = sql`insert into public.guarded values (${row.id + 1_000}, ${division}, ${owner}, ${code})`
              await added.execute(db).then(
                () => taken.push(row.id),
                (error: unknown) => expect(error).toMatchObject({ code: '42501' }),
              )
              await sql`rollback to savepoint taken`.execute(db)
            }
            const removed = await sql<{ id: number }>`delete from public.guarded returning id`.execute(db)
            return { read: idsOf(read.rows), changed: idsOf(changed.rows), taken, removed: idsOf(removed.rows) }
          },
          'record',
        )
        expect(seen).toEqual({ read: visible, changed: visible, taken: visible, removed: visible })
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    )
  }, 120_000)

  it('lets no row be moved to where its mover does not reach', async () => {
    await app.sql('truncate public.guarded')
    await app.sql(`insert into public.guarded values (1, '450721', null, null)`)
    const clerk = actorWith(app, ['window-clerk'], { division: '450721' })
    const move = (division: string) =>
      app.as(
        clerk,
        (ctx) => sql`update public.guarded set division = ${division}`.execute(tablesOf<unknown>(ctx.tx)),
        'record',
      )
    await expect(move('620423')).rejects.toMatchObject({ code: '42501' })
    await expect(move('450721101')).resolves.toMatchObject({ numAffectedRows: 1n })
  })

  it('forgets what a transaction reached when the next one takes its connection', async () => {
    const client = await app.database.pool('yiwang_app').connect()
    try {
      await client.query(`begin; select set_config('yiwang.lo', '', true), set_config('yiwang.hi', ':', true); commit`)
      expect((await client.query('select from public.guarded')).rowCount).toBe(0)
    } finally {
      client.release()
    }
  })
})
