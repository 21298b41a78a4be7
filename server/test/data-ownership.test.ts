import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const MODULES = resolve(import.meta.dirname, '../src/modules')

/** Keys that do not begin with the jurisdiction: what the one coordinator of an installation keeps, or what is unique in the world. */
const WITHOUT_JURISDICTION: Readonly<Record<string, string>> = {
  'platform.migrations_pkey': 'one list of migrations for the whole installation',
  'http.idempotency_pkey': 'keys are remembered for a session or address, before any jurisdiction is known',
  'catalogue.item_changes_pkey': 'a line for a position of the one order of all jurisdictions',
  'ledger.entries_pkey': 'entries of all jurisdictions stand in one order, the partition key beside the id',
  'ledger.pending_pkey': 'one queue before the one sequencer',
  'ledger.positions_pkey': 'positions are the leaves of one tree over all jurisdictions',
  'ledger.archives_pkey': 'years of the one order, taken out of the database',
  'ledger.tree_pkey': 'there is one tree, so one row',
  'ledger.subtrees_pkey': 'nodes of the one tree',
  'ledger.checkpoints_pkey': 'signed states of the one tree',
  'ledger.cosignatures_pkey': 'what witnesses said to the one tree',
  'ledger.witnesses_pkey': 'a witness watches the one tree',
  'ledger.handled_pkey': 'subscribers follow the one order',
  'ledger.readers_pkey': 'readers follow the one order',
  'vault.data_keys_pkey': 'data keys are of the installation',
  'vault.data_keys_taken': 'data keys are of the installation',
  'vault.reseals_pkey': 'one job for the whole installation',
  'vault.ring_pkey': 'there is one set of data keys, so one row',
  'identity.sessions_pkey': 'a session is found by the digest of its cookie alone',
  'identity.sessions_id_key': 'a session may serve posts in several jurisdictions',
  'documents.documents_by_verify_code': 'whoever holds a paper knows its code and nothing else',
  'licences.licences_by_identifier': 'GB/T 36904 identifiers are unique in the country',
}

/** No role of the program may change or remove a row once it is there. */
const APPEND_ONLY = [
  'catalogue.coverage_bulletins',
  'catalogue.declined_updates',
  'catalogue.draft_files',
  'catalogue.published_files',
  'documents.templates',
  'exports.contents',
  'files.links',
  'flows.decision_tables',
  'flows.definitions',
  'flows.version_plans',
  'ledger.archives',
  'ledger.checkpoints',
  'ledger.cosignatures',
  'ledger.entries',
  'ledger.handled',
  'ledger.positions',
  // Its heads move by `ledger.append`, which runs as the owner.
  'ledger.streams',
  'ledger.subtrees',
  'limits.moves',
  'platform.migrations',
  'supervision.verifications',
  // Keys are changed by an operator's command, which works as the owner.
  'vault.data_keys',
  'vault.ring',
]

/** Schemas that are ours; graphile-worker makes its own. */
const OURS = `n.nspname !~ '^(pg_|information_schema$|public$|graphile_worker$)'`
const ROLES = `(values ('yiwang_app'), ('yiwang_reader'), ('yiwang_sequencer'), ('yiwang_worker')) as roles(role)`
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace and c.relkind in ('r', 'p') and not c.relispartition`

let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('a schema belongs to one module', () => {
  it('lets no foreign key cross from one schema to another', async () => {
    expect(
      await named(`
        select k.conrelid::regclass || ' → ' || k.confrelid::regclass as name
        from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
        where k.contype = 'f' and a.relnamespace <> b.relnamespace`),
    ).toEqual([])
    expect(
      (await named(`select conrelid::regclass as name from pg_constraint where contype = 'f'`)).length,
    ).toBeGreaterThan(0)
  })

  it('lets no view and no rule read what another schema holds', async () => {
    expect(
      await named(`
        select distinct v.oid::regclass || ' → ' || t.oid::regclass as name
        from pg_rewrite r join pg_class v on v.oid = r.ev_class
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
        join pg_class t on t.oid = d.refobjid join pg_namespace n on n.oid = v.relnamespace
        where v.relnamespace <> t.relnamespace and n.nspname !~ '^(pg_|information_schema$)'`),
    ).toEqual([])
  })

  it('lets no trigger run the code of another schema', async () => {
    expect(
      await named(`
        select t.tgname || ' on ' || t.tgrelid::regclass as name
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
        where not t.tgisinternal and p.pronamespace <> c.relnamespace`),
    ).toEqual([])
  })

  it('keeps tables and nothing else in a module: no view, trigger or function, but for the one that finds a session', async () => {
    const schemas = moduleNames().map(schemaOf)
    expect(
      await named(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = any($1) and c.relkind in ('v', 'm', 'f', 'S')
         union all select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = any($1)
         union all select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
           join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and not t.tgisinternal`,
        [schemas],
      ),
      // Asked before it is known who asks, so before the wall (decision 0035).
    ).toEqual(['identity.session_of(bytea)'])
    expect(await named(`select nspname as name from pg_namespace where nspname = any($1)`, [schemas])).toHaveLength(
      schemas.length,
    )
  })

  it.each(moduleNames())('%s writes SQL over its own tables only', async (module) => {
    const foreign = (await tableNames()).filter((table) => !table.startsWith(`${schemaOf(module)}.`))
    const files = globSync(`${module}/**/*.ts`, { cwd: MODULES }).filter((file) => !file.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      expect({ file, reads: tablesNamedIn(readFileSync(resolve(MODULES, file), 'utf8'), foreign) }).toEqual({
        file,
        reads: [],
      })
    }
  })

  it('notices a foreign table in raw SQL, in plain names and in quoted ones', () => {
    const tables = ['flows.tasks', 'cases.cases']
    expect(tablesNamedIn('sql`select 1 from flows.tasks t`', tables)).toEqual(['flows.tasks'])
    expect(tablesNamedIn('sql`select 1 from "cases"."cases"`', tables)).toEqual(['cases.cases'])
    expect(tablesNamedIn(`db.selectFrom('cases.cases as c')`, tables)).toEqual(['cases.cases'])
    expect(tablesNamedIn('workflows.tasks; flows.tasks_done', tables)).toEqual([])
  })
})

describe('rows belong to a jurisdiction and a division', () => {
  it('begins every primary key and unique index with the jurisdiction, but for those listed with a reason', async () => {
    const others = await named(`
      select n.nspname || '.' || x.relname as name
      from pg_index i join pg_class x on x.oid = i.indexrelid join ${TABLES} on c.oid = i.indrelid
      where i.indisunique and ${OURS} and pg_get_indexdef(i.indexrelid, 1, false) <> 'jurisdiction'`)
    expect(others).toEqual(Object.keys(WITHOUT_JURISDICTION).toSorted())
  })

  it('gives every table a primary key', async () => {
    expect(
      await named(`
        select c.oid::regclass as name from ${TABLES}
        where ${OURS} and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`),
    ).toEqual([])
  })

  it('compares divisions by bytes, so that a county is a range of an index', async () => {
    const columns = await app.sql<{ name: string; collation: string }>(`
      select c.oid::regclass || '.' || a.attname as name, l.collname as collation
      from pg_attribute a join ${TABLES} on c.oid = a.attrelid left join pg_collation l on l.oid = a.attcollation
      where ${OURS} and a.attname = 'division'`)
    expect(columns.length).toBeGreaterThan(10)
    expect(columns.filter(({ collation }) => collation !== 'C')).toEqual([])
  })
})

describe('roles have what their work needs and no more', () => {
  it('lets the role that owns everything own everything', async () => {
    expect(
      await named(`select c.oid::regclass as name from ${TABLES}
        where ${OURS} and pg_get_userbyid(c.relowner) <> 'yiwang_owner'`),
    ).toEqual([])
  })

  it('lets some role read every table, and everybody none', async () => {
    expect(
      await named(`
        select c.oid::regclass as name from ${TABLES}
        where ${OURS} and not exists (select from ${ROLES} where has_table_privilege(role, c.oid, 'select'))`),
    ).toEqual([])
    expect(
      await named(`
        select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join aclexplode(c.relacl) as given
        where given.grantee = 0 and n.nspname !~ '^(pg_|information_schema$)'`),
    ).toEqual([])
  })

  it('names the tables to which rows are only added', async () => {
    expect(
      await named(`
        select c.oid::regclass as name from ${TABLES}
        where ${OURS} and not exists (select from ${ROLES} where has_any_column_privilege(role, c.oid, 'update')
          or has_table_privilege(role, c.oid, 'delete, truncate'))`),
    ).toEqual(APPEND_ONLY)
  })

  it('lets a reader read and nothing else', async () => {
    expect(await powersOf('yiwang_reader', ['insert', 'update', 'delete', 'truncate'], '.')).toEqual([])
  })

  it('keeps order and tree of the record to the sequencer, and the queue of jobs to its workers', async () => {
    const powers = ['insert', 'update', 'delete', 'truncate']
    const places = '^ledger\\.(positions|tree)$'
    expect(await powersOf('yiwang_app', powers, places)).toEqual([])
    expect(await powersOf('yiwang_worker', powers, places)).toEqual([])
    expect(await powersOf('yiwang_sequencer', powers, places)).toEqual([
      'ledger.positions insert',
      'ledger.tree update',
    ])
    expect(await powersOf('yiwang_app', ['select', ...powers], '^graphile_worker\\.')).toEqual([])
    expect(await powersOf('yiwang_sequencer', powers, '^(?!ledger\\.|graphile_worker\\.)')).toEqual([])
  })

  it('makes no role a member of another, and none stronger than its grants', async () => {
    expect(
      await named(`
        select role || ' as ' || other as name from ${ROLES} cross join
        (values ('yiwang_owner'), ('yiwang_app'), ('yiwang_reader'), ('yiwang_sequencer'), ('yiwang_worker')) as others(other)
        where role <> other and pg_has_role(role, other, 'member')`),
    ).toEqual([])
    expect(
      await named(
        `select role as name from ${ROLES} join pg_roles on rolname = role where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication`,
      ),
    ).toEqual([])
  })

  it.each([
    'update ledger.entries set canonical = canonical',
    'delete from ledger.entries',
    'truncate ledger.entries',
    'delete from ledger.entries_other',
    'update ledger.positions set entry_id = entry_id',
    'delete from ledger.positions',
    'update ledger.tree set size = 0',
    'alter table ledger.entries disable trigger all',
    'create table cases.beside (id uuid)',
  ])('refuses the program: %s', async (attack) => {
    const client = await app.database.pool('yiwang_app').connect()
    try {
      await expect(client.query(attack)).rejects.toMatchObject({ code: '42501' })
    } finally {
      client.release()
    }
  })
})

/** Which of these powers the role has on any of our tables whose name fits; a power over one column counts. */
async function powersOf(role: string, powers: readonly string[], fits: string): Promise<string[]> {
  return await named(
    `select c.oid::regclass || ' ' || power as name from ${TABLES} cross join unnest($2::text[]) as power
     where n.nspname !~ '^(pg_|information_schema$)' and c.oid::regclass::text ~ $3
       and (has_table_privilege($1, c.oid, power) or power in ('insert', 'update', 'select') and has_any_column_privilege($1, c.oid, power))`,
    [role, powers, fits],
  )
}

async function tableNames(): Promise<string[]> {
  return await named(
    `select n.nspname || '.' || c.relname as name from ${TABLES} where n.nspname !~ '^(pg_|information_schema$)'`,
  )
}

async function named(text: string, values: unknown[] = []): Promise<string[]> {
  return (await app.sql<{ name: string }>(text, values)).map(({ name }) => name).toSorted()
}

function tablesNamedIn(text: string, tables: readonly string[]): string[] {
  const plain = text.replaceAll('"', '')
  return tables.filter((table) => new RegExp(`(?<![\\w.])${table.replace('.', '\\.')}(?![\\w])`).test(plain))
}

function moduleNames(): string[] {
  return globSync('*/store', { cwd: MODULES })
    .map((path) => path.replace(/[\\/]store$/, ''))
    .toSorted()
}

function schemaOf(module: string): string {
  return module.replaceAll('-', '_')
}
