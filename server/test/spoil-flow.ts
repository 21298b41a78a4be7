import type { FlowSource, NodeSource } from '../src/modules/flows/domain/graph.ts'
import { conditionOf } from './random-flow.ts'

/** A slip of the hand: which kind, and where. */
export interface Slip {
  readonly how: number
  readonly where: number
  readonly to: number
}

const GATEWAYS = ['exclusive', 'parallel', 'inclusive'] as const

/** The drawing with one thing wrong, or different: another gateway, a line that leads elsewhere, one more, one less. */
export function spoil(source: FlowSource, { how, where, to }: Slip): FlowSource {
  const gateways = source.nodes.filter((node) => isGateway(node))
  const gateway = gateways[where % Math.max(1, gateways.length)]
  const edge = source.edges[where % Math.max(1, source.edges.length)]
  if (how <= 2 && gateway) return mended(swap(source, gateway, GATEWAYS[to % GATEWAYS.length]!))
  if (how === 3) return mended({ ...source, edges: source.edges.filter((one) => one !== edge) })
  if (!edge) return source
  const inside = source.nodes.find(({ id }) => id === edge.from)?.inside
  const targets = source.nodes.filter(
    (node) => node.inside === inside && node.kind !== 'start' && node.kind !== 'boundary',
  )
  const target = targets[to % targets.length]!
  if (how === 4) {
    const edges = source.edges.map((one) => (one === edge ? { ...one, to: target.id } : one))
    return mended({ ...source, edges })
  }
  if (!gateway) return source
  const near = targets.filter((node) => node.inside === gateway.inside)
  const other = near[to % Math.max(1, near.length)]
  if (!other) return source
  const added = { id: `x${source.edges.length}`, from: gateway.id, to: other.id }
  return mended({ ...source, edges: [...source.edges, added] })
}

function isGateway(node: NodeSource): boolean {
  return GATEWAYS.some((kind) => kind === node.kind)
}

function swap(source: FlowSource, gateway: NodeSource, kind: NodeSource['kind']): FlowSource {
  return { ...source, nodes: source.nodes.map((node) => (node === gateway ? { ...node, kind } : node)) }
}

/** Conditions and defaults where the gateways want them: only what the lines mean is to be wrong. */
function mended(source: FlowSource): FlowSource {
  const kinds = new Map(source.nodes.map((node) => [node.id, node.kind]))
  const outgoing = (id: string) => source.edges.filter((edge) => edge.from === id)
  const defaults = new Map<string, string>()
  for (const node of source.nodes) {
    const ways = outgoing(node.id)
    if (!isGateway(node) || node.kind === 'parallel' || ways.length < 2) continue
    defaults.set(node.id, ways.some(({ id }) => id === node.defaultEdge) ? node.defaultEdge! : ways[0]!.id)
  }
  const edges = source.edges.map(({ condition: _, ...edge }) => {
    const isChoice = kinds.get(edge.from) !== 'parallel' && defaults.has(edge.from)
    if (!isChoice || defaults.get(edge.from) === edge.id) return edge
    return { ...edge, condition: conditionOf(`c_${edge.id}`) }
  })
  const nodes = source.nodes.map(({ defaultEdge: _, ...node }) => {
    const chosen = defaults.get(node.id)
    return chosen === undefined ? node : { ...node, defaultEdge: chosen }
  })
  const names = [
    ...edges.flatMap((edge) => ('condition' in edge ? edge.condition.names : [])),
    ...nodes.flatMap(({ multi }) => multi?.count.names ?? []),
  ]
  return { ...source, nodes, edges, variables: names }
}
