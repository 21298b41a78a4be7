import { readFileSync, readdirSync } from 'node:fs'
import { BpmnModdle } from 'bpmn-moddle'
import type { ModdleElement } from 'bpmn-moddle'
import { parseFlow } from '../src/modules/flows/actions/parse-flow.ts'
import { YIWANG_MODDLE } from '../src/modules/flows/contract/yiwang-moddle.ts'
import type { FlowProblem } from '../src/modules/flows/contract/flow-problem.ts'
import { checkFlow } from '../src/modules/flows/domain/check-flow.ts'
import { buildGraph } from '../src/modules/flows/domain/graph.ts'
import { choose } from '../src/modules/flows/domain/choose-edges.ts'
import type { FlowNode, FlowSource, FlowValues } from '../src/modules/flows/domain/graph.ts'
import { possibleEvents, startRun, takeEvent } from './play-flow.ts'

const FOLDER = new URL('../../data/conformance/bpmn-miwg/', import.meta.url)
const moddle = new BpmnModdle({ yiwang: YIWANG_MODDLE })

/** What became of a reference model. */
export interface MiwgResult {
  readonly model: string
  readonly isExecutable: boolean
  readonly hasPools: boolean
  /** What the test put in the place of what the model leaves open, or left out because it is not control flow. */
  readonly adapted: readonly string[]
  readonly problems: readonly FlowProblem[]
  /** How many of the elements were passed by the runs of the test chooser; every one of them, if it runs. */
  readonly passed: number
  readonly elements: number
}

export function listMiwgModels(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.bpmn'))
    .toSorted()
}

/** The model's file, with what reference models leave open said in our way; everything done to it is noted. */
export async function adaptMiwgModel(model: string): Promise<Adapted> {
  const { rootElement } = await moddle.fromXML(readFileSync(new URL(model, FOLDER), 'utf8'))
  const adapted = new Map<string, number>()
  const note = (what: string) => void adapted.set(what, (adapted.get(what) ?? 0) + 1)
  const roots = listOf(rootElement, 'rootElements')
  const processes = roots.filter(({ $type }) => $type === 'bpmn:Process')
  const pools = roots.flatMap((root) => (root.$type === 'bpmn:Collaboration' ? listOf(root, 'participants') : []))
  const isExecutable = processes.some((process) => process.get('isExecutable') === true)
  const kept = roots.filter(({ $type }) => !NOT_FLOW_ROOTS.has($type))
  if (kept.length < roots.length) note('declarations of data, resources and interfaces left out')
  const plain = kept.map((root) => stripped(root, note))
  for (const process of plain.filter(({ $type }) => $type === 'bpmn:Process')) {
    if (process.get('isExecutable') !== true) note('taken for executable')
    set(process, 'isExecutable', true)
    set(process, 'yiwang:part', true)
    set(process, 'yiwang:variables', '')
    adaptScope(process, note)
    set(process, 'yiwang:variables', variablesOf(process).join(','))
  }
  set(rootElement, 'rootElements', plain)
  for (const name of ['imports', 'diagrams', 'relationships', 'extensionElements']) set(rootElement, name, undefined)
  clearBelow(rootElement, new Set())
  const { xml } = await moddle.toXML(rootElement)
  const said = [...adapted].map(([what, count]) => (count > 1 ? `${what} (${count})` : what))
  return { model, xml, isExecutable, hasPools: pools.length > 0, adapted: said }
}

export interface Adapted extends Pick<MiwgResult, 'model' | 'isExecutable' | 'hasPools' | 'adapted'> {
  readonly xml: string
}

type Note = (what: string) => void

/** Data, resources and interfaces: they say what is worked with, not what is done next. */
const NOT_FLOW_ROOTS = new Set([
  'bpmn:ItemDefinition',
  'bpmn:DataStore',
  'bpmn:Resource',
  'bpmn:Interface',
  'bpmn:Category',
])
const NOT_FLOW_ELEMENTS = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])
const NOT_FLOW_PROPERTIES = [
  'ioSpecification',
  'dataInputAssociations',
  'dataOutputAssociations',
  'resources',
  'properties',
  'extensionElements',
  'implementation',
  'operationRef',
  'isClosed',
  'processType',
  'auditing',
  'monitoring',
  'supportedInterfaceRefs',
  'itemSubjectRef',
  'itemRef',
  'rendering',
  'ioBinding',
  'definitionalCollaborationRef',
]

function stripped(element: ModdleElement, note: Note): ModdleElement {
  if (element.$type === 'bpmn:Collaboration')
    return moddle.create(element.$type, { id: element.id, name: element.name })
  clearForeign(element)
  for (const name of NOT_FLOW_PROPERTIES) {
    if (!Object.hasOwn(element, name)) continue
    if (name !== 'extensionElements' && name !== 'processType' && name !== 'isClosed') note(`${name} left out`)
    set(element, name, undefined)
  }
  return element
}

function adaptScope(scope: ModdleElement, note: Note): void {
  const elements = listOf(scope, 'flowElements').filter(({ $type }) => !NOT_FLOW_ELEMENTS.has($type))
  for (const element of elements) adaptElement(stripped(element, note), note)
  set(
    scope,
    'flowElements',
    elements.map((element) => asUserTask(element, note)),
  )
  set(scope, 'artifacts', undefined)
  set(scope, 'laneSets', undefined)
  linkAgain(scope)
}

function adaptElement(element: ModdleElement, note: Note): void {
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if (Number(element.get(quantity) ?? 1) === 1) continue
    note(`${quantity} ${String(element.get(quantity))} taken for 1`)
    set(element, quantity, undefined)
  }
  if (element.$type === 'bpmn:SubProcess' && listOf(element, 'flowElements').length > 0) adaptScope(element, note)
  if (element.$type === 'bpmn:StartEvent' && listOf(element, 'eventDefinitions').length > 0 && isTop(element)) {
    note('started by the test')
    set(element, 'eventDefinitions', undefined)
  }
  for (const definition of listOf(element, 'eventDefinitions')) adaptEvent(stripped(definition, note), note)
  if (element.$type === 'bpmn:SequenceFlow') adaptCondition(element, note)
  if (element.$type.endsWith('Gateway')) adaptGateway(element, note)
}

function isTop(element: ModdleElement): boolean {
  return element.$parent?.$type === 'bpmn:Process'
}

function adaptEvent(definition: ModdleElement, note: Note): void {
  const duration = definition.get('timeDuration') as ModdleElement | undefined
  if (definition.$type !== 'bpmn:TimerEventDefinition' || !duration) return
  const body = String(duration.get('body'))
  if (/^P\d+D$/.test(body.trim())) return
  note(`${body.trim()} taken for a day`)
  set(duration, 'body', 'P1D')
  set(duration, 'language', undefined)
}

/** Conditions are written for another tool, or not at all: the test chooses. */
function adaptCondition(edge: ModdleElement, note: Note): void {
  const source = edge.get('sourceRef') as ModdleElement | undefined
  if (Object.hasOwn(edge, 'conditionExpression')) set(edge, 'conditionExpression', undefined)
  const isChoice = source && CHOOSING.has(source.$type) && listOf(source, 'outgoing').length > 1
  if (!isChoice || defaultOf(source) === edge) return
  note('conditions chosen by the test')
  const expression = moddle.create('bpmn:FormalExpression', { body: `${variableOf(edge)} = true` })
  set(edge, 'conditionExpression', expression)
}

const CHOOSING = new Set(['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'])

function defaultOf(gateway: ModdleElement): ModdleElement | undefined {
  return (gateway.get('default') as ModdleElement | undefined) ?? listOf(gateway, 'outgoing').at(-1)
}

function variableOf(edge: ModdleElement): string {
  return `c_${(edge.id ?? '').replace(/[^A-Za-z0-9]/g, '_')}`
}

function adaptGateway(gateway: ModdleElement, note: Note): void {
  if (!CHOOSING.has(gateway.$type) || listOf(gateway, 'outgoing').length < 2) return
  if (!gateway.get('default')) note('the last branch taken for the default')
  set(gateway, 'default', defaultOf(gateway))
}

const WORK = new Set(['bpmn:Task', 'bpmn:ManualTask', 'bpmn:UserTask'])

/** Work of no kind, by hand, or hidden in an empty sub-process is a task of somebody. */
function asUserTask(element: ModdleElement, note: Note): ModdleElement {
  const isBox = element.$type === 'bpmn:SubProcess' && listOf(element, 'flowElements').length === 0
  const isService = element.$type === 'bpmn:ServiceTask'
  if (isService) {
    set(element, 'yiwang:service', 'test')
    note('services answered by the test')
  }
  if (!WORK.has(element.$type) && !isBox) return element
  if (element.$type === 'bpmn:UserTask') note('steps and roles given by the test')
  else note(isBox ? 'an empty sub-process taken for a user task' : 'tasks without a kind taken for user tasks')
  const { id, name } = element
  const loop = element.get('loopCharacteristics')
  const task = moddle.create('bpmn:UserTask', { id, name: name || id, ...(loop ? { loopCharacteristics: loop } : {}) })
  task.$parent = element.$parent
  set(task, 'yiwang:step', 'handle')
  set(task, 'yiwang:role', 'handler')
  replaced.set(element, task)
  return task
}

const replaced = new WeakMap<ModdleElement, ModdleElement>()

/** Lines and boundary events hold on to what was replaced. */
function linkAgain(scope: ModdleElement): void {
  for (const element of listOf(scope, 'flowElements')) {
    for (const name of ['sourceRef', 'targetRef', 'attachedToRef']) {
      const other = Object.hasOwn(element, name) ? (element.get(name) as ModdleElement) : undefined
      const now = other && replaced.get(other)
      if (now) set(element, name, now)
    }
    for (const name of ['incoming', 'outgoing']) set(element, name, undefined)
  }
}

function variablesOf(scope: ModdleElement): string[] {
  return listOf(scope, 'flowElements').flatMap((element) => {
    if (element.$type === 'bpmn:SubProcess') return variablesOf(element)
    return element.get('conditionExpression') ? [variableOf(element)] : []
  })
}

/** Attributes of other tools, wherever they are: written without their namespace they could not be read again. */
function clearBelow(element: ModdleElement, seen: Set<unknown>): void {
  if (seen.has(element)) return
  seen.add(element)
  clearForeign(element)
  for (const value of Object.values(element)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'object' && each !== null && '$attrs' in each) clearBelow(each as ModdleElement, seen)
    }
  }
}

function clearForeign(element: ModdleElement): void {
  for (const name of Object.keys(element.$attrs)) delete (element.$attrs as Record<string, unknown>)[name]
}

function listOf(element: ModdleElement, property: string): ModdleElement[] {
  return ((element.get(property) as ModdleElement[] | undefined) ?? []).slice()
}

function set(element: ModdleElement, property: string, value: unknown): void {
  element.set(property, value)
}

const MOST_RUNS = 300
const MOST_EVENTS = 200

/** Runs the model by chance, many times, and sees that every run ends and every element is passed in one of them. */
export async function runMiwgModel(model: string): Promise<MiwgResult> {
  const { xml, ...about } = await adaptMiwgModel(model)
  const { source, graph, problems } = await parseFlow(xml)
  const found = problems.length > 0 ? problems : checkFlow(graph)
  const elements = [...graph.nodes.keys()]
  if (found.length > 0) return { ...about, problems: found, passed: 0, elements: elements.length }
  const passed = new Set<string>()
  let seed = 1
  const draw = () => (seed = (seed * 48_271) % 2_147_483_647)
  for (let run = 0; run < MOST_RUNS; run += 1) for (const id of runOnce(source, draw)) passed.add(id)
  return { ...about, problems: [], passed: elements.filter((id) => passed.has(id)).length, elements: elements.length }
}

/** @returns the elements that one run passed */
function runOnce(source: FlowSource, draw: () => number): Set<string> {
  const graph = buildGraph(source)
  const values = (isLate: boolean) =>
    Object.fromEntries(source.variables.map((name) => [name, !isLate && draw() % 2 === 0]))
  const first = values(false)
  const run = startRun(graph, first)
  const passed = new Set(passedAfter(graph.start!, first))
  for (let turn = 0; run.ended === 0; turn += 1) {
    const events = possibleEvents(run)
    const event = events[draw() % events.length]
    if (!event || event.kind === 'start' || turn > MOST_EVENTS) throw new Error(`${source.id} does not end`)
    const at = run.tokens.at.find(([number]) => number === event.token)?.[1] ?? ''
    const chosen = values(turn > MOST_EVENTS / 2)
    takeEvent(run, event, chosen)
    const left = graph.nodes.get('element' in event ? event.element : at)
    for (const id of left ? passedAfter(left, chosen) : []) passed.add(id)
  }
  return passed
}

/** The element that was left, and what its token passed until somebody is waited for again. */
function passedAfter(left: FlowNode, values: FlowValues): string[] {
  const isGateway = (node: FlowNode) =>
    node.kind === 'exclusive' || node.kind === 'parallel' || node.kind === 'inclusive'
  const ways = left.kind === 'exclusive' ? [choose(left, values)] : left.outgoing
  const next = ways.map((edge) => edge.to)
  const ends = next.filter((node) => node.kind === 'end').map(({ id }) => id)
  return [left.id, ...ends, ...next.filter(isGateway).flatMap((gateway) => passedAfter(gateway, values))]
}
