import { strToU8, zipSync } from 'fflate'

export type WorkbookRow = Readonly<Record<string, string | number>>

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A workbook as an office program would save it: sheets with a head, numbers as numbers, cells by their titles. */
export function workbook(sheets: Readonly<Record<string, readonly WorkbookRow[]>>): Buffer {
  const names = Object.keys(sheets)
  const files = Object.values(sheets).map((rows, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetOf(rows)])
  const links = names.map(
    (_, index) =>
      `<Relationship Id="r${index + 1}" Type="${LINKS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const listed = names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"/>`)
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    ...(Object.fromEntries(files) as Record<string, string>),
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))))
}

function sheetOf(rows: readonly WorkbookRow[]): string {
  const titles = [...new Set(rows.flatMap(Object.keys))]
  const lines = [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ''))]
  const cells = lines.map((line) => `<row>${line.map(cellOf).join('')}</row>`)
  return `<worksheet xmlns="${MAIN}"><sheetData>${cells.join('')}</sheetData></worksheet>`
}

function cellOf(value: string | number): string {
  return typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
}
