import { ROLES } from '../../../kernel/permit.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { FLOW_STEPS, STEP_TITLES } from '../contract/step.ts'
import { checkLevels } from './check-levels.ts'
import { checkSoundness } from './check-soundness.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
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
  return [...checkSoundness(graph), ...checkLevels(graph)]
}

function checkSize(graph: FlowGraph): FlowProblem[] {
  const size = graph.nodes.size
  if (size <= MOST_ELEMENTS) return []
  return [{ rule: 'size', message: `流程图有 ${size} 个元素，最多允许 ${MOST_ELEMENTS} 个，请拆分或简化。` }]
}

function checkEnds(graph: FlowGraph): FlowProblem[] {
  const starts = [...graph.nodes.values()].filter((node) => node.kind === 'start')
  const hasEnd = [...graph.nodes.values()].some((node) => node.kind === 'end')
  return [
    ...(starts.length === 0 ? [{ rule: 'one-start', message: '流程图没有开始事件。' }] : []),
    ...starts.slice(1).map((node) => problemAt(node, 'one-start', '流程图只能有一个开始事件，这是多出来的一个。')),
    ...(hasEnd ? [] : [{ rule: 'has-end', message: '流程图没有结束事件。' }]),
  ]
}

function checkNode(node: FlowNode, graph: FlowGraph): FlowProblem[] {
  return [...checkFan(node), ...checkTask(node, graph), ...checkGateway(node), ...checkTimer(node)]
}

function checkFan(node: FlowNode): FlowProblem[] {
  const found: FlowProblem[] = []
  const isGateway = node.kind === 'exclusive' || node.kind === 'parallel'
  const hasNoIncoming = node.kind === 'start' || node.kind === 'boundary'
  if (hasNoIncoming && node.incoming.length > 0) found.push(problemAt(node, 'no-incoming', '不能有进入的连线。'))
  if (node.kind === 'end' && node.outgoing.length > 0)
    found.push(problemAt(node, 'no-outgoing', '结束事件不能有出去的连线。'))
  if (node.kind !== 'end' && node.outgoing.length === 0)
    found.push(problemAt(node, 'leads-on', '没有出去的连线，办到这里就停住了。'))
  if (!isGateway && node.outgoing.length > 1) {
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
    if (other === node.id) found.push(problemAt(node, 'distinct-from', '不能要求与自己不是同一人。'))
    else if (graph.nodes.get(other)?.kind !== 'task') {
      found.push(problemAt(node, 'distinct-from', `要求与“${other}”不是同一人，但图上没有这个人工环节。`))
    }
  }
  return found
}

function checkGateway(node: FlowNode): FlowProblem[] {
  if (node.kind !== 'exclusive') return []
  if (node.outgoing.length < 2) return []
  if (!node.defaultEdge) return [problemAt(node, 'has-default', '排他网关没有默认连线，条件都不满足时不知道往哪里走。')]
  if (node.defaultEdge.from !== node) return [problemAt(node, 'has-default', '默认连线不是从这个网关出去的。')]
  return []
}

function checkTimer(node: FlowNode): FlowProblem[] {
  if (node.kind !== 'timer' && node.kind !== 'boundary') return []
  const found: FlowProblem[] = []
  if (!node.wait || !isCount(node.wait.length)) {
    found.push(
      problemAt(node, 'timer-length', '定时事件要写明等几个工作日（yiwang:workdays）或几天（如 P10D），1 到 365。'),
    )
  }
  if (node.kind === 'boundary' && node.attachedTo?.kind !== 'task') {
    found.push(problemAt(node, 'boundary-host', '边界定时事件必须贴在人工环节上。'))
  }
  return found
}

function checkEdge(edge: FlowEdge, graph: FlowGraph): FlowProblem[] {
  const isChoice = edge.from.kind === 'exclusive' && edge.from.outgoing.length > 1
  const isDefault = edge.from.defaultEdge === edge
  if (edge.condition && (!isChoice || isDefault)) {
    return [problemAt(edge, 'condition-place', '条件只能写在排他网关的分支上，默认分支也不写条件。')]
  }
  if (isChoice && !isDefault && !edge.condition)
    return [problemAt(edge, 'has-condition', '排他网关的这条分支没有条件。')]
  return (edge.condition?.names ?? []).flatMap((name) => checkName(edge, name, graph))
}

function checkName(edge: FlowEdge, name: string, graph: FlowGraph): FlowProblem[] {
  if (name === 'outcome' || graph.variables.includes(name)) return []
  const [root, elementId] = name.split('.')
  if (root === 'outcomes' && elementId !== undefined) {
    if (graph.nodes.get(elementId)?.kind === 'task') return []
    return [problemAt(edge, 'condition-names', `条件里的 outcomes.${elementId} 不是图上的人工环节。`)]
  }
  const hint = '只能用 outcome、outcomes.环节标识，或流程声明的变量（yiwang:variables）'
  return [problemAt(edge, 'condition-names', `条件里的“${name}”没有声明，${hint}。`)]
}

function checkReach(graph: FlowGraph): FlowProblem[] {
  if (!graph.start) return []
  const entered = spread([graph.start], (node) => [...node.outgoing.map((edge) => edge.to), ...node.boundaries])
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

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 365
}
