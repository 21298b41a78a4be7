import { BpmnModdle } from 'bpmn-moddle'
import type { ModdleElement, ModdleWarning } from 'bpmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { buildGraph } from '../domain/graph.ts'
import type { EdgeSource, FlowGraph, NodeKind, NodeSource, Wait } from '../domain/graph.ts'
import { problemAt } from '../domain/problem-at.ts'
import { isVariableName, compileCondition } from './compile-condition.ts'
import { ELEMENTS, KNOWN_PROPERTIES, QUIET_ELEMENTS, titleOf } from './supported-elements.ts'
import { YIWANG_MODDLE } from './yiwang-moddle.ts'

export interface ParsedFlow {
  readonly graph: FlowGraph
  /** What the file holds and we can't run: nothing is ignored. */
  readonly problems: readonly FlowProblem[]
}

const moddle = new BpmnModdle({ yiwang: YIWANG_MODDLE })
const EMPTY: FlowGraph = buildGraph({ id: '', name: '', variables: [], nodes: [], edges: [] })

/** BPMN 2.0 file → graph. The same file always gives the same graph; it is parsed once a version and kept. */
export async function parseFlow(xml: string): Promise<ParsedFlow> {
  const read = await readXml(xml)
  if ('problem' in read) return { graph: EMPTY, problems: [read.problem] }
  const { process, problems } = findProcess(read.root)
  problems.push(...read.warnings.map(warningProblem))
  if (!process) return { graph: EMPTY, problems }
  const parts: Parts = { nodes: [], edges: [], problems }
  checkProperties(process, parts)
  for (const element of listOf(process, 'flowElements')) readElement(element, parts)
  const source = { id: process.id ?? '', name: process.name ?? '', variables: variablesOf(process, parts) }
  return { graph: buildGraph({ ...source, nodes: parts.nodes, edges: parts.edges }), problems }
}

interface Parts {
  readonly nodes: NodeSource[]
  readonly edges: EdgeSource[]
  readonly problems: FlowProblem[]
}

type ReadXml = { root: ModdleElement; warnings: readonly ModdleWarning[] } | { problem: FlowProblem }

async function readXml(xml: string): Promise<ReadXml> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml)
    return { root: rootElement, warnings }
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : ''
    return { problem: { rule: 'xml', message: `文件不是完整的 BPMN 2.0 流程图：${reason}` } }
  }
}

function findProcess(root: ModdleElement): { process: ModdleElement | undefined; problems: FlowProblem[] } {
  const elements = listOf(root, 'rootElements')
  const processes = elements.filter((element) => element.$type === 'bpmn:Process')
  const others = elements.filter((element) => element.$type !== 'bpmn:Process' && !QUIET_ELEMENTS.has(element.$type))
  const problems = [
    ...others.map((element) => unsupported(element)),
    ...processes.slice(1).map((element) => problemAt(shown(element), 'one-process', '一个文件只能有一个流程。')),
  ]
  const process = processes[0]
  if (!process) problems.push({ rule: 'one-process', message: '文件里没有流程。' })
  else if (process.get('isExecutable') !== true) {
    problems.push(problemAt(shown(process), 'executable', '流程没有标明可执行（isExecutable="true"）。'))
  }
  return { process, problems }
}

function readElement(element: ModdleElement, parts: Parts): void {
  if (QUIET_ELEMENTS.has(element.$type)) return
  if (element.$type === 'bpmn:SequenceFlow') return readEdge(element, parts)
  const kind = ELEMENTS.get(element.$type)
  if (!kind) return void parts.problems.push(unsupported(element))
  checkProperties(element, parts)
  parts.nodes.push({
    ...shown(element),
    kind: kind === 'timer' && element.$type === 'bpmn:BoundaryEvent' ? 'boundary' : kind,
    ...readTask(element, kind),
    ...readTimer(element, kind, parts),
    ...readRelations(element),
  })
}

function readTask(element: ModdleElement, kind: NodeKind): Pick<NodeSource, 'task'> {
  if (kind !== 'task') return {}
  const limit = element.get('yiwang:limitWorkdays')
  return {
    task: {
      step: textOf(element.get('yiwang:step')),
      role: textOf(element.get('yiwang:role')),
      ...(limit === undefined ? {} : { limitWorkdays: Number(limit) }),
      distinctFrom: wordsOf(element.get('yiwang:distinctFrom')),
    },
  }
}

function readTimer(element: ModdleElement, kind: NodeKind, parts: Parts): Pick<NodeSource, 'wait'> {
  const definitions = listOf(element, 'eventDefinitions')
  const timer = definitions.find((definition) => definition.$type === 'bpmn:TimerEventDefinition')
  for (const definition of definitions) {
    if (kind !== 'timer' || definition !== timer) parts.problems.push(unsupported(definition, element))
    else checkProperties(definition, parts, element)
  }
  if (kind !== 'timer') return {}
  if (!timer) {
    if (definitions.length === 0)
      parts.problems.push(problemAt(shown(element), 'timer', '只支持定时事件，这里没有写定时。'))
    return {}
  }
  const wait = waitOf(timer)
  return wait ? { wait } : {}
}

/** `yiwang:workdays="5"`, or whole calendar days as an ISO 8601 duration, `P10D`; never both. */
function waitOf(timer: ModdleElement): Wait | undefined {
  const workdays = timer.get('yiwang:workdays')
  const duration = timer.get('timeDuration') as ModdleElement | undefined
  const days = /^P(\d+)D$/.exec(textOf(duration?.get('body')).trim())
  if (workdays !== undefined) return duration ? undefined : { length: Number(workdays), unit: 'workday' }
  return days ? { length: Number(days[1]), unit: 'day' } : undefined
}

function readRelations(element: ModdleElement): Pick<NodeSource, 'attachedTo' | 'defaultEdge'> {
  const host =
    element.$type === 'bpmn:BoundaryEvent' ? (element.get('attachedToRef') as ModdleElement | undefined) : undefined
  const isGateway = element.$type === 'bpmn:ExclusiveGateway'
  const defaultEdge = isGateway ? (element.get('default') as ModdleElement | undefined) : undefined
  return { ...(host?.id ? { attachedTo: host.id } : {}), ...(defaultEdge?.id ? { defaultEdge: defaultEdge.id } : {}) }
}

function readEdge(element: ModdleElement, parts: Parts): void {
  checkProperties(element, parts)
  const from = (element.get('sourceRef') as ModdleElement | undefined)?.id
  const to = (element.get('targetRef') as ModdleElement | undefined)?.id
  if (!from || !to) return void parts.problems.push(problemAt(shown(element), 'dangling', '连线的一头没有连到元素。'))
  const condition = readCondition(element, parts)
  parts.edges.push({ ...shown(element), from, to, ...(condition ? { condition } : {}) })
}

function readCondition(element: ModdleElement, parts: Parts): EdgeSource['condition'] {
  const expression = element.get('conditionExpression') as ModdleElement | undefined
  if (!expression) return undefined
  const language = textOf(expression.get('language'))
  if (language && !/feel/i.test(language)) {
    parts.problems.push(problemAt(shown(element), 'condition-language', `条件要用 FEEL 写，不能用“${language}”。`))
    return undefined
  }
  const text = textOf(expression.get('body')).trim()
  try {
    return compileCondition(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    parts.problems.push(problemAt(shown(element), 'condition', `条件“${text}”读不懂：${reason}。`))
    return undefined
  }
}

function variablesOf(process: ModdleElement, parts: Parts): string[] {
  const names = wordsOf(process.get('yiwang:variables'))
  for (const name of names.filter((word) => !isVariableName(word))) {
    parts.problems.push(problemAt(shown(process), 'variables', `变量名“${name}”不能带空格或符号。`))
  }
  return names
}

/** A property that we do not read would be ignored when the flow runs, so it is refused. */
function checkProperties(element: ModdleElement, parts: Parts, place: ModdleElement = element): void {
  const known = KNOWN_PROPERTIES.get(element.$type) ?? new Set()
  const own = Object.keys(element).filter((name) => !name.startsWith('$'))
  for (const name of [...own, ...foreignAttributes(element)]) {
    if (known.has(name)) continue
    const message = `${titleOf(element.$type)}上的“${name}”不支持，请删去。`
    parts.problems.push(problemAt(shown(place), 'unsupported-property', message))
  }
  if (element.$type === 'bpmn:BoundaryEvent' && element.get('cancelActivity') === false) {
    parts.problems.push(problemAt(shown(element), 'interrupting', '只支持会中断环节的边界定时事件（实线）。'))
  }
}

function foreignAttributes(element: ModdleElement): string[] {
  return Object.keys(element.$attrs).filter((name) => name !== 'xmlns' && !name.startsWith('xmlns:'))
}

function unsupported(element: ModdleElement, place: ModdleElement = element): FlowProblem {
  return problemAt(shown(place), 'unsupported', `不支持${titleOf(element.$type)}，请改用支持的元素。`)
}

function warningProblem(warning: ModdleWarning): FlowProblem {
  const message = `文件里有读不懂的内容：${warning.message.replace(/\s+/g, ' ').slice(0, 200)}`
  return { ...(warning.element?.id ? { elementId: warning.element.id } : {}), rule: 'content', message }
}

function shown(element: ModdleElement): { id: string; name: string } {
  return { id: element.id ?? element.$type, name: (element.name ?? '').replace(/\s+/g, ' ').trim() }
}

function listOf(element: ModdleElement, property: string): readonly ModdleElement[] {
  return (element.get(property) as readonly ModdleElement[] | undefined) ?? []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function wordsOf(value: unknown): string[] {
  return textOf(value)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
