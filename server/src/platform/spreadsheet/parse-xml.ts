import { Parser } from 'saxen'
import { NotAWorkbook } from './open-parts.ts'

export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Both spellings of the standard, and whatever prefix the program that wrote the file chose. */
const NAMESPACES = {
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': 's',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': 's',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'p',
}

/**
 * Reads a part of a workbook. Nothing is looked up outside of it: a declaration of entities ends the reading.
 * @throws NotAWorkbook
 */
export function parseXml(xml: string, { open, text, close }: XmlListener): void {
  const parser = new Parser().ns(NAMESPACES)
  let fault: Error | undefined
  parser.on('openTag', (name, attributes) => {
    if (!fault) open?.(name, decodedAll(attributes()))
  })
  parser.on('text', (raw) => text?.(unescaped(raw)))
  parser.on('cdata', (raw) => text?.(raw))
  parser.on('closeTag', (name) => {
    if (!fault) close?.(name)
  })
  parser.on('attention', () => (fault ??= new NotAWorkbook('broken')))
  parser.on('error', (error) => {
    fault ??= error instanceof NotAWorkbook ? error : new NotAWorkbook('broken')
  })
  parser.parse(xml)
  if (fault) throw fault
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

function unescaped(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|apos|gt|lt|quot));/g, (_, ten, hex, name) => {
    if (name !== undefined) return NAMED[name as string]!
    const code = ten === undefined ? Number.parseInt(hex as string, 16) : Number(ten)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

function decodedAll(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, unescaped(value)]))
}
