import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { CellValue, SheetColumn, SheetToWrite } from '../../../platform/spreadsheet/index.ts'
import { SHEET_COLUMNS, rowsOf } from './item-rows.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import { STANDARD_TYPES } from '../domain/power-types.ts'
import { IDENTITY, ITEMS_SHEET, NOTES_SHEET, NUMBER, REST_SHEET, YES_NO, worded } from './layout.ts'
import type { Column } from './layout.ts'

/** Rows that are prepared for being filled in, on every sheet. */
const BLANK_ROWS = 500

const WIDTHS: Readonly<Record<string, number>> = {
  事项序号: 9,
  事项名称: 36,
  内容: 60,
  条件: 60,
  条款内容: 50,
  材料名称: 36,
  填报须知: 40,
  解答: 60,
}

/** 事项导入模板, or items in the same form: what was exported can be changed and brought back. */
export function writeItems(
  items: readonly FiledItem[],
  types: ReadonlyMap<string, string> = STANDARD_TYPES.titles(),
): AsyncIterable<Uint8Array> {
  const rows = rowsOf(items, types)
  const all = [...SHEET_COLUMNS].map(([name, columns]) => [name, columns.map((one) => worded(one, types))] as const)
  const sheets = all.map(([name, columns]) => sheetOf(name, columns, rows.get(name) ?? []))
  return writeWorkbook([notesSheet(all), ...sheets])
}

export function sheetOf(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly CellValue[])[],
): SheetToWrite {
  return {
    name,
    above: [
      { text: name, look: 'title' },
      { text: ABOVE[name] ?? OF_A_LIST, look: 'plain' },
    ],
    columns: columns.map(columnOf),
    rows,
    blankRows: name === REST_SHEET ? 0 : BLANK_ROWS,
  }
}

const OF_A_LIST = `每行一条，用“${NUMBER.title}”指明是哪个事项的；序号空着表示与上一行是同一个事项。`
const ABOVE: Readonly<Record<string, string>> = {
  [ITEMS_SHEET]: '每行一个事项。红色标题的栏必须填写，其他栏没有内容就空着。',
  [REST_SHEET]: '申请表单等不便在表格里修改的内容，由平台写出，请勿改动；新事项不必填写。',
}

function columnOf(column: Column): SheetColumn {
  const { title, hint, isRequired, kind, choices } = column
  const list = kind === 'yes-no' ? [...YES_NO.values()] : choices && [...choices.values()]
  return {
    title,
    isRequired,
    width: WIDTHS[title] ?? Math.max(12, Math.min(28, title.length * 2 + 3)),
    ...(hint !== undefined && { hint }),
    ...(list && { choices: list }),
    ...(kind === 'several' && { isSeveral: true }),
  }
}

/** What each column wants, as a sheet to read and print. */
function notesSheet(all: readonly (readonly [sheet: string, columns: readonly Column[]])[]): SheetToWrite {
  const rows = all.flatMap(([sheet, columns]) =>
    columns.map((column) => [sheet, column.title, column.isRequired ? '必填' : '', noteOf(column)]),
  )
  return {
    name: NOTES_SHEET,
    above: [
      { text: '政务服务事项导入模板', look: 'title' },
      {
        text: '填写后在工作台“事项 → 导入”上传：先试导入，逐行看结果；没有问题的可以先导入，有问题的改正后再传一次，已经导入的不会重复。',
        look: 'plain',
      },
      { text: `变更已有的事项，请先导出，在导出的文件里修改；“${IDENTITY.itemId.title}”请勿改动。`, look: 'plain' },
    ],
    columns: [
      { title: '工作表', width: 14 },
      { title: '栏', width: 26 },
      { title: '必填', width: 8 },
      { title: '怎么填', width: 90 },
    ],
    rows,
  }
}

function noteOf({ kind, choices, hint }: Column): string {
  if (kind !== 'choice' && kind !== 'several') return hint ?? ''
  const list = choices ? `可选：${[...choices.values()].join('、')}` : ''
  return kind === 'several' ? ['可以有几个，用分号隔开', list].filter((one) => one !== '').join('。') : list
}
