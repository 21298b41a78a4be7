import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANONYMOUS, newPublicId } from '../src/kernel/index.ts'
import type { Actor } from '../src/kernel/index.ts'
import { tablesOf } from '../src/platform/db/index.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { plantCase } from './planted-case.ts'
import { walledRows, walledTables } from './walled-rows.ts'
import type { WalledTable } from './walled-rows.ts'

// SQL of the application role, with an outsider's wall: whatever a statement forgets, or says wrongly, it stays on its side.

const COUNTY = '450721'
const ELSEWHERE = '620423'
const NOT_ALLOWED = '42501'

let app: TestApp
let tables: readonly WalledTable[]
let outsiders: readonly (readonly [name: string, actor: Actor])[]
beforeAll(async () => {
  app = await openTestApp()
  await plantCase(app)
  await app.sql('analyze')
  tables = await walledTables(app)
  outsiders = [
    ['nobody', ANONYMOUS],
    ['another resident', actorWith(app, ['resident'])],
    ['a clerk of another county', actorWith(app, ['window-clerk', 'item-admin'], { division: ELSEWHERE })],
    ['an administrator of another county', actorWith(app, ['system-admin'], { division: ELSEWHERE })],
  ]
}, 120_000)
afterAll(() => app.close())

interface Answer {
  readonly rows: readonly Record<string, unknown>[]
  readonly changed: number
}

/** One statement in a transaction that says of itself what an act of this actor says. */
function attempt(actor: Actor, text: string, values: readonly unknown[] = []): Promise<Answer> {
  const parts = text.split('$').map((part, place) => (place === 0 ? part : part.replace(/^\d+/, '')))
  const query = sql<Record<string, unknown>>(parts as unknown as TemplateStringsArray, ...values)
  return app.as(
    actor,
    async (ctx) => {
      const { rows, numAffectedRows } = await query.execute(tablesOf<unknown>(ctx.tx))
      return { rows, changed: Number(numAffectedRows ?? 0) }
    },
    'record',
  )
}

/** The code of PostgreSQL's refusal; undefined when it was done. */
const refusal = (done: Promise<unknown>) =>
  done.then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  )

/** Every table of the county that holds something, with every outsider. */
async function each(work: (table: WalledTable, rows: readonly string[], actor: Actor) => Promise<unknown>) {
  const held = await walledRows(app, COUNTY)
  const found: string[] = []
  for (const table of tables) {
    const rows = [...(held.get(table.name) ?? [])]
    if (rows.length === 0) continue
    for (const [name, actor] of outsiders) {
      const wrong = await work(table, rows, actor)
      if (wrong) found.push(`${name}, ${table.name}: ${String(wrong)}`)
    }
  }
  return found
}

describe('SQL of the application role, with the wall of somebody from elsewhere', () => {
  it('meets the tables of the county with rows in them', async () => {
    const held = [...(await walledRows(app, COUNTY))].filter(([, rows]) => rows.size > 0).map(([name]) => name)
    expect(held.length).toBeGreaterThan(20)
    expect(held).toEqual(expect.arrayContaining(['cases.cases', 'files.files', 'identity.sessions', 'ledger.entries']))
  })

  it('reads none of its rows, counts none and locks none', async () => {
    const found = await each(async ({ name, isPublic, locks }, rows, actor) => {
      const where = `from ${name} as t where t::text = any ($1::text[])`
      const counted = isPublic ? 0 : Number((await attempt(actor, `select count(*) as n ${where}`, [rows])).rows[0]!.n)
      const locked = locks ? (await attempt(actor, `select 1 ${where} for update`, [rows])).rows.length : 0
      return counted + locked
    })
    expect(found).toEqual([])
  })

  it('changes none and removes none', async () => {
    const before = await walledRows(app, COUNTY)
    const found = await each(async ({ name, changes, removes }, rows, actor) => {
      const where = 'where t::text = any ($1::text[])'
      const changed =
        changes && (await attempt(actor, `update ${name} as t set ${changes} = ${changes} ${where}`, [rows]))
      const removed = removes && (await attempt(actor, `delete from ${name} as t ${where}`, [rows]))
      return (changed ? changed.changed : 0) + (removed ? removed.changed : 0)
    })
    expect(found).toEqual([])
    expect(await walledRows(app, COUNTY)).toEqual(before)
  })

  it('adds none: a copy is refused, whether it is new, in conflict, or to take the place of what is there', async () => {
    const before = await walledRows(app, COUNTY)
    const found = await each(async ({ name, adds, changes, key, columns, isGiven }, rows, actor) => {
      if (!adds || isGiven) return undefined
      const list = columns.join(', ')
      const copy = `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1::jsonb)`
      const [row] = await app.sql<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t where t::text = $1 limit 1`,
        [rows[0]],
      )
      const ways = [copy, `${copy} on conflict do nothing`]
      if (changes) ways.push(`${copy} on conflict (${key.join(', ')}) do update set ${changes} = excluded.${changes}`)
      const codes = await Promise.all(ways.map((way) => refusal(attempt(actor, way, [row!.row]))))
      return codes.every((code) => code === NOT_ALLOWED) ? undefined : codes.join(', ')
    })
    expect(found).toEqual([])
    expect(await walledRows(app, COUNTY)).toEqual(before)
  })

  it('changes none by a row of its own place that has the key of one here', async () => {
    const before = await walledRows(app, COUNTY)
    const [, , [, clerk]] = outsiders as [unknown, unknown, [string, Actor]]
    for (const { name, adds, changes, key, columns } of tables) {
      const [row] = [...(before.get(name) ?? [])]
      if (!row || !adds || !changes || !columns.includes('division')) continue
      const list = columns.join(', ')
      const done = attempt(
        clerk,
        `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name},
          (select $1::jsonb || '{"division": "${ELSEWHERE}"}')) on conflict (${key.join(', ')}) do update set ${changes} = excluded.${changes}`,
        [
          (
            await app.sql<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t where t::text = $1`, [row])
          )[0]!.row,
        ],
      )
      await done.catch(() => undefined)
    }
    expect(await walledRows(app, COUNTY)).toEqual(before)
  })

  it('gets at no file by linking it to something of its own', async () => {
    const [file] = await app.sql<{ id: string }>(
      `select file_id as id from files.links where jurisdiction = '${COUNTY}'`,
    )
    for (const [name, actor] of outsiders) {
      const subject = newPublicId(ELSEWHERE)
      const link = attempt(
        actor,
        `insert into files.links (jurisdiction, file_id, subject, division, owner_account_id, uploader_account_id, linked_at)
          values ('${COUNTY}', $1::uuid, $2, $3, $4, $5, now())`,
        [file!.id, subject, ELSEWHERE, actor.accountId ?? null, actor.accountId ?? null],
      )
      expect([name, await refusal(link)]).toEqual([name, NOT_ALLOWED])
    }
  })

  it('is answered nothing about sessions but for the token that it shows', async () => {
    for (const [, actor] of outsiders) {
      for (const token of [`'\\x'::bytea`, 'null', `decode(repeat('00', 32), 'hex')`]) {
        expect((await attempt(actor, `select 1 from identity.session_of(${token})`)).rows).toEqual([])
      }
    }
  })

  it('does not get at the sessions and factors of somebody for whom it acts', async () => {
    const [of] = await app.sql<{ id: string; jurisdiction: string }>(
      `select account_id as id, jurisdiction from identity.factors where jurisdiction = '${COUNTY}' limit 1`,
    )
    const agent = { ...actorWith(app, ['resident']), onBehalfOf: `${of!.jurisdiction}-${of!.id}` }
    for (const table of ['identity.factors', 'identity.recovery_codes', 'identity.sessions']) {
      const found = await attempt(agent, `select 1 from ${table} where account_id = $1::uuid`, [of!.id])
      expect([table, found.rows]).toEqual([table, []])
    }
  })

  it('cannot put the wall aside for a statement', async () => {
    for (const [, actor] of outsiders) {
      expect(await refusal(attempt(actor, 'alter table cases.cases disable row level security'))).toBe(NOT_ALLOWED)
      expect(await refusal(attempt(actor, 'create policy mine on cases.cases using (true)'))).toBe(NOT_ALLOWED)
      expect(await refusal(attempt(actor, 'set local role yiwang_owner'))).toBe(NOT_ALLOWED)
      expect(await refusal(attempt(actor, 'truncate cases.cases'))).toBe(NOT_ALLOWED)
    }
    const client = await app.database.pool('yiwang_app').connect()
    try {
      await client.query('begin; set local row_security = off')
      expect(await refusal(client.query('select from cases.cases'))).toBe(NOT_ALLOWED)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

  it('learns nothing from the planner’s figures', async () => {
    const names = tables.map(({ name }) => name)
    const seen = await attempt(
      ANONYMOUS,
      `select distinct schemaname || '.' || tablename as name from pg_stats where schemaname || '.' || tablename = any ($1::text[])`,
      [names],
    )
    expect(seen.rows).toEqual([])
  })
})

const PROGRAM = `(values ('yiwang_app'), ('yiwang_reader'), ('yiwang_sequencer'), ('yiwang_worker')) as roles(role)`
const OURS = `n.nspname !~ '^(pg_|information_schema$|graphile_worker$)'`

describe('ways round the wall that PostgreSQL knows', () => {
  it('lead nowhere: no right to empty a table, to hang a trigger on it, or to make anything', async () => {
    const rights = await app.sql(`select role, c.oid::regclass::text as name, kind from ${PROGRAM}
      cross join (values ('truncate'), ('references'), ('trigger')) as kinds(kind)
      cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(role, c.oid, kind)`)
    expect(rights).toEqual([])
    const schemas = await app.sql(`select role, n.nspname from ${PROGRAM} cross join pg_namespace n
      where ${OURS} and has_schema_privilege(role, n.oid, 'create')`)
    expect(schemas).toEqual([])
  })

  it('lead nowhere: no view that reads as its owner', async () => {
    const views =
      await app.sql(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and n.nspname <> 'public' and c.relkind in ('v', 'm', 'f')`)
    expect(views).toEqual([])
  })

  it('lead nowhere: no foreign key that changes or removes rows', async () => {
    const acting = await app.sql(`select conrelid::regclass::text as name, conname from pg_constraint c
      join pg_namespace n on n.oid = c.connamespace where ${OURS} and contype = 'f' and not (confdeltype = 'a' and confupdtype = 'a')`)
    expect(acting).toEqual([])
  })

  it('are few functions that run as the owner: for requests one that adds entries and one that finds a session', async () => {
    const found = await app.sql<{ role: string; name: string; path: string | null }>(
      `select role, p.oid::regproc::text as name, array_to_string(p.proconfig, ',') as path from ${PROGRAM}
        cross join pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where ${OURS} and p.prosecdef and has_function_privilege(role, p.oid, 'execute') order by 1, 2`,
    )
    expect(found.map(({ role, name }) => `${role}: ${name}`)).toEqual([
      'yiwang_app: identity.session_of',
      'yiwang_app: ledger.append',
      'yiwang_sequencer: ledger.ensure_months',
      'yiwang_worker: ledger.append',
      'yiwang_worker: ledger.ensure_months',
      'yiwang_worker: ledger.ensure_ranges',
    ])
    expect([...new Set(found.map(({ path }) => path))]).toEqual(['search_path=pg_catalog, pg_temp'])
  })
})
