/** DMN 1.3, which is what is written; later versions are read the same way. */
const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
/** Of the attributes that a result has beyond DMN. */
const OURS = 'https://yiwang.dev/dmn/1.0'

export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT'] as const
export type HitPolicy = (typeof HIT_POLICIES)[number]
export const VALUE_TYPES = ['number', 'string', 'boolean', 'date'] as const
export type ValueType = (typeof VALUE_TYPES)[number]

/** A condition: what it looks at, by the name that the flow knows it under. */
export interface Condition {
  readonly id: string
  readonly label: string
  readonly name: string
  readonly type: ValueType
}

/** A result, and what it may be: values one by one, or numbers of a range that the law states. */
export interface Result {
  readonly id: string
  readonly label: string
  readonly name: string
  readonly type: ValueType
  readonly allowed: string
  /** Of a range: in what it is counted, and the article that leaves it. */
  readonly unit: string
  readonly basis: string
  /** The name of another result that this one may not exceed. */
  readonly notAbove: string
  /** Where no rule holds. */
  readonly otherwise: string
}

export interface Rule {
  readonly id: string
  /** FEEL, one text a condition; `-` holds always. */
  readonly conditions: readonly string[]
  readonly results: readonly string[]
}

/** 决策表 as its writer sees it. */
export interface TableModel {
  readonly name: string
  readonly decision: string
  readonly hitPolicy: HitPolicy
  readonly conditions: readonly Condition[]
  readonly results: readonly Result[]
  readonly rules: readonly Rule[]
}

/** What an editor of a part of it is given. */
export interface EditorProps {
  model: TableModel
  onChange(model: TableModel): void
}

export const BLANK_RESULT: Omit<Result, 'id'> = {
  label: '',
  name: '',
  type: 'string',
  allowed: '',
  unit: '',
  basis: '',
  notAbove: '',
  otherwise: '',
}

export const BLANK_TABLE: TableModel = {
  name: '新决策表',
  decision: '结论',
  hitPolicy: 'UNIQUE',
  conditions: [{ id: 'condition1', label: '', name: '', type: 'number' }],
  results: [{ id: 'result1', ...BLANK_RESULT }],
  rules: [{ id: 'rule1', conditions: ['-'], results: [''] }],
}

/** Undefined for a file that holds more than one table of values: that is written as a file. */
export function readTable(xml: string): TableModel | undefined {
  const root = new DOMParser().parseFromString(xml, 'application/xml').documentElement
  const [decision, ...more] = childrenOf(root, 'decision')
  const table = decision && childrenOf(decision, 'decisionTable')[0]
  const others = [...root.children].filter((one) => !['inputData', 'decision', 'DMNDI'].includes(one.localName))
  if (!decision || !table || more.length > 0 || others.length > 0) return undefined
  const conditions = childrenOf(table, 'input').map(readCondition)
  const hitPolicy = HIT_POLICIES.find((one) => one === (table.getAttribute('hitPolicy') ?? 'UNIQUE'))
  if (!hitPolicy || table.hasAttribute('aggregation') || conditions.includes(undefined)) return undefined
  return {
    name: root.getAttribute('name') ?? '',
    decision: decision.getAttribute('name') ?? '',
    hitPolicy,
    conditions: conditions.filter((one) => one !== undefined),
    results: childrenOf(table, 'output').map(readResult),
    rules: childrenOf(table, 'rule').map(readRule),
  }
}

function readCondition(input: Element, at: number): Condition | undefined {
  const expression = childrenOf(input, 'inputExpression')[0]
  const name = expression && textIn(expression)
  // A formula, or values that are listed for a condition: more than this table of names shows.
  if (!expression || name === undefined || !isName(name) || childrenOf(input, 'inputValues').length > 0)
    return undefined
  return {
    id: input.id || `condition${at + 1}`,
    label: input.getAttribute('label') ?? '',
    name,
    type: typeOf(expression),
  }
}

function readResult(output: Element, at: number): Result {
  const [values] = childrenOf(output, 'outputValues')
  const [otherwise] = childrenOf(output, 'defaultOutputEntry')
  const own = (name: string) => output.getAttributeNS(OURS, name) ?? ''
  return {
    id: output.id || `result${at + 1}`,
    label: output.getAttribute('label') ?? '',
    name: output.getAttribute('name') ?? '',
    type: typeOf(output),
    allowed: values ? textIn(values) : '',
    unit: own('unit'),
    basis: own('basis'),
    notAbove: own('notAbove'),
    otherwise: otherwise ? textIn(otherwise) : '',
  }
}

function readRule(rule: Element, at: number): Rule {
  return {
    id: rule.id || `rule${at + 1}`,
    conditions: childrenOf(rule, 'inputEntry').map(textIn),
    results: childrenOf(rule, 'outputEntry').map(textIn),
  }
}

function childrenOf(element: Element, name: string): Element[] {
  return [...element.children].filter((one) => one.localName === name)
}

function textIn(element: Element): string {
  return childrenOf(element, 'text')[0]?.textContent?.trim() ?? ''
}

function typeOf(element: Element): ValueType {
  return VALUE_TYPES.find((one) => one === element.getAttribute('typeRef')) ?? 'string'
}

export function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)
}

export function writeTable(model: TableModel): string {
  const { conditions, results, rules } = model
  const named = results.length > 1
  const inputs = [...new Map(conditions.map((one) => [one.name, one])).values()]
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="${DMN}" xmlns:yiwang="${OURS}" id="file" name="${escaped(model.name)}" namespace="https://yiwang.dev/dmn">`,
    ...inputs.map(
      ({ name, type }, at) =>
        `  <inputData id="data${at + 1}" name="${escaped(name)}"><variable name="${escaped(name)}" typeRef="${type}"/></inputData>`,
    ),
    `  <decision id="decision" name="${escaped(model.decision)}">`,
    ...inputs.map(
      (_, at) =>
        `    <informationRequirement id="needs${at + 1}"><requiredInput href="#data${at + 1}"/></informationRequirement>`,
    ),
    `    <decisionTable id="table" hitPolicy="${model.hitPolicy}">`,
    ...conditions.map(
      ({ id, label, name, type }) =>
        `      <input id="${id}" label="${escaped(label)}"><inputExpression id="${id}-read" typeRef="${type}"><text>${escaped(name)}</text></inputExpression></input>`,
    ),
    ...results.map((result) => `      ${resultXml(result, named)}`),
    ...rules.map((rule) => `      ${ruleXml(rule)}`),
    '    </decisionTable>',
    '  </decision>',
    '</definitions>',
  ]
  return `${lines.join('\n')}\n`
}

function resultXml({ id, label, name, type, allowed, otherwise, ...range }: Result, isNamed: boolean): string {
  const values = allowed.trim() === '' ? '' : `<outputValues><text>${escaped(allowed.trim())}</text></outputValues>`
  const rest =
    otherwise.trim() === ''
      ? ''
      : `<defaultOutputEntry id="${id}-else"><text>${escaped(otherwise.trim())}</text></defaultOutputEntry>`
  const own = isNamed ? ` name="${escaped(name)}"` : ''
  const ours = (['unit', 'basis', 'notAbove'] as const)
    .filter((key) => type === 'number' && range[key].trim() !== '' && (key !== 'notAbove' || isNamed))
    .map((key) => ` yiwang:${key}="${escaped(range[key].trim())}"`)
  return `<output id="${id}" label="${escaped(label)}"${own} typeRef="${type}"${ours.join('')}>${values}${rest}</output>`
}

function ruleXml({ id, conditions, results }: Rule): string {
  const entries = [
    ...conditions.map((text, at) => ['inputEntry', `${id}-if${at + 1}`, text.trim() || '-'] as const),
    ...results.map((text, at) => ['outputEntry', `${id}-then${at + 1}`, text.trim()] as const),
  ].map(([tag, entryId, text]) => `<${tag} id="${entryId}"><text>${escaped(text)}</text></${tag}>`)
  return `<rule id="${id}">${entries.join('')}</rule>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A number that is not taken yet. */
export function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id))
  let number = taken.length + 1
  while (ids.has(`${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}
