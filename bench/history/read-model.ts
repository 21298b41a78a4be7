import { createHash } from 'node:crypto'
import { text as textOf } from 'node:stream/consumers'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { canonical } from '../../server/src/platform/ledger/entry.ts'
import type { LedgerEntry } from '../../server/src/platform/ledger/entry.ts'
import { joinTemplates, literalToken, templateOf } from './template.ts'
import type { Template, Token } from './template.ts'
import { COUNTY, itemId, organizationId } from './twins.ts'
import type { Twin } from './twins.ts'

/** A life that was lived, as far as it got. */
export interface Life {
  /** The case's public id. */
  readonly subject: string
  /** How many of each twenty cases stand there. */
  readonly ofTwenty: number
}

/** All that a life left, with holes for what each copy has of its own. */
export interface Model extends Life {
  readonly isOpen: boolean
  /** It has limits that will be due. */
  readonly hasAlarms: boolean
  /** When its last entry was recorded. */
  readonly lastAt: number
  readonly entries: readonly EntryTemplate[]
  readonly rows: readonly { readonly target: string; readonly lines: Template }[]
  /** Slot by slot. */
  readonly values: readonly ((twin: Twin) => string)[]
  /** The slot that each entry sets: the digest before it. */
  readonly prevSlot: number
}

export interface EntryTemplate {
  readonly canonical: Template
  readonly stream: Template
  readonly recordedAt: number
  readonly jurisdiction: string
  readonly kind: string
  readonly seq: number
  /** Which entry of the same life comes before it in its stream. */
  readonly before: number | undefined
  readonly isLast: boolean
}

/** Where the rows of a case lie, by its public id; the ledger's own follow from its entries. */
const TABLES: readonly (readonly [name: string, own: string])[] = [
  ['cases.cases', `jurisdiction || '-' || id = $1`],
  ['limits.limits', 'subject = $1'],
  ['flows.instances', 'subject = $1'],
  ['flows.tasks', 'subject = $1'],
  ['documents.documents', 'subject = $1'],
]
export const MODEL_TABLES = TABLES.map(([name]) => name)
export const PERSONAL_COLUMNS = 'ledger.personal (jurisdiction, entry_id, field, sealed, salt)'

export async function readModel(client: pg.Client, life: Life): Promise<Model> {
  const known = await readLife(client, life.subject)
  const slots = createSlots(known)
  const rows: { target: string; lines: Template }[] = []
  for (const [table, own] of TABLES) {
    const { columns, fields } = await readRows(client, table, own.replace('$1', `'${life.subject}'`))
    if (fields.length === 0) continue
    const names = columns.map((column) => `"${column}"`).join(', ')
    rows.push({ target: `${table} (${names})`, lines: linesOf(columns, fields, slots, known.isOpen) })
  }
  const personal = await readRows(
    client,
    'ledger.personal',
    `entry_id = any('{${known.entries.map((one) => one.id).join(',')}}')`,
  )
  if (personal.fields.length > 0) rows.push({ target: PERSONAL_COLUMNS, lines: personalLines(personal, known, slots) })
  const entries = known.entries.map((_, place) => entryTemplate(known, place, slots))
  const { isOpen, hasAlarms, lastAt } = known
  return { ...life, isOpen, hasAlarms, lastAt, entries, rows, values: slots.values, prevSlot: slots.prev }
}

interface StoredEntry {
  readonly id: string
  readonly stream: string
  readonly canonical: string
}

interface KnownLife {
  readonly subject: string
  readonly isOpen: boolean
  readonly hasAlarms: boolean
  readonly lastAt: number
  readonly ids: readonly string[]
  readonly caseNo: string
  readonly queryCode: string
  readonly organizationId: string
  readonly itemId: string
  readonly documents: readonly { readonly no: string; readonly code: string }[]
  readonly blinds: readonly string[]
  readonly entries: readonly StoredEntry[]
}

async function readLife(client: pg.Client, subject: string): Promise<KnownLife> {
  const cases = await client.query<
    Record<'id' | 'state' | 'no' | 'code' | 'organization' | 'item', string> & { blinds: string[] }
  >(
    `select id, state, case_no as no, query_code as code, organization_id as organization, item_id as item,
      array[encode(applicant_name_blind, 'hex'), encode(applicant_code_blind, 'hex'), encode(applicant_phone_blind, 'hex')] as blinds
    from cases.cases where jurisdiction || '-' || id = $1`,
    [subject],
  )
  const found = cases.rows[0]
  if (!found) throw new Error(`${subject} was not lived`)
  const documents = await client.query<Record<'id' | 'no' | 'code', string>>(
    'select id, document_no as no, verify_code as code from documents.documents where subject = $1 order by id',
    [subject],
  )
  const made = await client.query<{ id: string; alarm: boolean }>(
    `select id, next_alarm_on is not null as alarm from limits.limits where subject = $1
    union all select id, false from flows.instances where subject = $1
    union all select id, false from flows.tasks where subject = $1`,
    [subject],
  )
  const streams = [`case:${subject}`, ...documents.rows.map(({ id }) => `document:${COUNTY}-${id}`)]
  const entries = await client.query<StoredEntry>(
    'select id, stream, canonical from ledger.entries where jurisdiction = $1 and stream = any($2) order by id',
    [COUNTY, streams],
  )
  return {
    subject,
    isOpen: found.state !== 'closed',
    hasAlarms: made.rows.some(({ alarm }) => alarm),
    lastAt: Date.parse((JSON.parse(entries.rows.at(-1)!.canonical) as LedgerEntry).recordedAt),
    ids: [found.id, ...made.rows.map(({ id }) => id), ...documents.rows.map(({ id }) => id)],
    caseNo: found.no,
    queryCode: found.code,
    organizationId: found.organization,
    itemId: found.item,
    documents: documents.rows,
    blinds: found.blinds,
    entries: entries.rows,
  }
}

interface Slots {
  readonly values: ((twin: Twin) => string)[]
  readonly prev: number
  readonly division: number
  readonly level: number
  /** Names, numbers and blinds that stand anywhere. */
  readonly names: readonly Token[]
  /** An entry of this life by its place. */
  entryId(place: number): number
  /** A day that had not come yet, as a whole field of a row or a whole string of an entry. */
  day(text: string): number
  instant(ms: number): number
}

function createSlots(known: KnownLife): Slots {
  const values: ((twin: Twin) => string)[] = []
  const slot = (make: (twin: Twin) => string): number => values.push(make) - 1
  const once = <Key>(make: (key: Key) => (twin: Twin) => string) => {
    const made = new Map<Key, number>()
    return (key: Key) => {
      const found = made.get(key) ?? slot(make(key))
      made.set(key, found)
      return found
    }
  }
  const names = nameTokens(known, slot)
  const division = slot((twin) => twin.division)
  return {
    values,
    names: [...names, { pattern: `(?<="division":")${COUNTY}(?=")`, slot: division }],
    division,
    level: slot(({ level }) => level),
    prev: slot(() => ''),
    entryId: once(
      (place: number) =>
        ({ firstEntry }) =>
          String(firstEntry + place),
    ),
    day: once((text: string) => createDays(text)),
    instant: once(
      (ms: number) =>
        ({ later }) =>
          new Date(ms + later).toISOString(),
    ),
  }
}

/** What a life made bears the copy's names; what others gave (staff, definitions, templates) stays. */
function nameTokens(known: KnownLife, slot: (make: (twin: Twin) => string) => number): Token[] {
  return [
    ...known.ids.map((id, k) =>
      literalToken(
        id,
        slot(({ ids }) => ids + k.toString(16).padStart(2, '0')),
      ),
    ),
    ...known.documents.map(({ no }, k) =>
      literalToken(
        no,
        slot((twin) => `${twin.no}-${k}`),
      ),
    ),
    ...known.documents.map(({ code }, k) =>
      literalToken(
        code,
        slot((twin) => digestOf(`${twin.no}-${k}`).slice(0, 16).toUpperCase()),
      ),
    ),
    literalToken(
      known.caseNo,
      slot(({ no }) => no),
    ),
    literalToken(
      known.queryCode,
      slot(({ no }) => no),
    ),
    literalToken(
      known.organizationId,
      slot(({ organization }) => organizationId(known.organizationId, organization)),
    ),
    literalToken(
      known.itemId,
      slot(({ item }) => itemId(known.itemId, item)),
    ),
    ...known.blinds.map((blind, k) =>
      literalToken(
        blind,
        slot(({ person }) => digestOf(`${person} ${k}`).slice(0, blind.length)),
      ),
    ),
  ]
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const DAY_MS = 86_400_000

/** A day and the days after it, each written once. */
function createDays(first: string): (twin: Twin) => string {
  const days: string[] = []
  return ({ daysLater }) =>
    (days[daysLater] ??= new Date(Date.parse(first) + daysLater * DAY_MS).toISOString().slice(0, 10))
}

/** Days that a life has still before it; `9999-12-31` stands for none. */
function comingDays(text: string, edge: RegExp, slots: Slots): Token[] {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const found = [...new Set(text.match(/\d{4}-\d\d-\d\d/g))].filter((day) => day > today && day < '9999')
  return found.map((day) => ({ pattern: `(?<=${edge.source})${day}(?=${edge.source})`, slot: slots.day(day) }))
}

interface Rows {
  readonly columns: readonly string[]
  /** Field by field, as COPY writes them. */
  readonly fields: readonly (readonly string[])[]
}

async function readRows(client: pg.Client, table: string, where: string): Promise<Rows> {
  const found = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
    where table_schema || '.' || table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  )
  const columns = found.rows.map(({ name }) => name)
  const names = columns.map((column) => `"${column}"`).join(', ')
  const lines = await textOf(client.query(copyTo(`copy (select ${names} from ${table} where ${where}) to stdout`)))
  return {
    columns,
    fields: lines
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')),
  }
}

const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/

function linesOf(columns: readonly string[], rows: Rows['fields'], slots: Slots, isOpen: boolean): Template {
  const lines = rows.map((fields) => {
    const isWaiting = fields[columns.indexOf('state')] === 'open'
    return fields.map((field, index): Template => {
      const column = columns[index]
      if (column === 'division') return { pieces: ['', ''], slots: [slots.division] }
      if (column === 'level' && isWaiting) return { pieces: ['', ''], slots: [slots.level] }
      if (INSTANT.test(field)) return { pieces: ['', ''], slots: [slots.instant(Date.parse(field))] }
      const days = isOpen ? comingDays(field, /^|$|"/, slots) : []
      return templateOf(field, [...slots.names, ...days])
    })
  })
  const joined = lines.map((fields) => joinTemplates([...fields, { pieces: ['\n'], slots: [] }], '\t'))
  return joinTemplates(joined.map(withoutLastTab), '')
}

function withoutLastTab({ pieces, slots }: Template): Template {
  return { pieces: [...pieces.slice(0, -1), pieces.at(-1)!.replace(/\t\n$/, '\n')], slots }
}

/** What lies beside the chain: the entry holds its digest, so that value and salt stay. */
function personalLines({ columns, fields }: Rows, known: KnownLife, slots: Slots): Template {
  const field = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? ''
  const lines = fields.map((row): Template => {
    const place = known.entries.findIndex(({ id }) => id === field(row, 'entry_id'))
    const rest = ['field', 'sealed', 'salt'].map((column) => field(row, column)).join('\t')
    return { pieces: [`${field(row, 'jurisdiction')}\t`, `\t${rest}\n`], slots: [slots.entryId(place)] }
  })
  return joinTemplates(lines, '')
}

/** Stands for what every entry gets anew while its text is taken apart. */
const ID = 900_000_000_000_007
const PREV = 'f'.repeat(64)

function entryTemplate(known: KnownLife, place: number, slots: Slots): EntryTemplate {
  const { stream, canonical: text } = known.entries[place]!
  const entry = JSON.parse(text) as LedgerEntry
  const marked = canonical({ ...entry, id: ID, prev: PREV })
  const tokens: Token[] = [
    literalToken(String(ID), slots.entryId(place)),
    literalToken(PREV, slots.prev),
    ...[...new Set([entry.occurredAt, entry.recordedAt])].map((at) => literalToken(at, slots.instant(Date.parse(at)))),
    ...slots.names,
    ...(known.isOpen ? comingDays(marked, /"/, slots) : []),
  ]
  const before = known.entries.findLastIndex((one, index) => index < place && one.stream === stream)
  return {
    canonical: templateOf(marked, tokens),
    stream: templateOf(stream, slots.names),
    recordedAt: slots.instant(Date.parse(entry.recordedAt)),
    jurisdiction: entry.jurisdiction,
    kind: entry.kind,
    seq: entry.seq,
    before: before === -1 ? undefined : before,
    isLast: !known.entries.some((one, index) => index > place && one.stream === stream),
  }
}
