import type { FlowProblem } from '../contract/flow-problem.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

/** Any of them may be taken together: with more, nobody can say which runs there are. */
const MOST_BRANCHES = 8

export function isGateway(node: FlowNode): boolean {
  return node.kind === 'exclusive' || node.kind === 'parallel' || node.kind === 'inclusive'
}

/** Whether conditions decide which way is taken. */
function isChoice(node: FlowNode): boolean {
  return (node.kind === 'exclusive' || node.kind === 'inclusive') && node.outgoing.length > 1
}

function gatewayTitle(node: FlowNode): string {
  return node.kind === 'inclusive' ? '包容网关' : '排他网关'
}

export function checkGateway(node: FlowNode): FlowProblem[] {
  if (!isChoice(node)) return []
  const title = gatewayTitle(node)
  if (node.kind === 'inclusive' && node.outgoing.length > MOST_BRANCHES) {
    const message = `包容网关有 ${node.outgoing.length} 条分支，最多 ${MOST_BRANCHES} 条。`
    return [problemAt(node, 'branches', message)]
  }
  if (!node.defaultEdge) return [problemAt(node, 'has-default', `${title}没有默认连线，条件都不满足时不知道往哪里走。`)]
  if (node.defaultEdge.from !== node) return [problemAt(node, 'has-default', '默认连线不是从这个网关出去的。')]
  return []
}

const HOSTS: ReadonlySet<string> = new Set(['task', 'sub', 'call'])

export function checkEvent(node: FlowNode): FlowProblem[] {
  const isCatching = node.kind === 'timer' || node.kind === 'message' || node.kind === 'boundary'
  if (!isCatching) return []
  const found: FlowProblem[] = []
  if (node.message === undefined && (!node.wait || !isCount(node.wait.length))) {
    found.push(
      problemAt(node, 'timer-length', '定时事件要写明等几个工作日（yiwang:workdays）或几天（如 P10D），1 到 365。'),
    )
  }
  if (node.message === '') found.push(problemAt(node, 'message-name', '消息事件要指明等哪个消息，消息要有名称。'))
  if (node.kind === 'boundary' && !HOSTS.has(node.attachedTo?.kind ?? '')) {
    found.push(problemAt(node, 'boundary-host', '边界事件必须贴在人工环节、子流程或调用活动上。'))
  }
  return found
}

export function checkAutomatic(node: FlowNode): FlowProblem[] {
  if (node.kind === 'service' && !node.service?.name) {
    return [problemAt(node, 'service-name', '服务环节要写明调用哪个服务（yiwang:service）。')]
  }
  if (node.kind === 'rule' && !isReference(node.decision)) {
    const message = '业务规则环节要写明用哪个决策表的第几版（yiwang:decision、yiwang:version）。'
    return [problemAt(node, 'decision-name', message)]
  }
  if (node.kind === 'call' && !isReference(node.calls)) {
    const message = '调用活动要写明调用哪个流程片段的第几版（calledElement、yiwang:version）。'
    return [problemAt(node, 'call-name', message)]
  }
  return []
}

function isReference(reference: FlowNode['decision']): boolean {
  return reference !== undefined && reference.id !== '' && isCount(reference.version)
}

/** Who decides is one person, once: several who decide would be several decisions. */
export function checkMulti(node: FlowNode, graph: FlowGraph): FlowProblem[] {
  const found: FlowProblem[] = []
  const around = chainOf(node).find((each) => each.multi)
  if (node.task?.step === 'approve' && around) {
    found.push(problemAt(node, 'multi-approve', '审批只能由一人作一次决定，不能是多实例，也不能在多实例的子流程里。'))
  }
  if (!node.multi) return found
  return [...found, ...node.multi.count.names.flatMap((name) => checkName(node, name, graph))]
}

function chainOf(node: FlowNode): FlowNode[] {
  return node.inside ? [node, ...chainOf(node.inside)] : [node]
}

export function checkEdge(edge: FlowEdge, graph: FlowGraph): FlowProblem[] {
  const { from } = edge
  const isDefault = from.defaultEdge === edge
  if (from.inside !== edge.to.inside) {
    return [problemAt(edge, 'crosses', '连线不能穿过子流程的边界。')]
  }
  if (edge.condition && (!isChoice(from) || isDefault)) {
    return [problemAt(edge, 'condition-place', '条件只能写在排他网关、包容网关的分支上，默认分支也不写条件。')]
  }
  if (isChoice(from) && !isDefault && !edge.condition)
    return [problemAt(edge, 'has-condition', `${gatewayTitle(from)}的这条分支没有条件。`)]
  return (edge.condition?.names ?? []).flatMap((name) => checkName(edge, name, graph))
}

function checkName(at: FlowEdge | FlowNode, name: string, graph: FlowGraph): FlowProblem[] {
  if (name === 'outcome' || graph.variables.includes(name)) return []
  const [root, elementId] = name.split('.')
  if (root === 'outcomes' && elementId !== undefined) {
    if (graph.nodes.get(elementId)?.kind === 'task') return []
    return [problemAt(at, 'condition-names', `条件里的 outcomes.${elementId} 不是图上的人工环节。`)]
  }
  const hint = '只能用 outcome、outcomes.环节标识，或流程声明的变量（yiwang:variables）'
  return [problemAt(at, 'condition-names', `条件里的“${name}”没有声明，${hint}。`)]
}

export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 365
}
