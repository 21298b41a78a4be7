import { Readable } from 'node:stream'
import { problem, splitPublicId } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { SheetColumn } from '../../../platform/spreadsheet/index.ts'
import { keepingDepartment } from '../actions/keep-record.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { ExportRoster } from '../contract/roster.ts'
import type { RosterColumn, RosterKind } from '../contract/roster-kind.ts'
import type { Cells } from '../domain/cells.ts'
import { RECORD_ID, REMOVAL, rowOf } from '../domain/roster-sheet.ts'
import * as batchStore from '../store/batch-store.ts'
import { recordsOfDepartment } from '../store/department-store.ts'
import { kindIn } from './kinds.ts'

export const MOST_SHEET_ROWS = 5_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 清单表格: what the department has on the list, as its batch would have it; changed and brought back it is an import. */
export async function exportRoster(ctx: RostersContext, input: InputOf<typeof ExportRoster>): Promise<BinaryFile> {
  const { organizationId, organizationName, division } = await keepingDepartment(ctx)
  const kind = await kindIn(ctx, input.kind, division)
  const of = { kind: kind.key, organizationId }
  const records = await recordsOfDepartment(ctx, { ...of, most: MOST_SHEET_ROWS + 1 })
  if (records.size > MOST_SHEET_ROWS)
    throw problem(rostersProblems['too-many-rows'], { most: MOST_SHEET_ROWS, count: `${MOST_SHEET_ROWS} 以上` })
  const batch = await batchStore.findUnpublished(ctx.tx, {
    ...of,
    jurisdiction: splitPublicId(organizationId).jurisdiction,
  })
  const changes = batch ? await batchStore.listChanges(ctx, batch.batchId) : []
  for (const { recordId, act, cells } of changes) if (act !== 'remove') records.set(recordId, cells)
  const names = await placeNames(ctx, kind, [...records.values()])
  const placeName = (code: string) => names.get(code) ?? ''
  const rows = [...records].map(([recordId, cells]) => rowOf(kind, { recordId, cells, placeName }))
  const sheet = {
    name: kind.title,
    above: [
      { text: `${organizationName} · ${kind.title}`, look: 'title' },
      {
        text: `每行一条记录。新增的记录不填“${RECORD_ID}”；遮盖的个人信息（*）不改就留着；要移出的写“${REMOVAL}”。`,
        look: 'plain',
      },
    ] as const,
    columns: [
      { title: RECORD_ID, width: 20, hint: '由平台填写，新增的记录留空' },
      ...kind.columns.map(sheetColumn),
      { title: REMOVAL, width: 24, hint: '只在要移出这条记录时填写' },
    ],
    rows,
    blankRows: 200,
  }
  const stream = Readable.from(writeWorkbook([sheet]))
  return { stream, mediaType: XLSX, fileName: `${kind.title}-${ctx.today}.xlsx`, inline: false }
}

function sheetColumn({ title, isRequired, isLong, choices, type }: RosterColumn): SheetColumn {
  return {
    title,
    width: isLong ? 40 : 18,
    ...(choices && { choices }),
    ...(isRequired && { isRequired }),
    ...(HINTS[type] !== undefined && { hint: HINTS[type] }),
  }
}

const HINTS: Partial<Record<RosterColumn['type'], string>> = {
  amount: '以元为单位，最多两位小数',
  date: '写成 2026-01-31',
  division: '行政区划代码，名称可以写在后面',
  'citizen-id': '18 位公民身份号码',
}

/** What the places of these records are called. */
export async function placeNames(
  ctx: Pick<RostersContext, 'organizations'> & Parameters<RostersContext['organizations']['divisionName']>[0],
  { columns }: RosterKind,
  all: readonly Cells[],
): Promise<Map<string, string>> {
  const keys = columns.filter(({ type }) => type === 'division').map(({ key }) => key)
  const codes = new Set(all.flatMap((cells) => keys.flatMap((key) => cells[key] ?? [])))
  const names = new Map<string, string>()
  for (const code of codes) names.set(code, await ctx.organizations.divisionName(ctx, code))
  return names
}
