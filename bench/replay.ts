import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'

/** One statement as the server ran it, with the values it was given; `null` is SQL's. */
export interface Statement {
  readonly sql: string
  readonly values: readonly (string | null)[]
}

/** What PostgreSQL's own log says was run by the application's role while `life` ran, one list a transaction. */
export async function recordTransactions(
  beside: pg.Pool,
  log: string,
  life: () => Promise<unknown>,
): Promise<Statement[][]> {
  await setLogging(beside, 'all')
  const from = (await stat(log)).size
  await life()
  const text = (await readFile(log)).subarray(from).toString('utf8')
  await setLogging(beside, 'none')
  return transactionsOf(statementsOf(text))
}

async function setLogging(beside: pg.Pool, what: 'all' | 'none'): Promise<void> {
  await beside.query(`alter system set log_statement = '${what}'`)
  await beside.query('select pg_reload_conf()')
  for (;;) {
    const shown = await beside.query<{ log_statement: string }>('show log_statement')
    if (shown.rows[0]?.log_statement === what) return
  }
}

const LINE = /^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\] (\S+) (\w+): {2}/

function statementsOf(log: string): Statement[] {
  const found: Statement[] = []
  for (const entry of log.replaceAll('\n\t', '\n').split(/\n(?=\d{4}-\d\d-\d\d [\d:.]+ UTC \[)/)) {
    const [head, role, level] = LINE.exec(entry) ?? []
    if (head === undefined || role !== 'yiwang_app') continue
    const text = entry.slice(head.length).trim()
    if (level === 'DETAIL') {
      const last = found.pop()
      if (last) found.push({ ...last, values: valuesOf(text) })
    } else found.push({ sql: text.replace(/^(execute [^:]+|statement): /, '').trim(), values: [] })
  }
  return found
}

function valuesOf(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (?:(NULL)|'((?:[^']|'')*)')/g)].map(([, isNull, text]) =>
    isNull ? null : (text ?? '').replaceAll("''", "'"),
  )
}

/** Transactions that write; the look-up of the session is none of the act's own. */
function transactionsOf(statements: readonly Statement[]): Statement[][] {
  const transactions: Statement[][] = []
  let open: Statement[] | undefined
  for (const statement of statements) {
    if (/^begin\b/.test(statement.sql)) open = statement.sql.startsWith('begin read only') ? undefined : [statement]
    else if (/(^|; )commit$/.test(statement.sql)) {
      if (open) transactions.push(open)
      open = undefined
    } else open?.push(statement)
  }
  return transactions
}

/** Values that no two cases share, and the SQL that makes another one of the same length. */
export type Fresh = ReadonlyMap<string, string>

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids that stand in one life and not in the other were made in it; numbers and codes are read from what it left. */
export async function freshValues(
  beside: pg.Pool,
  { life, other, caseId }: { life: readonly Statement[][]; other: readonly Statement[][]; caseId: string },
): Promise<Fresh> {
  const known = idsOf(other)
  const fresh = new Map([...idsOf(life)].filter((id) => !known.has(id)).map((id) => [id, 'uuidv7()::text']))
  const cases = await beside.query<{ case_no: string; query_code: string }>(
    `select case_no, query_code from cases.cases where jurisdiction = $1 and id = $2`,
    [caseId.slice(0, 6), caseId.slice(7)],
  )
  const documents = await beside.query<{ document_no: string; verify_code: string }>(
    'select document_no, verify_code from documents.documents where subject = $1',
    [caseId],
  )
  const numbers = [
    ...cases.rows.flatMap((row) => [row.case_no, row.query_code]),
    ...documents.rows.map((row) => row.document_no),
  ]
  for (const number of numbers) fresh.set(number, withOtherDigits(number))
  for (const { verify_code: code } of documents.rows) fresh.set(code, 'upper(substr(md5(random()::text), 1, 16))')
  return fresh
}

/** Its last digits become twelve at random. */
function withOtherDigits(number: string): string {
  const [, before = '', after = ''] = /^(.*?)\d{1,12}(\D*)$/.exec(number) ?? []
  return `${literal(before)} || lpad((random() * 1e12)::bigint::text, 12, '0') || ${literal(after)}`
}

function idsOf(transactions: readonly Statement[][]): Set<string> {
  const values = transactions.flat().flatMap((one) => one.values)
  return new Set(values.flatMap((value) => value?.match(UUID) ?? []))
}

/**
 * The transactions as a script of pgbench: the same statements one by one. Rows of idempotency are left out. Values that
 * must differ from case to case are made by the statement that opens each transaction, which the server sends too.
 */
export function pgbenchScript(transactions: readonly Statement[][], fresh: Fresh): string {
  const names = new Map<string, string>()
  const lines = transactions.flatMap((transaction) => {
    const [opening, ...rest] = transaction.filter(({ sql }) => !sql.includes('insert into http.idempotency'))
    const made: string[] = []
    const composed: string[] = []
    const statements = rest.map((statement) => replayed(statement, { names, fresh, made, composed }))
    const settings = opening?.sql.split('; ')[1] ?? 'select 1'
    const source = made.length > 0 ? ` from (select ${made.join(', ')} offset 0) as made` : ''
    const open = `${[settings, ...composed].join(', ')}${source}`
    return [
      'begin;',
      composed.length > 0 ? `${open} \\gset` : `${open};`,
      ...statements.map((sql) => `${sql};`),
      'commit;',
    ]
  })
  return `${lines.join('\n')}\n`
}

interface Making {
  /** The variable of each fresh value. */
  readonly names: Map<string, string>
  readonly fresh: Fresh
  /** Columns that make fresh values, in this transaction. */
  readonly made: string[]
  /** Columns that put them into longer texts. */
  readonly composed: string[]
}

function replayed({ sql, values }: Statement, making: Making): string {
  return sql.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = values[Number(number) - 1]
    if (value === undefined) throw new Error(`no value for $${number} in ${sql}`)
    return value === null ? 'null' : valueOf(value, making)
  })
}

function valueOf(value: string, making: Making): string {
  const tokens = [...making.fresh.keys()].filter((token) => value.includes(token))
  if (tokens.length === 0) return literal(value)
  const known = making.names.get(value)
  if (known) return `:${known}`
  const name = `v${making.names.size}`
  making.names.set(value, name)
  const pieces = tokens.reduce<string[]>(
    (parts, token) => parts.flatMap((part) => (making.fresh.has(part) ? [part] : splitKeeping(part, token))),
    [value],
  )
  const expression = pieces
    .map((piece) => (making.fresh.has(piece) ? tokenOf(piece, making) : literal(piece)))
    .join(' || ')
  making.composed.push(`${expression} as ${name}`)
  return `:${name}`
}

/** A fresh value as an expression: a column made in this transaction, or the variable that an earlier one left. */
function tokenOf(token: string, making: Making): string {
  const known = making.names.get(`token ${token}`)
  if (known) return making.made.some((column) => column.endsWith(` as ${known}`)) ? known : `:${known}_kept::text`
  const name = `t${making.names.size}`
  making.names.set(`token ${token}`, name)
  making.made.push(`${making.fresh.get(token)} as ${name}`)
  making.composed.push(`${name} as ${name}_kept`)
  return name
}

function splitKeeping(text: string, token: string): string[] {
  return text
    .split(token)
    .flatMap((part, index) => (index === 0 ? [part] : [token, part]))
    .filter((part) => part !== '')
}

/** pgbench takes a colon before a name for a variable, inside quotes too. */
function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`
}

export interface PgbenchRun {
  readonly url: string
  readonly folder: string
  readonly clients: number
  readonly seconds: number
}

/** Scripts a second. The client of Debian's postgresql-15 talks to a server of 18. */
export async function runPgbench(script: string, run: PgbenchRun): Promise<number> {
  const file = join(run.folder, 'life.sql')
  await writeFile(file, script)
  const args = ['-n', '-M', 'prepared', '-c', String(run.clients), '-j', '2', '-T', String(run.seconds), '-f', file]
  const environment = { ...process.env, PGOPTIONS: '-c role=yiwang_app -c timezone=UTC', PGAPPNAME: 'pgbench' }
  const { stdout, stderr } = await promisify(execFile)('pgbench', [...args, run.url], { env: environment })
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? '0'
  if (!(rate > 0) || failed !== '0' || /aborted/.test(stderr)) throw new Error(`pgbench: ${stdout}\n${stderr}`)
  return rate
}
