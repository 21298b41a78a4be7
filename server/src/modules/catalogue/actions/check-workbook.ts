import { Readable } from 'node:stream'
import type { BinaryFile, IncomingFile, InputOf } from '../../../kernel/index.ts'
import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { SheetToWrite } from '../../../platform/spreadsheet/index.ts'
import type { CheckWorkbook, ImportReport, RowFinding, RowOutcome } from '../contract/import-catalogue.ts'
import { SHEET_COLUMNS } from '../workbook/item-rows.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import { ITEMS_SHEET, worded } from '../workbook/layout.ts'
import { RESULT_TITLES, readTables } from '../workbook/read-tables.ts'
import type { Table, TableRow } from '../workbook/read-tables.ts'
import { sheetOf } from '../workbook/write-items.ts'
import type { DraftContext } from './draft-context.ts'
import { importCatalogue } from './import-catalogue.ts'
import { planDrafts } from './import-item-drafts.ts'
import { createReport } from './import-report.ts'
import { bytesOf } from './import-uploaded-catalogue.ts'
import { openWorkbook } from './read-import.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const OUTCOMES: Readonly<Record<RowOutcome['outcome'], string>> = {
  taken: '可以导入（新增）',
  changed: '可以导入（变更）',
  unchanged: '与库里相同',
  refused: '不能导入',
}

/**
 * 核对导入表: the same workbook with the result and the reasons beside its rows, to be mended and brought back. Nothing is written.
 * @throws catalogue/not-a-workbook, catalogue/unknown-format, catalogue/too-many-rows
 */
export async function checkWorkbook(
  ctx: DraftContext,
  { target }: InputOf<typeof CheckWorkbook>,
  file: IncomingFile,
): Promise<BinaryFile> {
  const bytes = await bytesOf(file)
  const tables = readTables(openWorkbook(bytes))
  const report = target === 'drafts' ? await draftReport(ctx, bytes) : await publishReport(ctx, bytes)
  ctx.nothingChanged()
  const types = (await powerTypesOf(ctx)).choicesFor(ctx.actor.jurisdiction, [])
  const sheets = [...SHEET_COLUMNS].map(([name, columns]) => {
    const own = columns.map((column) => worded(column, types))
    return annotated(sheetOf(name, own, []), tables.get(name), report)
  })
  const fileName = `核对结果-${file.fileName.replace(/\.[^.]*$/, '').slice(0, 100)}.xlsx`
  return { stream: Readable.from(writeWorkbook(sheets)), mediaType: XLSX, fileName, inline: false }
}

async function draftReport(ctx: DraftContext, bytes: Buffer): Promise<ImportReport> {
  const { read, checked, decide } = await planDrafts(ctx, bytes)
  return createReport(checked, decide, { ...read, dryRun: true })
}

function publishReport(ctx: DraftContext, bytes: Buffer): Promise<ImportReport> {
  return importCatalogue(ctx, { source: '', bytes, dryRun: true })
}

function annotated(sheet: SheetToWrite, table: Table | undefined, { outcomes }: ImportReport): SheetToWrite {
  const isItems = sheet.name === ITEMS_SHEET
  const ofRow = new Map(isItems ? outcomes.map((one) => [one.row, one]) : [])
  const findings = Map.groupBy(
    outcomes.flatMap((one) => one.findings.map((finding) => ({ finding, row: placeIn(sheet.name, one, finding) }))),
    ({ row }) => row,
  )
  const results = (row: TableRow) => {
    const told = (findings.get(row.number) ?? []).map(({ finding }) => words(finding))
    const outcome = ofRow.get(row.number)
    return [outcome ? OUTCOMES[outcome.outcome] : told.length > 0 ? '请看原因' : '', [...new Set(told)].join('\n')]
  }
  const titles = sheet.columns.map(({ title }) => title)
  const rows = (table?.rows ?? []).map((row) => [...titles.map((title) => row.cells.get(title)?.text), ...results(row)])
  const widths = { [RESULT_TITLES[0]]: 18, [RESULT_TITLES[1]]: 70 }
  return {
    ...sheet,
    columns: [...sheet.columns, ...RESULT_TITLES.map((title) => ({ title, width: widths[title] }))],
    rows,
  }
}

/** The row of this sheet that a finding is about; what stands in no cell is about the item's row. */
function placeIn(sheet: string, { row }: RowOutcome, finding: RowFinding): number | undefined {
  if (finding.sheet === sheet && finding.row !== undefined) return finding.row
  return sheet === ITEMS_SHEET && (finding.sheet === undefined || finding.row === undefined) ? row : undefined
}

function words({ level, message, column }: RowFinding): string {
  return `${level === 'warning' ? '提示：' : ''}${column === undefined || message.startsWith(column) ? '' : `${column}：`}${message}`
}
