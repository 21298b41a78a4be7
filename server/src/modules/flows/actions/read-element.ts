import type { ModdleElement } from 'bpmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { stepDocumentsOf } from '../contract/step.ts'
import type { EdgeSource, NodeKind, NodeSource, Reference, Wait } from '../domain/graph.ts'
import { problemAt } from '../domain/problem-at.ts'
import { compileCondition, compileCount } from './compile-condition.ts'
import { checkProperties, elementOf, listOf, shown, textOf, unsupported, wordsOf } from './moddle-element.ts'
import { ELEMENTS, EVENT_DEFINITIONS, QUIET_ELEMENTS } from './supported-elements.ts'

/** What was read so far. */
export interface Parts {
  readonly nodes: NodeSource[]
  readonly edges: EdgeSource[]
  readonly problems: FlowProblem[]
}

/** The elements of a process or of a sub-process, and of those inside. */
export function readElements(around: ModdleElement, parts: Parts, inside?: string): void {
  for (const element of listOf(around, 'flowElements')) readElement(element, parts, inside)
}

function readElement(element: ModdleElement, parts: Parts, inside: string | undefined): void {
  if (QUIET_ELEMENTS.has(element.$type)) return
  if (element.$type === 'bpmn:SequenceFlow') return readEdge(element, parts)
  const kind = ELEMENTS.get(element.$type)
  if (!kind) return void parts.problems.push(unsupported(element))
  parts.problems.push(...checkProperties(element))
  parts.nodes.push({
    ...shown(element),
    kind,
    ...(inside !== undefined && { inside }),
    ...readTask(element, kind),
    ...readAutomatic(element, kind),
    ...readEvent(element, kind, parts),
    ...readMulti(element, parts),
    ...readRelations(element, kind),
  })
  if (kind === 'sub') readElements(element, parts, shown(element).id)
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
      ...readStepRules(element),
    },
  }
}

/** 特别程序 that may be opened here, 文书 that are issued here, and 廉政风险点. */
function readStepRules(
  element: ModdleElement,
): Pick<NonNullable<NodeSource['task']>, 'procedures' | 'documents' | 'risk'> {
  const procedures = element.get('yiwang:procedures')
  const documents = element.get('yiwang:documents')
  const said = (name: string) => textOf(element.get(`yiwang:${name}`)).trim()
  const risk = { form: said('risk'), level: said('riskLevel'), measure: said('riskMeasure') }
  return {
    ...(procedures !== undefined && { procedures: wordsOf(procedures) }),
    ...(documents !== undefined && { documents: stepDocumentsOf(textOf(documents)) }),
    ...(Object.values(risk).some((text) => text !== '') && { risk }),
  }
}

function readAutomatic(element: ModdleElement, kind: NodeKind): Pick<NodeSource, 'service' | 'decision' | 'calls'> {
  if (kind === 'service') {
    const text = textOf(element.get('yiwang:text')).trim()
    return { service: { name: textOf(element.get('yiwang:service')).trim(), ...(text && { text }) } }
  }
  if (kind === 'rule') return { decision: referenceOf(element, 'yiwang:decision') }
  if (kind === 'call') return { calls: referenceOf(element, 'calledElement') }
  return {}
}

function referenceOf(element: ModdleElement, property: string): Reference {
  return { id: textOf(element.get(property)).trim(), version: Number(element.get('yiwang:version')) }
}

type EventFacts = Pick<NodeSource, 'wait' | 'message' | 'isInterrupting' | 'isTerminating'> & { kind?: NodeKind }

function readEvent(element: ModdleElement, kind: NodeKind, parts: Parts): EventFacts {
  const allowed = EVENT_DEFINITIONS.get(kind)
  const definitions = listOf(element, 'eventDefinitions')
  const [definition] = definitions
  for (const each of definitions) {
    if (each !== definition || !allowed?.has(each.$type)) parts.problems.push(unsupported(each, element))
    else parts.problems.push(...checkProperties(each, element))
  }
  if (kind === 'end') return { isTerminating: definition?.$type === 'bpmn:TerminateEventDefinition' }
  if (kind !== 'timer' && kind !== 'boundary') return {}
  const isInterrupting = kind === 'boundary' ? { isInterrupting: element.get('cancelActivity') !== false } : {}
  if (!definition) {
    parts.problems.push(problemAt(shown(element), 'event', '要写明等定时还是等消息，这里什么都没有写。'))
    return isInterrupting
  }
  if (definition.$type === 'bpmn:MessageEventDefinition') {
    const message = (elementOf(definition, 'messageRef')?.name ?? '').trim()
    return { ...isInterrupting, message, ...(kind === 'timer' && { kind: 'message' }) }
  }
  const wait = waitOf(definition)
  return { ...isInterrupting, ...(wait && { wait }) }
}

/** `yiwang:workdays="5"`, or whole calendar days as an ISO 8601 duration, `P10D`; never both. */
function waitOf(timer: ModdleElement): Wait | undefined {
  const workdays = timer.get('yiwang:workdays')
  const duration = elementOf(timer, 'timeDuration')
  const days = /^P(\d+)D$/.exec(textOf(duration?.get('body')).trim())
  if (workdays !== undefined) return duration ? undefined : { length: Number(workdays), unit: 'workday' }
  return days ? { length: Number(days[1]), unit: 'day' } : undefined
}

function readMulti(element: ModdleElement, parts: Parts): Pick<NodeSource, 'multi'> {
  const loop = element.get('loopCharacteristics') as ModdleElement | undefined
  if (!loop) return {}
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    parts.problems.push(unsupported(loop, element))
    return {}
  }
  parts.problems.push(...checkProperties(loop, element))
  const text = textOf(elementOf(loop, 'loopCardinality')?.get('body')).trim()
  try {
    return { multi: { isSequential: loop.get('isSequential') === true, count: compileCount(text) } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    const message = `多实例要写明办几次（loopCardinality），“${text}”读不懂：${reason}。`
    parts.problems.push(problemAt(shown(element), 'multi-count', message))
    return {}
  }
}

function readRelations(element: ModdleElement, kind: NodeKind): Pick<NodeSource, 'attachedTo' | 'defaultEdge'> {
  const host = kind === 'boundary' ? elementOf(element, 'attachedToRef') : undefined
  const chooses = kind === 'exclusive' || kind === 'inclusive'
  const defaultEdge = chooses ? elementOf(element, 'default') : undefined
  return { ...(host?.id ? { attachedTo: host.id } : {}), ...(defaultEdge?.id ? { defaultEdge: defaultEdge.id } : {}) }
}

function readEdge(element: ModdleElement, parts: Parts): void {
  parts.problems.push(...checkProperties(element))
  const from = elementOf(element, 'sourceRef')?.id
  const to = elementOf(element, 'targetRef')?.id
  if (!from || !to) return void parts.problems.push(problemAt(shown(element), 'dangling', '连线的一头没有连到元素。'))
  const condition = readCondition(element, parts)
  parts.edges.push({ ...shown(element), from, to, ...(condition ? { condition } : {}) })
}

function readCondition(element: ModdleElement, parts: Parts): EdgeSource['condition'] {
  const expression = elementOf(element, 'conditionExpression')
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
