import type { FlowProblem } from '../contract/flow-problem.ts'
import type { FlowGraph, FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

/** 一条审批链不超过三级：承办人、审查人、审批人（县级政务服务建设方案的要求）。All handling on a path is one level; every review and approval is one. */
export const MOST_LEVELS = 3

/** Paths of a hundred elements stay far below this; beyond it nobody can say how a case will run. */
const MOST_VISITS = 200_000

/**
 * Looks at every path that visits no element twice: a return begins the levels anew, it does not add one. What runs beside
 * an activity after an event that does not interrupt it counts as levels, but decides nothing.
 */
export function checkLevels(graph: FlowGraph): FlowProblem[] {
  if (!graph.start) return []
  if (graph.isPart) return checkPart(graph)
  const search: Search = { path: new Set(), visits: 0, longest: [], unapproved: undefined }
  walk(graph.start, search)
  if (search.visits > MOST_VISITS) {
    return [{ rule: 'paths', message: '流程图的走法太多，无法逐一核对审批层级，请减少分支。' }]
  }
  return [...checkLongest(search), ...checkApproved(search)]
}

/** 流程片段 is called by other flows: who reviews and who approves is drawn there, where everybody sees the levels. */
function checkPart(graph: FlowGraph): FlowProblem[] {
  return [...graph.nodes.values()]
    .filter((node) => node.task && node.task.step !== 'handle')
    .map((node) => problemAt(node, 'part-steps', '流程片段里只能有承办环节，审查、审批要画在调用它的流程里。'))
}

interface Search {
  readonly path: Set<FlowNode>
  visits: number
  longest: FlowNode[]
  unapproved: FlowNode[] | undefined
}

function checkLongest({ longest }: Search): FlowProblem[] {
  const levels = levelsOf(longest)
  if (levels.length <= MOST_LEVELS) return []
  const names = levels.map((node) => node.name).join(' → ')
  const message = `这里已是第 ${levels.length} 级，审批最多 ${MOST_LEVELS} 级（承办、审查、审批）。路径：${names}。`
  return [problemAt(levels[MOST_LEVELS]!, 'three-levels', message, idsOf(longest))]
}

function checkApproved({ unapproved }: Search): FlowProblem[] {
  if (!unapproved) return []
  const message = '不经过审批环节就能走到这里，没有人作出决定。'
  return [problemAt(unapproved.at(-1)!, 'is-approved', message, idsOf(unapproved))]
}

function walk(node: FlowNode, search: Search): void {
  if (search.path.has(node) || ++search.visits > MOST_VISITS) return
  search.path.add(node)
  if (node.kind === 'end' && !node.inside) weigh([...search.path], search)
  for (const next of followersOf(node)) walk(next, search)
  search.path.delete(node)
}

/** Into a sub-process and out of it again; past it, if there may be no instance of it at all. */
function followersOf(node: FlowNode): FlowNode[] {
  const exits = node.kind === 'end' ? (node.inside?.outgoing ?? []) : node.outgoing
  const isPassed = node.kind !== 'sub' || node.multi?.count.least === 0
  return [
    ...(node.kind === 'sub' && node.innerStart ? [node.innerStart] : []),
    ...(isPassed ? exits.map((edge) => edge.to) : []),
    ...node.boundaries,
  ]
}

function weigh(path: FlowNode[], search: Search): void {
  if (levelsOf(path).length > levelsOf(search.longest).length) search.longest = path
  const isBeside = path.some((node) => node.kind === 'boundary' && !node.isInterrupting)
  const isApproved = path.some((node) => node.task?.step === 'approve')
  if (!search.unapproved && !isApproved && !isBeside) search.unapproved = path
}

function levelsOf(path: readonly FlowNode[]): FlowNode[] {
  const tasks = path.filter((node) => node.kind === 'task')
  const handling = tasks.find((node) => node.task?.step === 'handle')
  return tasks.filter((node) => node.task?.step !== 'handle' || node === handling)
}

function idsOf(path: readonly FlowNode[]): string[] {
  return path.map((node) => node.id)
}
