import { createHash } from 'node:crypto'
import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf } from '../../../kernel/index.ts'
import { NOT_A_WORKBOOK, NotAWorkbook, readTable, readWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { ReadTable, TableRow } from '../../../platform/spreadsheet/index.ts'
import type { RowOutcome } from '../../catalogue/contract/index.ts'
import type { ImportRoster, RosterImportReport } from '../contract/batch.ts'
import { RosterImported } from '../contract/events.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { Change } from '../domain/batch.ts'
import type { Cells } from '../domain/cells.ts'
import { decideChange } from '../domain/decide-change.ts'
import type { AskedChange, DecidedChange } from '../domain/decide-change.ts'
import { RECORD_ID, REMOVAL, titlesOf } from '../domain/roster-sheet.ts'
import * as batchStore from '../store/batch-store.ts'
import { recordsOfDepartment } from '../store/department-store.ts'
import { decide, keepChange, takeOpenBatch } from './keep-record.ts'
import type { OpenBatch } from './keep-record.ts'
import { saveAct } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** Each row is reviewed by somebody: more at once nobody reads. ▣ */
const MOST_ROWS = 5_000
const MOST_TOLD = 1_000

/**
 * 导入清单记录. The rows of the department's table go into its batch like what is typed; the bad ones stay behind with their
 * reasons. The same file a second time changes nothing.
 */
export async function importRoster(
  ctx: RostersContext,
  { kind: key, dryRun = false, reason }: InputOf<typeof ImportRoster>,
  file: IncomingFile,
): Promise<RosterImportReport> {
  const bytes = await bytesOf(file)
  const open = await takeOpenBatch(ctx, key, dryRun)
  const { kind } = open
  const table = tableIn(bytes, kind)
  const known = await knownRecords(ctx, open)
  const planned: Planned[] = []
  for (const row of table.rows) planned.push(await plan(ctx, open, { row, known, reason }))
  if (!dryRun) for (const one of planned) await carry(ctx, open, one)
  const counts = countsOf(planned)
  if (!dryRun && counts.taken + counts.changed + counts.removed > 0) {
    const fileDigest = createHash('sha256').update(bytes).digest('hex')
    ctx.emit(RosterImported.of({ batchId: open.batch.batchId, kind: kind.key, fileDigest, ...counts }))
    await saveAct(ctx, open.batch)
  } else ctx.nothingChanged()
  return {
    dryRun,
    ...(!dryRun && { batchId: open.batch.batchId }),
    rows: table.rows.length,
    ...counts,
    outcomes: planned.map(toldOf).toSorted(refusedFirst).slice(0, MOST_TOLD),
    fileWarnings: [
      ...(table.missing.length > 0 ? [`表格里没有这些栏目：${table.missing.join('、')}`] : []),
      ...(table.strange.length > 0 ? [`这些栏目不属于这份清单，没有读：${table.strange.join('、')}`] : []),
    ],
  }
}

async function bytesOf({ stream }: IncomingFile): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** @throws rosters/not-a-workbook, rosters/strange-workbook, rosters/too-many-rows */
function tableIn(bytes: Buffer, kind: RosterKind): ReadTable {
  const table = sheetsIn(bytes)
    .map((sheet) => readTable(sheet, titlesOf(kind)))
    .find((one) => one !== undefined && !one.missing.includes(kind.columns[0]!.title))
  if (!table) throw problem(rostersProblems['strange-workbook'])
  const rows = table.rows.filter(({ cells }) => cells.size > 0)
  if (rows.length > MOST_ROWS) throw problem(rostersProblems['too-many-rows'], { most: MOST_ROWS, count: rows.length })
  return { ...table, rows }
}

function sheetsIn(bytes: Buffer) {
  try {
    return readWorkbook(bytes)
  } catch (error) {
    if (error instanceof NotAWorkbook)
      throw problem(rostersProblems['not-a-workbook'], { what: NOT_A_WORKBOOK[error.reason] })
    throw error
  }
}

interface KnownRecords {
  readonly published: ReadonlyMap<string, Cells>
  readonly pending: Map<string, Change>
  /** What a row says in full → the record that says it already. */
  readonly byContent: Map<string, string>
}

async function knownRecords(ctx: RostersContext, { batch, kind }: OpenBatch): Promise<KnownRecords> {
  const { organizationId, batchId } = batch
  const published = await recordsOfDepartment(ctx, { kind: kind.key, organizationId, most: 100_000 })
  const changes = await batchStore.listChanges(ctx, batchId)
  const said = [...published, ...changes.map(({ recordId, cells }) => [recordId, cells] as const)]
  return {
    published,
    pending: new Map(changes.map((one) => [one.recordId, one])),
    byContent: new Map(said.map(([recordId, cells]) => [contentOf(cells), recordId])),
  }
}

function contentOf(cells: Cells): string {
  return JSON.stringify(Object.entries(cells).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

interface Planned {
  readonly row: TableRow
  readonly label: string
  readonly recordId?: string
  readonly former?: Change | undefined
  readonly decided: DecidedChange | { readonly outcome: 'unknown' }
}

async function plan(
  ctx: RostersContext,
  open: OpenBatch,
  { row, known, reason }: { row: TableRow; known: KnownRecords; reason: string | undefined },
): Promise<Planned> {
  const { kind, batch } = open
  const text = (title: string) => row.cells.get(title)?.text.trim() ?? ''
  const cells = Object.fromEntries(kind.columns.map(({ key, title }) => [key, text(title)]))
  const named = text(RECORD_ID)
  const label = kind.columns[0]!.isPersonal ? `第 ${row.number} 行` : (cells[kind.columns[0]!.key] ?? '')
  const told = { row, label }
  if (named !== '') {
    const [published, pending] = [known.published.get(named), known.pending.get(named)]
    if (!published && !pending) return { ...told, decided: { outcome: 'unknown' } }
    const removal = text(REMOVAL)
    const asked: AskedChange = removal === '' ? { act: 'change', cells, reason } : { act: 'remove', reason: removal }
    return {
      ...told,
      recordId: named,
      former: pending,
      decided: await decide(ctx, open, { known: { published, pending }, asked }),
    }
  }
  const asked: AskedChange = { act: 'add', cells, reason }
  const read = decideChange(kind, {}, asked)
  const content = read.outcome === 'drafted' ? contentOf(read.change.cells) : ''
  if (known.byContent.has(content)) return { ...told, decided: { outcome: 'unchanged' } }
  const recordId = newPublicId(splitPublicId(batch.batchId).jurisdiction)
  if (content !== '') known.byContent.set(content, recordId)
  return { ...told, recordId, decided: await decide(ctx, open, { known: {}, asked }) }
}

async function carry(ctx: RostersContext, open: OpenBatch, { recordId, former, decided }: Planned): Promise<void> {
  if (recordId === undefined) return
  if (decided.outcome === 'drafted') await keepChange(ctx, open, { recordId, former, change: decided.change })
  if (decided.outcome === 'dropped') await batchStore.dropChange(ctx.tx, open.batch.batchId, recordId)
}

function countsOf(planned: readonly Planned[]) {
  const count = (fits: (decided: Planned['decided']) => boolean) =>
    planned.filter(({ decided }) => fits(decided)).length
  const acted = (act: Change['act']) => (one: Planned['decided']) => one.outcome === 'drafted' && one.change.act === act
  return {
    taken: count(acted('add')),
    changed: count(acted('change')) + count(({ outcome }) => outcome === 'dropped'),
    removed: count(acted('remove')),
    unchanged: count(({ outcome }) => outcome === 'unchanged'),
    refused: count(({ outcome }) => ['wrong', 'unexplained', 'unknown'].includes(outcome)),
  }
}

function toldOf({ row, label, decided }: Planned): RowOutcome {
  const { outcome, findings } = wordsOf(decided)
  return { row: row.number, label: label.slice(0, 60) || `第 ${row.number} 行`, outcome, findings }
}

function wordsOf(decided: Planned['decided']): Pick<RowOutcome, 'outcome' | 'findings'> {
  const refused = (...messages: string[]) => ({
    outcome: 'refused' as const,
    findings: messages.map((message) => ({ level: 'error' as const, message })),
  })
  const hint = (message: string) => ({
    outcome: 'changed' as const,
    findings: [{ level: 'warning' as const, message }],
  })
  switch (decided.outcome) {
    case 'wrong':
      return refused(...decided.errors.map(({ message }) => message))
    case 'unexplained':
      return refused('修改已公布的记录要写明理由：请在导入时填写修改的理由')
    case 'unknown':
      return refused(`没有这个${RECORD_ID}：新增的记录请留空，其他部门的记录不能在这里改`)
    case 'unchanged':
      return { outcome: 'unchanged', findings: [] }
    case 'dropped':
      return hint('改回已公布的内容，这批里的变更撤销')
    case 'drafted':
      if (decided.change.act === 'remove') return hint('移出这条记录')
      return { outcome: decided.change.act === 'add' ? 'taken' : 'changed', findings: [] }
  }
}

function refusedFirst(one: RowOutcome, other: RowOutcome): number {
  return Number(other.outcome === 'refused') - Number(one.outcome === 'refused') || one.row - other.row
}
