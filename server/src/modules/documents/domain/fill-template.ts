import type { DocumentData, Template, TemplateBlock, TemplateField } from '../contract/template.ts'
import type { Sheet, SheetBlock } from './sheet.ts'

/** Fills every `{field}` once: what a value contains is never looked at again, so a value cannot name another field. */
export function fillTemplate(template: Pick<Template, 'blocks'>, data: DocumentData): SheetBlock[] {
  return template.blocks.filter((block) => isWanted(block, data)).map((block) => fillBlock(block, data))
}

/** Required fields that the data leaves empty or gives in another shape. */
export function missingFields(template: Template, data: DocumentData): TemplateField[] {
  return template.fields.filter((field) => {
    const value = data[field.name]
    if (value === undefined || isEmpty(value)) return field.required
    return kindOf(value) !== field.kind && !(Array.isArray(value) && value.length === 0)
  })
}

/** Fields that a template's text names, so that a template naming an undeclared field can be refused. */
export function namedFields(template: Template): string[] {
  const names = new Set<string>()
  JSON.stringify(template.blocks, (key, value: unknown) => {
    if (typeof value !== 'string') return value
    if (key === 'field' || key === 'when') names.add(value)
    else for (const match of value.matchAll(PLACE)) names.add(match[1]!)
    return value
  })
  return [...names]
}

/** One seal a sheet, its name and use as on a real one (行政审批专用章). */
export function sealOf(organizationName: string): NonNullable<Sheet['seal']> {
  return { name: organizationName, use: '行政审批专用章' }
}

export const PLACE = /\{([a-z][A-Za-z0-9]*)\}/g

function fillText(text: string, data: DocumentData): string {
  return text.replace(PLACE, (_, name: string) => {
    const value = data[name]
    if (value === undefined) return ''
    return typeof value === 'string' ? value : value.filter((entry) => typeof entry === 'string').join('、')
  })
}

function fillBlock(block: TemplateBlock, data: DocumentData): SheetBlock {
  switch (block.kind) {
    case 'facts':
      return {
        kind: 'facts',
        rows: block.rows
          .filter((row) => isWanted(row, data))
          .map((row) => ({
            label: fillText(row.label, data),
            value: fillText(row.value, data),
            tall: row.tall ?? false,
          })),
      }
    case 'fact-rows':
      return {
        kind: 'facts',
        rows: rowsOf(data, block.field).map((row) => ({ label: row.label ?? '', value: row.value ?? '', tall: false })),
      }
    case 'table':
      return {
        kind: 'table',
        caption: fillText(block.caption ?? '', data),
        titles: block.columns.map((column) => fillText(column.title, data)),
        shares: block.columns.map((column) => column.share),
        rows: rowsOf(data, block.field).map((row, index) =>
          block.columns.map((column) => (column.name === '#' ? String(index + 1) : (row[column.name] ?? ''))),
        ),
      }
    case 'list':
      return { kind: 'list', items: listOf(data, block.field) }
    case 'signature':
      return { kind: 'signature', name: fillText(block.name, data), date: fillText(block.date, data) }
    case 'qr':
      return { kind: 'qr', text: fillText(block.text, data), caption: fillText(block.caption, data) }
    default:
      return { kind: block.kind, text: fillText(block.text, data) }
  }
}

function isWanted(part: { when?: string }, data: DocumentData): boolean {
  if (part.when === undefined) return true
  const value = data[part.when]
  return value !== undefined && !isEmpty(value)
}

function isEmpty(value: DocumentData[string]): boolean {
  return typeof value === 'string' ? value.trim() === '' : value.length === 0
}

function kindOf(value: DocumentData[string]): TemplateField['kind'] {
  if (typeof value === 'string') return 'text'
  return value.every((entry) => typeof entry === 'string') ? 'list' : 'rows'
}

function rowsOf(data: DocumentData, field: string): Record<string, string>[] {
  const value = data[field]
  return Array.isArray(value) ? value.filter((entry) => typeof entry !== 'string') : []
}

function listOf(data: DocumentData, field: string): string[] {
  const value = data[field]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
