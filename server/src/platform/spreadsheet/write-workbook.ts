import { zipOf } from '../zip/index.ts'
import type { ZipPart } from '../zip/index.ts'
import type { CellValue, SheetColumn, SheetToWrite } from './sheet-to-write.ts'
import { HEAD_LINE, MAIN, STYLE, STYLES, contentTypes, relations, workbookPart } from './workbook-parts.ts'
import { columnLetters, escaped } from './xml-text.ts'

const USUAL_WIDTH = 14
/** Of a page's head or foot, in characters. */
const LONGEST_FOOT = 240
const LONGEST_CELL = 32_767
const LONGEST_HINT = 255
/** What an archive says where it says no time. */
const NO_TIME = new Date(1980, 0, 1)
const OPTIONS_SHEET = '选项'

/**
 * A workbook of Office Open XML, written while its rows come: a cell is an `inlineStr` or a number, never a formula. Lists to choose
 * from stand in a hidden sheet at the end, because those in a cell's rule may not be long.
 */
export function writeWorkbook(sheets: readonly SheetToWrite[]): AsyncIterable<Uint8Array> {
  const lists = [...new Map(sheets.flatMap(listsOf).map((list) => [list.join('\n'), list])).values()]
  const places = new Map(lists.map((list, index) => [list.join('\n'), rangeOf(list, index + 1)]))
  const options = lists.length > 0 ? [optionsSheet(lists)] : []
  return zipOf(partsOf([...sheets, ...options], { places, visible: sheets.length }))
}

interface Whole {
  readonly places: ReadonlyMap<string, string>
  readonly visible: number
}

async function* partsOf(sheets: readonly SheetToWrite[], whole: Whole): AsyncGenerator<ZipPart> {
  const part = (name: string, content: AsyncIterable<Uint8Array>): ZipPart => ({
    name,
    at: NO_TIME,
    isPacked: false,
    content,
  })
  yield part('[Content_Types].xml', once(contentTypes(sheets.length)))
  yield part('_rels/.rels', once(relations([['officeDocument', 'xl/workbook.xml']])))
  const named = sheets.map(({ name }, index) => ({ name, isHidden: index >= whole.visible }))
  yield part('xl/workbook.xml', once(workbookPart(named)))
  const targets = sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const)
  yield part('xl/_rels/workbook.xml.rels', once(relations([...targets, ['styles', 'styles.xml']])))
  yield part('xl/styles.xml', once(STYLES))
  for (const [index, sheet] of sheets.entries())
    yield part(`xl/worksheets/sheet${index + 1}.xml`, gathered(worksheet(sheet, whole.places)))
}

async function* worksheet(sheet: SheetToWrite, places: ReadonlyMap<string, string>): AsyncGenerator<string> {
  const { above, columns, rows, foot } = sheet
  const head = above.length + (columns.length > 0 ? 1 : 0)
  yield `${HEAD_LINE}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`
  if (head > 0) yield `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`
  yield `</sheetView></sheetViews>`
  if (columns.length > 0) yield `<cols>${columns.map(columnShape).join('')}</cols>`
  yield `<sheetData>`
  let number = 0
  for (const { text, look } of above)
    yield row((number += 1), [textCell(text, STYLE[look === 'plain' ? 'words' : look])])
  if (columns.length > 0)
    yield row(
      (number += 1),
      columns.map((column) => textCell(column.title, column.isRequired ? STYLE.required : STYLE.head)),
    )
  for await (const cells of rows) yield row((number += 1), cells.map(cellOf))
  yield `</sheetData>${rules(sheet, { from: head + 1, to: number + (sheet.blankRows ?? 0), places })}`
  yield `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>`
  if (foot !== undefined) {
    const words = escaped(foot.slice(0, LONGEST_FOOT / 2).replaceAll('&', '&&'))
    yield `<headerFooter><oddFooter>&amp;L&amp;8${words}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`
  }
  yield `</worksheet>`
}

function columnShape({ width = USUAL_WIDTH }: SheetColumn, index: number): string {
  // Texts of the whole column stay texts, also those that are typed later: a code of eighteen digits is no number.
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE.text}" customWidth="1"/>`
}

function rules(
  { columns, blankRows = 0 }: SheetToWrite,
  { from, to, places }: { from: number; to: number; places: ReadonlyMap<string, string> },
): string {
  if (blankRows === 0 || to < from) return ''
  const made = columns.flatMap((column, index) => {
    const { choices, hint, isSeveral } = column
    if (!choices && hint === undefined) return []
    const letters = columnLetters(index + 1)
    const list = choices ? ` type="list" allowBlank="1"${isSeveral ? '' : ' showErrorMessage="1"'}` : ''
    const prompt =
      hint === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${escaped(column.title.slice(0, 32))}" prompt="${escaped(hint.slice(0, LONGEST_HINT))}"`
    const formula = choices ? `<formula1>${places.get(choices.join('\n'))}</formula1>` : ''
    return `<dataValidation${list}${prompt} sqref="${letters}${from}:${letters}${to}">${formula}</dataValidation>`
  })
  return made.length === 0 ? '' : `<dataValidations count="${made.length}">${made.join('')}</dataValidations>`
}

function listsOf({ columns, blankRows = 0 }: SheetToWrite): (readonly string[])[] {
  return blankRows === 0 ? [] : columns.flatMap(({ choices }) => (choices ? [choices] : []))
}

function rangeOf(list: readonly string[], column: number): string {
  const letters = columnLetters(column)
  return `'${OPTIONS_SHEET}'!$${letters}$1:$${letters}$${list.length}`
}

function optionsSheet(lists: readonly (readonly string[])[]): SheetToWrite {
  const longest = Math.max(...lists.map((list) => list.length))
  const rows = Array.from({ length: longest }, (_, index) => lists.map((list) => list[index]))
  return { name: OPTIONS_SHEET, above: [], columns: [], rows }
}

function row(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`
}

function cellOf(value: CellValue): string {
  if (value === undefined || value === '') return '<c/>'
  return typeof value === 'number' ? `<c><v>${value}</v></c>` : textCell(value, STYLE.text)
}

function textCell(text: string, style: number): string {
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_CELL))}</t></is></c>`
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

/** Texts gathered to pieces that are worth a write. */
export async function* gathered(texts: AsyncIterable<string>, atLeast = 65_536): AsyncGenerator<Buffer> {
  let waiting: string[] = []
  let length = 0
  for await (const text of texts) {
    waiting.push(text)
    length += text.length
    if (length < atLeast) continue
    yield Buffer.from(waiting.join(''))
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.from(waiting.join(''))
}
