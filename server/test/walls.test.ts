import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

/** Tables without a wall, each with its reason. A new table has one, or stands here: docs/security.md, "The wall under the permits". */
const WITHOUT_WALL: Readonly<Record<string, string>> = {
  'cases.look_up_throttles': 'counters under blind indexes, for the installation as a whole',
  'documents.templates': 'published templates, immutable, shared by jurisdictions',
  'flows.decision_tables': 'published procedure, immutable, shared by jurisdictions',
  'flows.definitions': 'published procedure, immutable, shared by jurisdictions',
  'flows.version_plans': 'which published version follows which; only added to',
  'identity.throttles': 'counters under blind indexes, asked before it is known who signs in',
  'identity.used_challenges': 'digests of random challenges, taken before it is known who signs in',
  'ledger.archives': 'which years were taken out, and where they lie: positions and digests of whole years',
  'ledger.checkpoints': 'published',
  'ledger.cosignatures': 'published',
  'ledger.handled': 'numbers of entries',
  'ledger.pending': 'numbers and kinds of entries, for the one sequencer',
  'ledger.positions': 'the published tree: positions, hashes and names of streams',
  'ledger.readers': 'how far each reader has read',
  'ledger.subtrees': 'published',
  'ledger.tree': 'published',
  'ledger.witnesses': 'what witnesses last answered',
  'limits.calendar_days': 'the official calendar',
  'limits.calendar_revisions': 'the official calendar',
  'limits.calendar_years': 'the official calendar',
  'numbers.counters': 'the last number of each series',
  'platform.migrations': 'which migrations ran; written by the owner alone',
  'sign_on.artifacts': 'under digests of random tokens, sealed, asked before it is known who acts',
  'supervision.verifications': 'results of verifying the whole record: counts and numbers of entries',
  'vault.data_keys': "the installation's, wrapped under a master key that is not here; written by the owner alone",
  'vault.reseals': 'how far sealing anew is: tables and counts',
  'vault.ring': 'one number, asked by every transaction',
}

/** Behind their wall everybody reads these all the same; only changes stay within reach. */
const READ_BY_EVERYBODY = [
  'cases.item_acceptances',
  'cases.item_durations',
  'catalogue.adjustments',
  'catalogue.coverage_bulletins',
  'catalogue.declined_updates',
  'catalogue.item_changes',
  'catalogue.item_versions',
  'catalogue.items',
  'catalogue.power_type_changes',
  'catalogue.published_files',
  'catalogue.search_entries',
  'catalogue.takeovers',
  'documents.number_formats',
  'identity.companies',
  'identity.sign_in_names',
  'identity.upstream_links',
  'limits.local_days',
  'limits.office_hours',
  'limits.rules',
  'organizations.divisions',
  'organizations.halls',
  'organizations.organizations',
  'organizations.posts',
  'organizations.staff',
  'organizations.windows',
  'rosters.kind_changes',
  'rosters.record_versions',
]

/** Rows that an act writes for somebody else: it can add them, and not read them. */
const GIVEN_BY_EVERYBODY = [
  'files.files',
  'identity.sign_in_names',
  'identity.upstream_links',
  'ledger.personal',
  'notices.deliveries',
  'notices.notices',
]

const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
  and c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$|public$|graphile_worker$)'`

interface Policy {
  readonly table: string
  readonly policy: string
  readonly roles: readonly string[]
  readonly command: string
  readonly using: string | null
  readonly check: string | null
}

let app: TestApp
let policies: Policy[]
beforeAll(async () => {
  app = await openTestApp()
  policies = await app.sql<
    Policy & Record<string, unknown>
  >(`select schemaname || '.' || tablename as "table", policyname as policy,
    roles::text[] as roles, cmd as command, qual as "using", with_check as "check"
    from pg_policies where schemaname not in ('graphile_worker', 'public') order by 1, 2`)
})
afterAll(() => app.close())

const names = async (text: string) => (await app.sql<{ name: string }>(text)).map(({ name }) => name).toSorted()
const tablesWith = (fits: (policy: Policy) => boolean) => [...new Set(policies.filter(fits).map(({ table }) => table))]

describe('the wall under the permits', () => {
  it('stands around every table, but for those that are listed with a reason', async () => {
    const open = await names(`select c.oid::regclass::text as name from ${TABLES} where not c.relrowsecurity`)
    expect(
      open.filter((name) => !(name in WITHOUT_WALL)),
      "a new table says in its migration by which columns its rows are reached: select platform.wall('module.things', division => 'division'); with nothing to hide it stands above with its reason (docs/security.md, \"The wall under the permits\")",
    ).toEqual([])
    expect(
      Object.keys(WITHOUT_WALL).filter((name) => !open.includes(name)),
      'stand behind a wall now, or are gone: their line above goes too',
    ).toEqual([])
  })

  it('lets the application role through by named conditions only; the worker as it is, the reader to the ledger alone', () => {
    const open = (policy: Policy) => policy.using === 'true' || policy.check === 'true'
    expect(policies.filter(({ roles }) => roles.includes('public'))).toEqual([])
    const app_ = (policy: Policy) => policy.roles.includes('yiwang_app')
    expect(
      tablesWith((one) => app_(one) && open(one) && one.command === 'SELECT'),
      'what everybody reads is public, and listed above',
    ).toEqual(READ_BY_EVERYBODY)
    expect(tablesWith((one) => app_(one) && open(one) && one.command === 'INSERT')).toEqual(GIVEN_BY_EVERYBODY)
    expect(tablesWith((one) => app_(one) && open(one) && !['SELECT', 'INSERT'].includes(one.command))).toEqual([])
    expect(tablesWith(({ roles }) => roles.includes('yiwang_reader'))).toEqual([
      'ledger.entries',
      'ledger.personal',
      'ledger.streams',
    ])
    expect(tablesWith(({ roles }) => roles.includes('yiwang_sequencer'))).toEqual(['ledger.entries'])
    expect(tablesWith(({ roles }) => roles.includes('yiwang_worker'))).toEqual([
      ...new Set(policies.map(({ table }) => table)),
    ])
  })

  it('compares columns with what the transaction says, and calls nothing else for a row', () => {
    const calls = policies.flatMap(({ using, check, policy, table }) =>
      [...`${using ?? ''} ${check ?? ''}`.matchAll(/(\w+)\(/g)].map(([, name]) => ({ table, policy, name })),
    )
    const known = ['current_setting', 'string_to_array', 'decode', 'NULLIF', 'ANY', 'EXISTS']
    expect(calls.filter(({ name }) => !known.includes(name!))).toEqual([])
    expect(calls.length).toBeGreaterThan(50)
  })

  it('uses comparisons that leak nothing, so that an index still finds the rows', async () => {
    expect(
      await names(`select proname as name from pg_proc where not proleakproof
        and proname in ('text_ge', 'text_gt', 'text_le', 'text_lt', 'texteq', 'byteaeq', 'uuid_eq')`),
    ).toEqual([])
  })

  it('cannot be walked round by a partition, a role that is exempt, or the function that builds it', async () => {
    // Months and ranges that are opened later are no door either.
    await app.sql(`select ledger.ensure_months(date '2031-01-01', 2), ledger.ensure_ranges(4)`)
    const roles = `(values ('yiwang_app'), ('yiwang_reader'), ('yiwang_sequencer'), ('yiwang_worker')) as roles(role)`
    expect(
      await names(`select role || ' on ' || c.oid::regclass as name from pg_class c cross join ${roles}
        where c.relispartition and has_table_privilege(role, c.oid, 'select, insert, update, delete, truncate')`),
    ).toEqual([])
    expect(
      await names(`select role as name from ${roles} join pg_roles on rolname = role where rolbypassrls or rolsuper`),
    ).toEqual([])
    expect(
      await names(`select role as name from ${roles} join pg_proc on proname = 'wall' and pronamespace = 'platform'::regnamespace
        where has_function_privilege(role, pg_proc.oid, 'execute')`),
    ).toEqual([])
  })

  it('shows nothing to a connection that says nothing of itself', async () => {
    const shown: string[] = []
    for (const table of tablesWith(({ table: name }) => !READ_BY_EVERYBODY.includes(name))) {
      const { rowCount } = await app.database.pool('yiwang_app').query(`select from ${table} limit 1`)
      if (rowCount !== 0) shown.push(table)
    }
    expect(shown).toEqual([])
    expect((await app.sql('select from ledger.entries limit 1')).length).toBe(1)
  })
})
