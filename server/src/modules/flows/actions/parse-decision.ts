import { DmnModdle } from 'dmn-moddle'
import type { DmnElement } from 'dmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { YIWANG_DMN_MODDLE } from '../contract/yiwang-dmn-moddle.ts'
import type { Decision, DecisionModel } from '../domain/decision.ts'
import { ANY } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { compileFeel } from './compile-feel.ts'
import { readDecisionTable } from './decision-table.ts'
import { itemTypes } from './decision-types.ts'
import { inferFeelType } from './infer-feel-type.ts'
import { Finding, childOf, foundAt, listOf, textOf } from './dmn-elements.ts'
import { KNOWN_DMN, QUIET_DMN, titleOfDmn } from './supported-decisions.ts'

export interface ParsedDecision {
  readonly model: DecisionModel | undefined
  /** What the file holds and we can't decide by; empty exactly if there is a model. */
  readonly problems: readonly FlowProblem[]
}

const moddle = new DmnModdle({ yiwang: YIWANG_DMN_MODDLE })
/** DMN 1.4 and 1.5 differ from 1.3 in what we refuse anyway; dmn-moddle knows 1.3. */
const LATER_VERSIONS = /https:\/\/www\.omg\.org\/spec\/DMN\/(20211108|20230324)\/(MODEL|DMNDI)\//g

/** DMN 1.3–1.5 file → model. The same file always gives the same model. */
export async function parseDecision(xml: string): Promise<ParsedDecision> {
  const problems: FlowProblem[] = []
  const root = await readXml(xml, problems)
  if (!root) return { model: undefined, problems }
  checkKnown(root, problems)
  const elements = listOf(root, 'drgElement').filter(({ $type }) => !QUIET_DMN.has($type))
  for (const element of elements) {
    if (element.$type !== 'dmn:InputData' && element.$type !== 'dmn:Decision') problems.push(unsupported(element))
  }
  const types = collected(problems, () => itemTypes(listOf(root, 'itemDefinition')))
  if (!types || problems.length > 0) return { model: undefined, problems }
  const model = readModel(root, { elements, types, problems })
  return problems.length > 0 ? { model: undefined, problems } : { model, problems }
}

async function readXml(xml: string, problems: FlowProblem[]): Promise<DmnElement | undefined> {
  try {
    const versioned = xml.replace(LATER_VERSIONS, 'https://www.omg.org/spec/DMN/20191111/$2/')
    const { rootElement, warnings } = await moddle.fromXML(versioned, 'dmn:Definitions')
    for (const { message, element } of warnings) {
      const text = `文件里有读不懂的内容：${message.replace(/\s+/g, ' ').slice(0, 200)}`
      problems.push({ ...(element?.id ? { elementId: element.id } : {}), rule: 'content', message: text })
    }
    return rootElement
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : ''
    problems.push({ rule: 'xml', message: `文件不是完整的 DMN 决策文件：${reason}` })
    return undefined
  }
}

interface Parts {
  readonly elements: readonly DmnElement[]
  readonly types: ReadonlyMap<string, FeelType>
  readonly problems: FlowProblem[]
}

function readModel(root: DmnElement, parts: Parts): DecisionModel {
  const inputs = parts.elements.flatMap((element) => {
    if (element.$type !== 'dmn:InputData') return []
    const type = collected(parts.problems, () => variableType(element, parts))
    return type ? [{ name: nameOf(element), type }] : []
  })
  const scope: Record<string, FeelType> = Object.fromEntries(inputs.map(({ name, type }) => [name, type]))
  const decisions = inOrder(parts).flatMap((element) => {
    const decision = collected(parts.problems, () => readDecision(element, scope, parts))
    // What stands on a refused decision is not refused for that as well.
    scope[nameOf(element)] = decision?.type ?? ANY
    return decision ? [decision] : []
  })
  if (parts.elements.every(({ $type }) => $type !== 'dmn:Decision')) {
    parts.problems.push({ rule: 'has-decision', message: '文件里没有决策。' })
  }
  checkNames(parts)
  return { name: root.name ?? '', inputs, decisions }
}

/** Each after those whose results it uses. */
function inOrder({ elements, problems }: Parts): DmnElement[] {
  const decisions = elements.filter(({ $type }) => $type === 'dmn:Decision')
  const ordered: DmnElement[] = []
  const visit = (decision: DmnElement, above: readonly DmnElement[]): void => {
    if (ordered.includes(decision)) return
    if (above.includes(decision)) {
      return void problems.push(foundAt(decision, 'circle', '决策之间互相引用，成了圈。'))
    }
    for (const id of requiredBy(decision)) {
      const needed = decisions.find((one) => one.id === id)
      if (needed) visit(needed, [...above, decision])
      else if (!elements.some((one) => one.id === id)) {
        problems.push(foundAt(decision, 'requirement', `引用了文件里没有的“${id}”。`))
      }
    }
    if (!ordered.includes(decision)) ordered.push(decision)
  }
  for (const decision of decisions) visit(decision, [])
  return ordered
}

function requiredBy(decision: DmnElement): string[] {
  return listOf(decision, 'informationRequirement').flatMap((requirement) =>
    ['requiredDecision', 'requiredInput'].flatMap((kind) => {
      const href = childOf(requirement, kind)?.get('href')
      return typeof href === 'string' ? [href.replace(/^#/, '')] : []
    }),
  )
}

/** A decision may read what the drawing connects to it, and nothing else: the drawing is what is reviewed. */
function scopeOf(element: DmnElement, all: Readonly<Record<string, FeelType>>, { elements }: Parts) {
  const ids = requiredBy(element)
  const names = elements.filter((one) => ids.includes(one.id ?? '')).map(nameOf)
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
}

function readDecision(element: DmnElement, all: Readonly<Record<string, FeelType>>, parts: Parts): Decision {
  const logic = childOf(element, 'decisionLogic')
  if (!logic) throw new Finding(element, 'has-logic', '没有写怎么决策。')
  const declared = childOf(element, 'variable')?.get('typeRef') ? variableType(element, parts) : undefined
  const place = { element, name: nameOf(element), names: Object.keys(all), scope: scopeOf(element, all, parts) }
  const common = { id: element.id ?? '', name: nameOf(element) }
  if (logic.$type === 'dmn:DecisionTable') {
    const { table, type } = readDecisionTable(logic, {
      ...place,
      declared,
      types: parts.types,
      problems: parts.problems,
    })
    return { ...common, type, logic: table }
  }
  if (logic.$type !== 'dmn:LiteralExpression')
    throw new Finding(element, 'unsupported', `不支持${titleOfDmn(logic.$type)}。`)
  const text = textOf(logic)
  const type = Finding.from(element, { rule: 'formula', place: `算式“${text}”` }, () =>
    inferFeelType(text, place.scope),
  )
  return { ...common, type: declared ?? type, logic: { kind: 'formula', code: compileFeel(text, place.names) } }
}

function variableType(element: DmnElement, { types }: Parts): FeelType {
  const name = childOf(element, 'variable')?.get('typeRef')
  if (typeof name !== 'string') throw new Finding(element, 'typed', '没有写明值的类型（typeRef）。')
  const type = types.get(name.replace(/^feel:/, ''))
  if (!type) throw new Finding(element, 'typed', `类型“${name}”不认识。`)
  return type
}

function checkNames({ elements, problems }: Parts): void {
  const seen = new Set<string>()
  for (const element of elements) {
    const name = nameOf(element)
    if (name === '') problems.push(foundAt(element, 'named', '没有名称。'))
    else if (seen.has(name)) problems.push(foundAt(element, 'named', `名称“${name}”用了两次。`))
    seen.add(name)
  }
}

/** A property of DMN that we do not read would be ignored when the table is asked, so it is refused; a tool's own marks are not DMN. */
function checkKnown(element: DmnElement, problems: FlowProblem[], owner: DmnElement = element): void {
  const known = KNOWN_DMN.get(element.$type)
  const place = element.$type === 'dmn:Decision' || element.$type === 'dmn:InputData' ? element : owner
  if (!known) return
  for (const name of Object.keys(element).filter((key) => !key.startsWith('$'))) {
    if (!known.has(name)) problems.push(unsupportedPart(element, name, place))
    else for (const child of childrenIn(element, name)) checkKnown(child, problems, place)
  }
}

function childrenIn(element: DmnElement, name: string): DmnElement[] {
  const value = element.get(name)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one): one is DmnElement => typeof one === 'object' && one !== null && '$type' in one)
}

function unsupportedPart(element: DmnElement, name: string, place: DmnElement): FlowProblem {
  const part = childrenIn(element, name)[0]
  return foundAt(place, 'unsupported', `不支持${part ? titleOfDmn(part.$type) : `“${name}”`}。`)
}

function unsupported(element: DmnElement): FlowProblem {
  return foundAt(element, 'unsupported', `不支持${titleOfDmn(element.$type)}。`)
}

function collected<T>(problems: FlowProblem[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Finding)) throw error
    problems.push(foundAt(error.element, error.rule, error.message))
    return undefined
  }
}

function nameOf(element: DmnElement): string {
  return (element.name ?? '').replace(/\s+/g, ' ').trim()
}
