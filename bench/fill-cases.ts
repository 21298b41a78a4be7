import type pg from 'pg'

const TABLES = [
  'cases.cases',
  'limits.limits',
  'flows.instances',
  'flows.tasks',
  'documents.documents',
  'ledger.entries',
]

/**
 * Brings the database to so many closed cases. Beside each stand the newest of what a life leaves: a limit, a flow, a task,
 * a document, its chain and one entry of it. Copied from a case that was lived, under new ids and numbers.
 */
export async function fillCases(beside: pg.Pool, wanted: number): Promise<void> {
  const found = await beside.query<{ cases: string }>('select count(*) as cases from cases.cases')
  const missing = wanted - Number(found.rows[0]?.cases)
  if (missing > 0) {
    const client = await beside.connect()
    try {
      await client.query('begin')
      // What is copied was checked when it was written: triggers and foreign keys within the modules cost hours here.
      await client.query("set local session_replication_role = 'replica'")
      await client.query("set local synchronous_commit = 'off'")
      await copyOne(client, missing)
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  for (const table of TABLES) await beside.query(`vacuum analyze ${table}`)
}

async function copyOne(client: pg.PoolClient, copies: number): Promise<void> {
  await client.query(`create temp table model on commit drop as select jurisdiction || '-' || id as subject, id from cases.cases
    where state = 'closed' order by closed_at desc limit 1`)
  await client.query(`create temp table twins on commit drop as
    select n, uuidv7() as id from generate_series(1, ${copies}) as n`)
  await client.query(`create temp table named on commit drop as
    select n, id, '450721-' || id as subject, 'F' || to_char(clock_timestamp(), 'SSSSUS') || '-' || n as no from twins`)
  await copyTable(client, 'cases.cases', { id: 'twin.id', case_no: 'twin.no', query_code: 'twin.no' })
  await copyTable(client, 'limits.limits', { id: 'uuidv7()', subject: 'twin.subject', subject_no: 'twin.no' })
  await copyTable(client, 'flows.instances', { id: 'uuidv7()', subject: 'twin.subject', subject_no: 'twin.no' })
  await copyTable(client, 'flows.tasks', { id: 'uuidv7()', subject: 'twin.subject', subject_no: 'twin.no' })
  await copyTable(client, 'documents.documents', {
    id: 'uuidv7()',
    subject: 'twin.subject',
    document_no: "twin.no || '-' || row.template",
    verify_code: 'upper(substr(md5(twin.no || row.template), 1, 16))',
  })
  await copyTable(client, 'ledger.entries', {
    id: "nextval('ledger.entry_ids')",
    stream: "'case:' || twin.subject",
  })
  await client.query(`insert into ledger.streams (jurisdiction, stream, head_seq, head_digest)
    select h.jurisdiction, 'case:' || twin.subject, h.head_seq, h.head_digest
    from named as twin, ledger.streams as h, model where h.stream = 'case:' || model.subject`)
}

/** The rows of the model case, once for each twin, with some columns given anew. */
async function copyTable(
  client: pg.PoolClient,
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
  const newest =
    table === 'cases.cases'
      ? 'id = model.id'
      : `${name === 'entries' ? "stream = 'case:' ||" : 'subject ='} model.subject`
  await client.query(`insert into ${table} (${names.map((column) => `"${column}"`).join(', ')})
    select ${values.join(', ')} from named as twin, model, lateral (
      select * from ${table} where ${newest} order by id desc limit 1) as row`)
}
