import { NotAWorkbook, openParts } from './open-parts.ts'
import { parseXml } from './parse-xml.ts'
import { readSheet } from './read-sheet.ts'
import type { ReadRow } from './read-sheet.ts'
import { readStyles } from './read-styles.ts'
import { decoded } from './xml-text.ts'

export { NotAWorkbook } from './open-parts.ts'
export type { ReadCell, ReadRow } from './read-sheet.ts'

export interface ReadSheet {
  readonly name: string
  readonly isHidden: boolean
  readonly rows: readonly ReadRow[]
}

/**
 * The sheets of a workbook as texts, whatever program wrote it. Formulas are not worked out: what the program last made of them
 * stands beside them. Days are `2026-01-31`; what stands in merged cells stands in each of them.
 * @throws NotAWorkbook
 */
export function readWorkbook(bytes: Buffer): ReadSheet[] {
  const part = openParts(bytes)
  const book = part('xl/workbook.xml')
  if (book === undefined) throw new NotAWorkbook('not-xlsx')
  const { sheets, isFrom1904 } = readBook(book)
  const targets = readTargets(part('xl/_rels/workbook.xml.rels') ?? '<none/>')
  const styles = part('xl/styles.xml')
  const shared = {
    texts: readShared(part('xl/sharedStrings.xml')),
    isDate: styles === undefined ? () => false : readStyles(styles),
    isFrom1904,
  }
  const allowance = { cells: MOST_CELLS }
  return sheets.map(({ name, isHidden, relation }) => {
    const xml = part(targets.get(relation) ?? '')
    return { name, isHidden, rows: xml === undefined ? [] : readSheet(xml, shared, allowance) }
  })
}

/** Of all sheets together. ▣ */
const MOST_CELLS = 1_500_000

interface Book {
  readonly sheets: { name: string; isHidden: boolean; relation: string }[]
  readonly isFrom1904: boolean
}

function readBook(xml: string): Book {
  const sheets: Book['sheets'] = []
  let isFrom1904 = false
  parseXml(xml, {
    open(name, attributes) {
      if (name === 's:workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 's:sheet') return
      const { state } = attributes
      sheets.push({
        name: attributes['name'] ?? '',
        isHidden: state === 'hidden' || state === 'veryHidden',
        relation: attributes['r:id'] ?? '',
      })
    },
  })
  return { sheets, isFrom1904 }
}

/** Relation → the name of the part, which may be told from the folder or from the root. */
function readTargets(xml: string): Map<string, string> {
  const targets = new Map<string, string>()
  parseXml(xml, {
    open(_, attributes) {
      const { Id: id, Target: target } = attributes
      if (id === undefined || target === undefined) return
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
    },
  })
  return targets
}

/** The texts that cells share; of one in several letter styles, the letters. What tells how a character is pronounced is left out. */
function readShared(xml: string | undefined): string[] {
  const texts: string[] = []
  if (xml === undefined) return texts
  let current: string[] | undefined
  let isText = false
  let aside = 0
  parseXml(xml, {
    open(name) {
      if (name === 's:si') current = []
      if (name === 's:rPh') aside += 1
      if (name === 's:t') isText = aside === 0
    },
    text(text) {
      if (isText) current?.push(text)
    },
    close(name) {
      if (name === 's:t') isText = false
      if (name === 's:rPh') aside -= 1
      if (name === 's:si') texts.push(decoded((current ?? []).join('')))
    },
  })
  return texts
}
