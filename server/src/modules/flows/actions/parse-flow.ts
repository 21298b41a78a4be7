import { BpmnModdle } from 'bpmn-moddle'
import type { ModdleElement, ModdleWarning } from 'bpmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { buildGraph } from '../domain/graph.ts'
import type { FlowGraph, FlowSource } from '../domain/graph.ts'
import { problemAt } from '../domain/problem-at.ts'
import { isVariableName } from './compile-condition.ts'
import { checkProperties, listOf, shown, unsupported, wordsOf } from './moddle-element.ts'
import { readElements } from './read-element.ts'
import type { Parts } from './read-element.ts'
import { QUIET_ELEMENTS } from './supported-elements.ts'
import { YIWANG_MODDLE } from '../contract/yiwang-moddle.ts'

export interface ParsedFlow {
  /** As it stands in the file; what it calls is not in its place yet. */
  readonly source: FlowSource
  readonly graph: FlowGraph
  /** What the file holds and we can't run: nothing is ignored. */
  readonly problems: readonly FlowProblem[]
}

const moddle = new BpmnModdle({ yiwang: YIWANG_MODDLE })
const EMPTY: FlowSource = { id: '', name: '', variables: [], nodes: [], edges: [] }

/** BPMN 2.0 file → graph. The same file always gives the same graph; it is parsed once a version and kept. */
export async function parseFlow(xml: string): Promise<ParsedFlow> {
  const { source, problems } = await readFlow(xml)
  return { source, graph: buildGraph(source), problems }
}

async function readFlow(xml: string): Promise<Omit<ParsedFlow, 'graph'>> {
  const read = await readXml(xml)
  if ('problem' in read) return { source: EMPTY, problems: [read.problem] }
  const { process, problems } = findProcess(read.root)
  problems.push(...read.warnings.map(warningProblem))
  if (!process) return { source: EMPTY, problems }
  const parts: Parts = { nodes: [], edges: [], problems }
  problems.push(...checkProperties(process))
  readElements(process, parts)
  const { id = '', name = '' } = process
  const isPart = process.get('yiwang:part') === true
  const variables = variablesOf(process, parts)
  return { source: { id, name, variables, isPart, nodes: parts.nodes, edges: parts.edges }, problems }
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
  const messages = elements.filter((element) => element.$type === 'bpmn:Message')
  const isRead = ({ $type }: ModdleElement) => $type === 'bpmn:Process' || $type === 'bpmn:Message'
  const others = elements.filter((element) => !isRead(element) && !QUIET_ELEMENTS.has(element.$type))
  const problems = [
    ...others.map((element) => unsupported(element)),
    ...messages.flatMap((element) => checkProperties(element)),
    ...processes.slice(1).map((element) => problemAt(shown(element), 'one-process', '一个文件只能有一个流程。')),
  ]
  const process = processes[0]
  if (!process) problems.push({ rule: 'one-process', message: '文件里没有流程。' })
  else if (process.get('isExecutable') !== true) {
    problems.push(problemAt(shown(process), 'executable', '流程没有标明可执行（isExecutable="true"）。'))
  }
  return { process, problems }
}

function variablesOf(process: ModdleElement, parts: Parts): string[] {
  const names = wordsOf(process.get('yiwang:variables'))
  for (const name of names.filter((word) => !isVariableName(word))) {
    parts.problems.push(problemAt(shown(process), 'variables', `变量名“${name}”不能带空格或符号。`))
  }
  return names
}

function warningProblem(warning: ModdleWarning): FlowProblem {
  const message = `文件里有读不懂的内容：${warning.message.replace(/\s+/g, ' ').slice(0, 200)}`
  return { ...(warning.element?.id ? { elementId: warning.element.id } : {}), rule: 'content', message }
}
