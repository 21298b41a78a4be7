import type { TemplateProblem } from '../contract/manage-templates.ts'
import { BLOCK_TITLES } from '../contract/template.ts'
import type { Template, TemplateBlock, TemplateField } from '../contract/template.ts'
import { PLACE } from './fill-template.ts'

type Kind = Pick<Template, 'fields' | 'name'>

/**
 * All that keeps a template from being published. What passes can be filled by every act that issues this kind and be set by
 * the press: a document that is in law must never be one that cannot be printed.
 */
export function checkTemplate(kind: Kind, blocks: readonly TemplateBlock[]): TemplateProblem[] {
  return [
    ...blocks.flatMap((block, place) => checkBlock(kind, block).map((found) => at(place, block, found))),
    ...checkWhole(blocks),
    ...checkFields(kind, blocks),
  ]
}

interface Found {
  readonly rule: string
  readonly message: string
}

function at(place: number, { kind }: TemplateBlock, { rule, message }: Found): TemplateProblem {
  return { rule, message: `第 ${place + 1} 块“${BLOCK_TITLES[kind]}”：${message}`, block: place }
}

function checkBlock(kind: Kind, block: TemplateBlock): Found[] {
  const fields = new Map(kind.fields.map((field) => [field.name, field]))
  const texts = textsOf(block)
  const empty = texts.some((text) => text.trim() === '')
  return [
    ...(empty ? [{ rule: 'empty', message: '还有没写的地方' }] : []),
    ...texts.flatMap((text) => checkText(fields, text)),
    ...whensOf(block).flatMap((name) => (fields.has(name) ? [] : [unknown(name)])),
    ...checkSource(fields, block),
    ...(block.kind === 'qr' && block.text !== '{verifyUrl}'
      ? [{ rule: 'qr', message: '二维码里只能是核验网址，不能写别的' }]
      : []),
  ]
}

function unknown(name: string): Found {
  return { rule: 'unknown-field', message: `这种文书没有“${name}”这个字段` }
}

/** Braces stand for fields alone; whatever else is between them would be printed as it is typed. */
function checkText(fields: ReadonlyMap<string, TemplateField>, text: string): Found[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)
  const found = named.flatMap((name) => {
    const field = fields.get(name)
    if (!field) return [unknown(name)]
    if (field.kind !== 'rows') return []
    return [{ rule: 'wrong-place', message: `“${field.title}”有好几行，只能放在表格里` }]
  })
  const rest = text.replaceAll(/\{[^{}]*\}/g, '')
  if (/[{}]/.test(rest)) found.push({ rule: 'brace', message: '花括号要成对，里面只写字段' })
  return found
}

/** Where a block takes its rows or entries from. */
function checkSource(fields: ReadonlyMap<string, TemplateField>, block: TemplateBlock): Found[] {
  if (!('field' in block)) return []
  if (block.field === '') return [{ rule: 'empty', message: '还没有选用哪个字段' }]
  const field = fields.get(block.field)
  if (!field) return [unknown(block.field)]
  const wanted = block.kind === 'list' ? 'list' : 'rows'
  if (field.kind !== wanted) return [{ rule: 'wrong-place', message: `“${field.title}”不能放在这里` }]
  const known = new Set(['#', ...(field.columns ?? []).map(({ name }) => name)])
  const named = block.kind === 'table' ? block.columns.map(({ name }) => name) : []
  if (block.kind === 'fact-rows') named.push('label', 'value')
  return named
    .filter((name) => !known.has(name))
    .map((name) => ({ rule: 'unknown-column', message: `“${field.title}”没有“${name}”这一列` }))
}

/** What every document has once: by its title it is called, at its signature it is sealed. */
function checkWhole(blocks: readonly TemplateBlock[]): Found[] {
  const found: Found[] = []
  const always = (kind: TemplateBlock['kind']) => blocks.filter((one) => one.kind === kind)
  for (const kind of ['title', 'signature'] as const) {
    const there = always(kind)
    if (there.length === 1 && there[0]!.when === undefined) continue
    found.push({ rule: kind, message: `文书要有、并且只能有一个“${BLOCK_TITLES[kind]}”，不带条件` })
  }
  for (const block of blocks) {
    if (block.kind !== 'signature') continue
    if (!block.name.includes('{organizationName}') || !block.date.includes('{issuedOn}'))
      found.push({ rule: 'signature', message: '署名要写机关名称，日期要写成文日期：印章盖在它们上面' })
  }
  return found
}

/** What the act must say has to be on the page whatever else is left out. */
function checkFields({ fields, name }: Kind, blocks: readonly TemplateBlock[]): Found[] {
  const required = new Set(fields.filter((field) => field.required).map((field) => field.name))
  const isSure = (when: string | undefined) => when === undefined || required.has(when)
  const printed = new Set(blocks.filter(({ when }) => isSure(when)).flatMap((block) => printedBy(block, isSure)))
  return fields
    .filter((field) => field.required && !printed.has(field.name))
    .map(({ title, law }) => ({
      rule: 'missing-field',
      message: `“${name}”必须写明“${title}”${law === undefined ? '' : `（${law}）`}，模板里没有它，或者只在有条件的块里`,
    }))
}

function printedBy(block: TemplateBlock, isSure: (when: string | undefined) => boolean): string[] {
  const texts =
    block.kind === 'facts'
      ? block.rows.filter((row) => isSure(row.when)).flatMap((row) => [row.label, row.value])
      : textsOf(block)
  const named = texts.flatMap((text) => [...text.matchAll(PLACE)].map((match) => match[1]!))
  return 'field' in block ? [...named, block.field] : named
}

function textsOf(block: TemplateBlock): string[] {
  switch (block.kind) {
    case 'facts':
      return block.rows.flatMap((row) => [row.label, row.value])
    case 'table':
      return [
        ...(block.caption === undefined ? [] : [block.caption]),
        ...block.columns.flatMap(({ title, name }) => [title, name]),
      ]
    case 'signature':
      return [block.name, block.date]
    case 'qr':
      return [block.text, block.caption]
    case 'list':
    case 'fact-rows':
      return []
    default:
      return [block.text]
  }
}

function whensOf(block: TemplateBlock): string[] {
  const rows = block.kind === 'facts' ? block.rows.flatMap((row) => row.when ?? []) : []
  return block.when === undefined ? rows : [block.when, ...rows]
}
