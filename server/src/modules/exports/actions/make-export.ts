import { Problem } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import type { ActSettings, Context } from '../../../platform/act/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import type { ExportableList, ListCell, ListColumn, RunAct } from '../../../platform/module/index.ts'
import { filesProblems } from '../../files/contract/index.ts'
import type { StagedFile } from '../../files/contract/index.ts'
import { ExportFailed, ExportMade } from '../contract/events.ts'
import type { ExportFormat } from '../contract/index.ts'
import { exportNo, markText } from '../domain/export-mark.ts'
import { mayBeInFull, readableList } from '../queries/asked-list.ts'
import type { ExportsContext, ExportsDeps } from '../queries/exports-context.ts'
import { conditionsOf } from '../queries/present-export.ts'
import * as exportStore from '../store/export-store.ts'
import type { StoredExport } from '../store/export-store.ts'
import type { Sheet } from '../writing/sheet.ts'
import { writeCsv } from '../writing/write-csv.ts'
import { writeXlsx } from '../writing/write-xlsx.ts'

const WRITERS: Readonly<Record<ExportFormat, (sheet: Sheet) => AsyncIterable<Uint8Array>>> = {
  xlsx: writeXlsx,
  csv: writeCsv,
}

const ROWS_AT_ONCE = 500
const NOTE_EVERY = 2_500
const DAY_MS = 86_400_000

/** Why an approved export is not made, in words for whoever asked. */
class NotMade extends Error {
  override readonly name = 'NotMade'
}

/**
 * 生成导出文件: reads the list as the asker may read it at this moment, with the permits of his posts of now and behind the wall, and
 * in one snapshot. Approval says that it may leave; it opens nothing that the asker could not see.
 */
export async function makeExport(deps: ExportsDeps, act: RunAct, exportId: string): Promise<void> {
  const found = await act(async (ctx) => {
    const one = await exportStore.find(ctx.tx, exportId)
    return { one, asker: one && (await deps.identity.staffActor(ctx, one.accountId)) }
  })
  if (found.one?.state !== 'approved') return
  const making = { deps, act, one: found.one }
  try {
    if (!found.asker) throw new NotMade('申请人的账号已经停用')
    await writeAndKeep(making, found.asker)
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    await act((ctx) => giveUp(ctx, exportId, reason))
  }
}

interface Making {
  readonly deps: ExportsDeps
  readonly act: RunAct
  readonly one: StoredExport
}

interface Written {
  readonly staged: StagedFile
  readonly rows: number
  readonly subjects: readonly string[]
}

async function writeAndKeep(making: Making, asker: Actor): Promise<void> {
  const { deps } = making
  const as = { actor: asker, requestId: 'exports/make-export', role: 'yiwang_app' } as const
  const written = await write(making, { ...as, mode: 'read', snapshot: true })
  try {
    await runAct(deps.act, { ...as, mode: 'record' }, (ctx) => keep({ ...ctx, ...deps }, making.one, written))
  } catch (error) {
    await written.staged.blob.discard()
    throw error
  }
}

/** In one transaction of the asker's, which only reads; the file grows while it does. */
function write(making: Making, as: ActSettings): Promise<Written> {
  const { deps, one } = making
  return runAct(deps.act, as, async (given) => {
    const ctx: ExportsContext = { ...given, ...deps }
    const list = requireList(ctx, one)
    const progress = { rows: 0, subjects: [] as string[] }
    const columns = list.columns.filter(({ key }) => one.columns.includes(key))
    const rows = rowsOf(ctx, { making, list, columns, progress })
    const sheet: Sheet = { title: list.title, mark: await markOf(ctx, one), columns, rows }
    const fileName = `${list.title}-${exportNo(one.id)}.${one.format}`
    const staged = await deps.files.stage({ stream: WRITERS[one.format](sheet), fileName, purpose: 'export' })
    return { staged, ...progress }
  })
}

/** @throws NotMade where the asker's posts no longer permit it */
function requireList(ctx: ExportsContext, one: StoredExport): ExportableList {
  const list = readableList(ctx, one.list)
  if (!list) throw new NotMade('申请人的岗位已经变动，不能再查看这份清单')
  if (one.inFull && !mayBeInFull(ctx, list)) throw new NotMade('申请人的岗位已经变动，不能再查看完整个人信息')
  return list
}

async function* rowsOf(
  ctx: ExportsContext,
  of: {
    making: Making
    list: ExportableList
    columns: readonly ListColumn[]
    progress: { rows: number; subjects: string[] }
  },
): AsyncGenerator<readonly ListCell[]> {
  const { making, list, columns, progress } = of
  const { one, act } = making
  const filter = conditionsOf(ctx, one)
  let after: string | undefined
  let noted = 0
  do {
    const page = await list.rows(ctx, { filter, inFull: one.inFull, after, limit: ROWS_AT_ONCE })
    for (const { subject, cells, isInFull } of page.rows) {
      progress.rows += 1
      if (progress.rows > mostOf(one))
        throw new NotMade(`符合条件的已经比申请时（${one.counted} 行）多出许多，请重新申请`)
      if (isInFull) progress.subjects.push(subject)
      yield columns.map(({ key }) => cells[key])
    }
    after = page.next
    if (progress.rows - noted < NOTE_EVERY) continue
    noted = progress.rows
    await act((beside) => exportStore.noteWritten(beside.tx, one.id, noted))
  } while (after !== undefined)
}

/** What was approved is about so many rows: a tenth more, or a hundred, may have come since. */
function mostOf({ counted, mostRows }: StoredExport): number {
  return Math.min(mostRows, Math.max(counted + 100, Math.floor(counted * 1.1)))
}

async function markOf(ctx: ExportsContext, one: StoredExport): Promise<string> {
  const { askedBy, decidedBy, id: exportId, purpose, inFull } = one
  const names = await ctx.organizations.staffNames(ctx, [askedBy, ...(decidedBy === undefined ? [] : [decidedBy])])
  const { organizationId } = ctx.actor
  const office = organizationId === undefined ? '' : (await ctx.organizations.getOrganization(ctx, organizationId)).name
  return markText({
    ...{ exportId, purpose, inFull, organizationName: office, at: ctx.now },
    askedByName: names.get(askedBy) ?? '',
    decidedByName: decidedBy === undefined ? undefined : names.get(decidedBy),
  })
}

/** The file, whose data are in it, and the entries; all by the asker, whose reading it is. */
async function keep(ctx: ExportsContext, made: StoredExport, { staged, rows, subjects }: Written): Promise<void> {
  const one = await exportStore.lock(ctx.tx, made.id)
  if (one?.state !== 'approved') throw new Error(`export ${made.id} was made by another run; this one is undone`)
  const { id: exportId, columns, inFull, format, purpose, list } = one
  // Nobody's to read by the routes of files: it is handed out here, and counted.
  const file = await ctx.files.store(ctx, staged, { jurisdiction: exportId.slice(0, 6) })
  const { sha256, bytes } = file
  const expiresAt = new Date(ctx.now.getTime() + one.keepDays * DAY_MS)
  const facts = { fileId: file.id, sha256, bytes, written: rows, madeAt: ctx.now, expiresAt }
  await exportStore.change(ctx.tx, one, { state: 'made', ...facts })
  await exportStore.addContents(ctx.tx, exportId, subjects)
  const conditions = await rangeOf(ctx, one)
  ctx.emit(ExportMade.of({ exportId, list, columns: [...columns], inFull, format, purpose, rows, bytes, sha256 }), {
    personal: conditions === '' ? {} : { conditions },
  })
  if (inFull) recordRead(ctx, { subject: exportId, what: `导出完整信息 ${rows} 行，摘要 ${sha256}`, purpose })
}

async function rangeOf(ctx: ExportsContext, one: StoredExport): Promise<string> {
  const list = ctx.lists().find(({ name }) => name === one.list)
  return list ? (await list.describe(ctx, conditionsOf(ctx, one))).join('；') : ''
}

/** Undefined for what may pass: then it is tried again. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof NotMade) return error.message
  if (!(error instanceof Problem) || error.definition.code === filesProblems['no-space'].code) return undefined
  return error.definition.code === filesProblems['too-large'].code ? '文件太大，请缩小筛选范围' : error.definition.title
}

async function giveUp(ctx: Context, exportId: string, reason: string): Promise<void> {
  const one = await exportStore.lock(ctx.tx, exportId)
  if (one?.state !== 'approved') return
  await exportStore.change(ctx.tx, one, { state: 'failed', failure: reason })
  ctx.emit(ExportFailed.of({ exportId, reason }))
}
