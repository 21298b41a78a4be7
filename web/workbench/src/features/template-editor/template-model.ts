import type { DocumentKind, TemplateBlock } from '@yiwang/server/contract/documents'

export type BlockKind = TemplateBlock['kind']
export type TemplateField = DocumentKind['fields'][number]

/** A block on the page: it keeps its number when it moves. */
export interface Entry {
  readonly key: number
  readonly block: TemplateBlock
}

/** What is designed: blocks of one kind of document. */
export interface TemplateModel {
  readonly kind: DocumentKind
  readonly name: string
  readonly entries: readonly Entry[]
}

export const BLOCK_KINDS = [
  'letterhead',
  'number-line',
  'title',
  'recipient',
  'paragraph',
  'list',
  'table',
  'facts',
  'fact-rows',
  'signature',
  'qr',
  'note',
] as const satisfies readonly BlockKind[]

export function entriesOf(blocks: readonly TemplateBlock[]): Entry[] {
  return blocks.map((block, key) => ({ key, block }))
}

export function blocksOf({ entries }: TemplateModel): TemplateBlock[] {
  return entries.map(({ block }) => block)
}

export function freshKey(entries: readonly Entry[]): number {
  return Math.max(-1, ...entries.map(({ key }) => key)) + 1
}

/** A new block says what such a block says in most documents. */
export function newBlock(kind: BlockKind, { fields, name }: DocumentKind): TemplateBlock {
  const first = (of: TemplateField['kind']) => fields.find((field) => field.kind === of)
  switch (kind) {
    case 'facts':
      return { kind, rows: [{ label: '', value: '' }] }
    case 'fact-rows':
    case 'list':
      return { kind, field: first(kind === 'list' ? 'list' : 'rows')?.name ?? '' }
    case 'table':
      return { kind, ...tableOf(first('rows')) }
    case 'signature':
      return { kind, name: '{organizationName}', date: '{issuedOn}' }
    case 'qr':
      return { kind, text: '{verifyUrl}', caption: '扫码核验本文书' }
    default:
      return { kind, text: { ...USUAL, title: name }[kind] ?? '' }
  }
}

const USUAL: Partial<Record<BlockKind, string>> = {
  letterhead: '{organizationName}',
  'number-line': '{documentNo}',
  recipient: '{applicant}',
}

/** A table of all that the rows say. */
export function tableOf(field: TemplateField | undefined) {
  const columns = (field?.columns ?? []).map(({ name, title }) => ({ name, title, share: 3 }))
  return { field: field?.name ?? '', columns: [{ name: '#', title: '序号', share: 0 }, ...columns] }
}

/** `{applicant}` as people read it: `{申请人}`. */
export function shownText(text: string, fields: readonly TemplateField[]): string {
  return text.replaceAll(/\{([^{}]*)\}/g, (place, name: string) => {
    const field = fields.find((one) => one.name === name)
    return field ? `{${field.title}}` : place
  })
}

/** The other way; what is no field stays as it was typed, and the check names it. */
export function keptText(text: string, fields: readonly TemplateField[]): string {
  return text.replaceAll(/\{([^{}]*)\}/g, (place, title: string) => {
    const field = fields.find((one) => one.title === title.trim())
    return field ? `{${field.name}}` : place
  })
}

/** One line of what a block says, for the list. */
export function summaryOf(block: TemplateBlock, fields: readonly TemplateField[]): string {
  const titleOf = (name: string) => fields.find((field) => field.name === name)?.title ?? name
  switch (block.kind) {
    case 'facts':
      return block.rows.map(({ label }) => shownText(label, fields)).join('、')
    case 'fact-rows':
    case 'list':
    case 'table':
      return titleOf(block.field)
    case 'signature':
      return shownText(`${block.name} ${block.date}`, fields)
    case 'qr':
      return block.caption
    default:
      return shownText(block.text, fields)
  }
}
