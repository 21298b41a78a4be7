import type { ListCell, ListColumn } from '../../../platform/module/index.ts'
import { gathered } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { zipStream } from './zip-stream.ts'

/**
 * One sheet of Office Open XML (ECMA-376 part 1, 18.3), written while its rows come. Texts are texts, never formulas: a cell is
 * `inlineStr` or a number. The mark stands in the second row and on every printed page.
 */
export function writeXlsx(sheet: Sheet): AsyncIterable<Uint8Array> {
  return zipStream([
    { name: '[Content_Types].xml', content: once(CONTENT_TYPES) },
    { name: '_rels/.rels', content: once(relations([['officeDocument', 'xl/workbook.xml']])) },
    { name: 'xl/workbook.xml', content: once(workbook(sheet.title)) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: once(
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ),
    },
    { name: 'xl/styles.xml', content: once(STYLES) },
    { name: 'xl/worksheets/sheet1.xml', content: gathered(worksheet(sheet)) },
  ])
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`

/** Plain; the title; the mark; the head; a text that stays a text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="4"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="14"/><name val="宋体"/></font><font><sz val="9"/><color rgb="FFB8352B"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EFF5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf fontId="0"/><xf fontId="1" applyFont="1"/><xf fontId="2" applyFont="1"/><xf fontId="3" fillId="2" applyFont="1" applyFill="1"/><xf fontId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
const TITLE = 1
const MARK = 2
const HEAD = 3
const TEXT = 4

const USUAL_WIDTH = 14
/** Of a page's head or foot, in characters. */
const LONGEST_FOOT = 240
const LONGEST_CELL = 32_767

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const rows = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`
}

function workbook(title: string): string {
  // Characters that a sheet's name must not have, and its length.
  const name = escaped(title.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31))
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

async function* worksheet({ title, mark, columns, rows }: Sheet): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  yield `<cols>${columns.map(widthOf).join('')}</cols><sheetData>`
  yield row(1, [textCell(title, TITLE)])
  yield row(2, [textCell(mark, MARK)])
  yield row(
    3,
    columns.map((column) => textCell(column.title, HEAD)),
  )
  let number = 3
  for await (const cells of rows) {
    number += 1
    yield row(number, cells.map(cellOf))
  }
  yield `</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>`
  const foot = escaped(mark.slice(0, LONGEST_FOOT / 2).replaceAll('&', '&&'))
  yield `<headerFooter><oddFooter>&amp;L&amp;8${foot}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
}

function widthOf({ width = USUAL_WIDTH }: ListColumn, index: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
}

function row(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`
}

function cellOf(value: ListCell): string {
  if (value === undefined || value === '') return '<c/>'
  return typeof value === 'number' ? `<c><v>${value}</v></c>` : textCell(value, TEXT)
}

function textCell(text: string, style: number): string {
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_CELL))}</t></is></c>`
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** As XML takes it: without characters that it forbids; and what Excel would read as a coded character stays what it is. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => MARKUP[character]!)
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}
