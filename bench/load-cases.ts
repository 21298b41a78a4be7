import pg from 'pg'
import { createDatabase } from '../server/src/platform/db/index.ts'
import { createSequencer } from '../server/src/platform/ledger/index.ts'
import { loadLedger } from './load-ledger.ts'
import type { Model, Twin } from './load-ledger.ts'

const TABLES = [
  'cases.cases',
  'limits.limits',
  'flows.instances',
  'flows.tasks',
  'documents.documents',
  'ledger.entries',
  'ledger.positions',
  'ledger.streams',
]
const BATCH = 2_000

/**
 * So many more closed cases, each a whole life copied from the last one that was lived: all its rows under new ids and numbers, and its
 * whole chain, so that `yiwang ledger verify` holds. Nobody else may write meanwhile.
 * @returns how many ledger entries were written
 */
export async function loadCases(url: string, cases: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // What is copied was checked when it was written: triggers and foreign keys within the modules cost hours here.
    await client.query(`set session_replication_role = 'replica'; set synchronous_commit = 'off'`)
    const model = await lastLife(client)
    await client.query(`create unlogged table public.twins as
      select n, id, '450721-' || id as subject, 'F' || to_char(clock_timestamp(), 'SSSSUS') || '-' || n as no
      from (select n, uuidv7() as id from generate_series(1, ${cases}) as n) as made`)
    await client.query('alter table public.twins add primary key (n)')
    await copyTables(client, model)
    await givePositions(url)
    const written = await loadLedger(url, model, twinsOf(client, cases), cases)
    await client.query('drop table public.twins')
    for (const table of TABLES) await client.query(`vacuum analyze ${table}`)
    return written
  } finally {
    await client.end()
  }
}

/** Nobody hears of them: what follows from an entry is not what is loaded. */
async function givePositions(url: string): Promise<void> {
  const database = createDatabase({ url, poolSize: 2 })
  const options = { database, subscribersOf: () => [], enqueue: () => Promise.resolve(), onError: () => undefined }
  await createSequencer(options).drain()
  await database.close()
}

async function lastLife(client: pg.Client): Promise<Model> {
  const found = await client.query<Model>(
    `select jurisdiction || '-' || id as subject, case_no as no, query_code as "queryCode" from cases.cases
     where state = 'closed' order by closed_at desc limit 1`,
  )
  if (!found.rows[0]) throw new Error('no life to copy: live one first')
  return found.rows[0]
}

async function* twinsOf(client: pg.Client, cases: number): AsyncGenerator<Twin[]> {
  for (let from = 1; from <= cases; from += BATCH) {
    const found = await client.query<Twin>('select subject, no from public.twins where n >= $1 and n < $2 order by n', [
      from,
      from + BATCH,
    ])
    yield found.rows
  }
}

async function copyTables(client: pg.Client, { subject }: Model): Promise<void> {
  const named = { id: 'uuidv7()', subject: 'twin.subject', subject_no: 'twin.no' }
  await copyTable(client, subject, 'cases.cases', { id: 'twin.id', case_no: 'twin.no', query_code: 'twin.no' })
  await copyTable(client, subject, 'limits.limits', named)
  await copyTable(client, subject, 'flows.instances', named)
  await copyTable(client, subject, 'flows.tasks', named)
  await copyTable(client, subject, 'documents.documents', {
    id: 'uuidv7()',
    subject: 'twin.subject',
    document_no: "twin.no || '-' || row.template",
    verify_code: 'upper(substr(md5(twin.no || row.template), 1, 16))',
  })
}

/** The rows of the model case, once for each twin, with some columns given anew. */
async function copyTable(
  client: pg.Client,
  model: string,
  table: string,
  changed: Readonly<Record<string, string>>,
): Promise<void> {
  const [schema, name] = table.split('.')
  const columns = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'
    order by ordinal_position`,
    [schema, name],
  )
  const names = columns.rows.map((row) => row.column_name)
  const values = names.map((column) => changed[column] ?? `row.${column}`)
  const own = name === 'cases' ? `jurisdiction || '-' || id = $1` : 'subject = $1'
  await client.query(
    `insert into ${table} (${names.map((column) => `"${column}"`).join(', ')})
    select ${values.join(', ')} from public.twins as twin, (select * from ${table} where ${own}) as row`,
    [model],
  )
}
