import type { Flow, Values } from './flow.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import { isJoin, keyOf, reachableMarkings } from './reachable-markings.ts'
import { scopeOf } from './tokens.ts'
import type { Token, Tokens } from './tokens.ts'

/** 环节对应：旧版的元素（或进入汇合的连线）→ 新版的元素。 */
export type ElementMapping = Readonly<Record<string, string>>

/** The version that a flow is on, and the one to which it would go. */
export interface VersionChange {
  readonly from: FlowGraph
  readonly to: FlowGraph
  readonly mapping: ElementMapping
}

/** One token of the flow, before and after. */
export interface TokenMove {
  readonly token: number
  readonly from: string
  readonly to: string
}

export type MigrationPlan =
  | {
      readonly kind: 'moves'
      readonly moves: readonly TokenMove[]
      readonly tokens: Tokens
      readonly values: Values
      readonly performers: Flow['performers']
    }
  | { readonly kind: 'cannot'; readonly reasons: readonly string[] }

/** Elements and edges of both versions that are plainly the same: what a person starts from. */
export function suggestMapping(from: FlowGraph, to: FlowGraph): ElementMapping {
  const nodes = [...from.nodes.values()].filter((node) => isWaiting(node) || node.kind === 'boundary')
  const sameNodes = nodes.filter((node) => cannotBecome(node, to.nodes.get(node.id)) === undefined)
  const edges = [...from.edges.values()].filter((edge) => isJoin(edge.to))
  const sameEdges = edges.flatMap((edge) => {
    const twin = twinOf(edge, from, to)
    return twin ? [[edge.id, twin.id] as const] : []
  })
  return Object.fromEntries([...sameNodes.map(({ id }) => [id, id] as const), ...sameEdges])
}

/** Ids of edges are made up by the drawing tool: two that join the same elements are the same, in the order of the file. */
function twinOf(edge: FlowEdge, from: FlowGraph, to: FlowGraph): FlowEdge | undefined {
  const alike = (graph: FlowGraph) =>
    [...graph.edges.values()].filter((one) => one.from.id === edge.from.id && one.to.id === edge.to.id)
  const twin = alike(to)[alike(from).indexOf(edge)]
  return twin?.to.kind === edge.to.kind ? twin : undefined
}

/**
 * What would become of one running flow. Pure. A token goes only where the mapping sends it, to an element of the same
 * kind; together they must stand where a run of the new version could have brought them, and nothing that the rest of
 * the way asks for may be missing.
 */
export function planMigration(
  flow: Pick<Flow, 'tokens' | 'values' | 'performers'>,
  change: VersionChange,
): MigrationPlan {
  const moved = flow.tokens.at.map((token) => moveToken(token, change))
  const reasons = moved.flatMap((one) => ('reason' in one ? [one.reason] : []))
  const moves = moved.flatMap((one) => ('move' in one ? [one.move] : []))
  if (reasons.length === 0)
    reasons.push(...checkTogether(flow.tokens.at, moves, change), ...checkVariables(flow, moves, change))
  if (reasons.length > 0) return { kind: 'cannot', reasons }
  const at = flow.tokens.at.map(([number, , ...rest], index) => [number, moves[index]!.to, ...rest] as unknown as Token)
  return {
    kind: 'moves',
    moves,
    tokens: { last: flow.tokens.last, at },
    values: { ...flow.values, outcomes: renamed(flow.values.outcomes, change) },
    performers: renamed(flow.performers, change),
  }
}

type Moved = { readonly move: TokenMove } | { readonly reason: string }

function moveToken(token: Token, { from, to, mapping }: VersionChange): Moved {
  const [number, at] = token
  const place = from.nodes.get(at)
  const edge = from.edges.get(at)
  const name = place ? nameOf(place) : `${edge ? nameOf(edge.from) : at}（已办，等待其他分支）`
  const target = Object.hasOwn(mapping, at) ? mapping[at] : undefined
  if (place?.multi) return { reason: `“${name}”是多人办理，办完这一步才能换版` }
  if (target === undefined) return { reason: `“${name}”在新版中没有对应的环节` }
  const wrong = edge ? cannotJoin(edge, to.edges.get(target)) : place && cannotBecome(place, to.nodes.get(target))
  if (wrong !== undefined) return { reason: `“${name}”不能对应到“${target}”：${wrong}` }
  return { move: { token: number, from: at, to: target } }
}

/** Elements at which a token can be found, and that may take it over from another version. */
export function isWaiting({ kind, multi, isInterrupting }: FlowNode): boolean {
  if (kind === 'boundary') return !isInterrupting
  return !multi && (kind === 'task' || kind === 'timer' || kind === 'message' || kind === 'sub')
}

function cannotBecome(node: FlowNode, target: FlowNode | undefined): string | undefined {
  if (!target) return '新版里没有这个元素'
  if (target.kind !== node.kind) return '两者不是同一种元素'
  if (target.multi) return '新版是多人办理'
  if (node.kind === 'boundary' && node.isInterrupting !== target.isInterrupting) return '一个中断环节，一个不中断'
  if (node.task && target.task && node.task.step !== target.task.step) return '两者的环节（承办、审查、审批）不同'
  return undefined
}

function cannotJoin(edge: FlowEdge, target: FlowEdge | undefined): string | undefined {
  if (!target) return '新版里没有这条连线'
  return isJoin(target.to) && target.to.kind === edge.to.kind ? undefined : '它不通往同一种汇合'
}

/** Scope by scope: what stands in a sub-process stands together where that sub-process can bring it. */
function checkTogether(tokens: readonly Token[], moves: readonly TokenMove[], { to }: VersionChange): string[] {
  const scopes = new Set(tokens.map(scopeOf))
  return [...scopes].flatMap((scope) => {
    const around = scope === 0 ? undefined : to.nodes.get(moves.find(({ token }) => token === scope)?.to ?? '')
    const places = moves.filter((_, index) => scopeOf(tokens[index]!) === scope).map((move) => move.to)
    if (scope !== 0 && around?.kind !== 'sub') return ['新版没有相应的子流程']
    const reachable = reachableMarkings(to, around)
    if (!reachable) return ['新版的走法太多，不能核对换版后是否走得通']
    return reachable.has(keyOf(places)) ? [] : ['新版走不到这样的状态（分支会缺少或多出），换版后会办不下去']
  })
}

/** A condition on the way that reads what was never asked of this subject would silently choose another branch. */
function checkVariables(flow: Pick<Flow, 'values'>, moves: readonly TokenMove[], change: VersionChange): string[] {
  const { from, to } = change
  const ahead = nodesAhead(moves, to)
  const names = [...ahead].flatMap((node) => node.outgoing.flatMap((edge) => edge.condition?.names ?? []))
  // What a table or a service says on the way is not asked of the applicant.
  if ([...ahead].some(({ kind }) => kind === 'rule' || kind === 'service')) return []
  const isNew = (name: string) => to.variables.includes(name) && !from.variables.includes(name)
  const missing = [...new Set(names)].filter((name) => isNew(name) && flow.values[name] === undefined)
  return missing.map((name) => `新版的条件要用“${name}”，这个办件没有这一项`)
}

function nodesAhead(moves: readonly TokenMove[], to: FlowGraph): Set<FlowNode> {
  const ahead = new Set(moves.flatMap((move) => to.nodes.get(move.to) ?? to.edges.get(move.to)?.to ?? []))
  for (const node of ahead) {
    for (const event of node.boundaries) ahead.add(event)
    if (node.innerStart) ahead.add(node.innerStart)
    for (const edge of node.outgoing) ahead.add(edge.to)
  }
  return ahead
}

/** Outcomes and performers keep their elements, by the names that these have in the new version. */
function renamed<T>(byElement: Readonly<Record<string, T>>, { to, mapping }: VersionChange): Record<string, T> {
  const kept = Object.entries(byElement).flatMap(([element, value]) => {
    const target = mapping[element] ?? element
    return to.nodes.has(target) ? [[target, value] as const] : []
  })
  return Object.fromEntries(kept)
}

function nameOf(node: FlowNode): string {
  return node.name || node.id
}
