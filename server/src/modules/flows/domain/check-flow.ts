import { ROLES } from '../../../kernel/permit.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { FLOW_STEPS, STEP_TITLES } from '../contract/step.ts'
import { checkLevels } from './check-levels.ts'
import { checkSoundness } from './check-soundness.ts'
import {
  checkAutomatic,
  checkEdge,
  checkEvent,
  checkGateway,
  checkMulti,
  isCount,
  isGateway,
} from './check-elements.ts'
import type { FlowGraph, FlowNode } from './graph.ts'
import { checkStepRules } from './check-step-rules.ts'
import { problemAt } from './problem-at.ts'

/** Larger drawings can't be read by those who must review them; it also bounds the exploration. */
export const MOST_ELEMENTS = 200

/** 发布前检查：每一条规则都要过，任何一条不过都不能发布。Empty means that the flow may be published. */
export function checkFlow(graph: FlowGraph): FlowProblem[] {
  const found = [
    ...checkSize(graph),
    ...checkEnds(graph),
    ...[...graph.nodes.values()].flatMap((node) => checkNode(node, graph)),
    ...[...graph.edges.values()].flatMap((edge) => checkEdge(edge, graph)),
    ...checkReach(graph),
  ]
  if (found.length > 0) return found
  const levels = checkLevels(graph)
  const isUnapproved = levels.some(({ rule }) => rule === 'is-approved')
  // Said once: where nobody approves, nobody approves last either.
  const sound = checkSoundness(graph).filter(({ rule }) => rule !== 'ends-by-approval' || !isUnapproved)
  return [...sound, ...levels]
}

function checkSize(graph: FlowGraph): FlowProblem[] {
  const size = graph.nodes.size
  if (size <= MOST_ELEMENTS) return []
  return [{ rule: 'size', message: `流程图有 ${size} 个元素，最多允许 ${MOST_ELEMENTS} 个，请拆分或简化。` }]
}

/** The flow itself and each of its sub-processes begin at one place and can come to an end. */
function checkEnds(graph: FlowGraph): FlowProblem[] {
  const nodes = [...graph.nodes.values()]
  return [undefined, ...nodes.filter((node) => node.kind === 'sub')].flatMap((scope) => {
    const own = nodes.filter((node) => node.inside === scope)
    const starts = own.filter((node) => node.kind === 'start')
    const say = (rule: string, message: string) => (scope ? problemAt(scope, rule, message) : { rule, message })
    const what = scope ? '子流程' : '流程图'
    return [
      ...(starts.length === 0 ? [say('one-start', `${what}没有开始事件。`)] : []),
      ...starts.slice(1).map((node) => problemAt(node, 'one-start', `${what}只能有一个开始事件，这是多出来的一个。`)),
      ...(own.some((node) => node.kind === 'end') ? [] : [say('has-end', `${what}没有结束事件。`)]),
    ]
  })
}

function checkNode(node: FlowNode, graph: FlowGraph): FlowProblem[] {
  return [
    ...checkFan(node),
    ...checkTask(node, graph),
    ...checkStepRules(node),
    ...checkGateway(node),
    ...checkEvent(node),
    ...checkAutomatic(node),
    ...checkMulti(node, graph),
  ]
}

function checkFan(node: FlowNode): FlowProblem[] {
  const found: FlowProblem[] = []
  const hasNoIncoming = node.kind === 'start' || node.kind === 'boundary'
  if (hasNoIncoming && node.incoming.length > 0) found.push(problemAt(node, 'no-incoming', '不能有进入的连线。'))
  if (node.kind === 'end' && node.outgoing.length > 0)
    found.push(problemAt(node, 'no-outgoing', '结束事件不能有出去的连线。'))
  if (node.kind !== 'end' && node.outgoing.length === 0)
    found.push(problemAt(node, 'leads-on', '没有出去的连线，办到这里就停住了。'))
  if (!isGateway(node) && node.outgoing.length > 1) {
    found.push(problemAt(node, 'one-outgoing', '有多条出去的连线，分支必须画在网关上。'))
  }
  return found
}

function checkTask(node: FlowNode, graph: FlowGraph): FlowProblem[] {
  if (node.kind !== 'task') return []
  const { step, role, limitWorkdays, distinctFrom } = node.task ?? { step: '', role: '', distinctFrom: [] }
  const found: FlowProblem[] = []
  if (!node.name) found.push(problemAt(node, 'task-name', '人工环节没有名称。'))
  if (!FLOW_STEPS.some((known) => known === step)) {
    const allowed = FLOW_STEPS.map((known) => `${known}（${STEP_TITLES[known]}）`).join('、')
    found.push(problemAt(node, 'task-step', `环节（yiwang:step）“${step}”不对，只能是 ${allowed}。`))
  }
  if (!Object.hasOwn(ROLES, role)) found.push(problemAt(node, 'task-role', `角色（yiwang:role）“${role}”不存在。`))
  if (limitWorkdays !== undefined && !isCount(limitWorkdays)) {
    found.push(problemAt(node, 'task-limit', '时限（yiwang:limitWorkdays）必须是 1 到 365 的整数。'))
  }
  for (const other of distinctFrom) {
    // Of several instances, each by somebody else.
    if (other === node.id && node.multi) continue
    if (other === node.id) found.push(problemAt(node, 'distinct-from', '不能要求与自己不是同一人。'))
    else if (graph.nodes.get(other)?.kind !== 'task') {
      found.push(problemAt(node, 'distinct-from', `要求与“${other}”不是同一人，但图上没有这个人工环节。`))
    }
  }
  return found
}

function checkReach(graph: FlowGraph): FlowProblem[] {
  if (!graph.start) return []
  const entered = spread([graph.start], (node) => [
    ...node.outgoing.map((edge) => edge.to),
    ...node.boundaries,
    ...(node.innerStart ? [node.innerStart] : []),
  ])
  const ends = [...graph.nodes.values()].filter((node) => node.kind === 'end')
  const ending = spread(ends, (node) => [
    ...node.incoming.map((edge) => edge.from),
    ...(node.attachedTo ? [node.attachedTo] : []),
  ])
  return [...graph.nodes.values()].flatMap((node) => [
    ...(entered.has(node) || node.kind === 'start' ? [] : [problemAt(node, 'reachable', '从开始走不到这里。')]),
    ...(ending.has(node) || ends.length === 0 ? [] : [problemAt(node, 'can-end', '从这里走不到结束。')]),
  ])
}

function spread(from: readonly FlowNode[], next: (node: FlowNode) => readonly FlowNode[]): Set<FlowNode> {
  const seen = new Set(from)
  for (const node of seen) for (const other of next(node)) seen.add(other)
  return seen
}
