import { isGateway } from './check-elements.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** 流程图的画法：每个元素的位置，每条连线的折点。 */
export interface FlowLayout {
  readonly boxes: ReadonlyMap<string, Box>
  readonly lines: ReadonlyMap<string, readonly Point[]>
}

const COLUMN = 170
const ROW = 130
const MARGIN = 60
const LANE = 28
const SIZES = {
  start: [36, 36],
  end: [36, 36],
  timer: [36, 36],
  message: [36, 36],
  boundary: [36, 36],
  exclusive: [50, 50],
  parallel: [50, 50],
  inclusive: [50, 50],
  task: [120, 80],
  service: [120, 80],
  rule: [120, 80],
  call: [120, 80],
  sub: [120, 80],
} as const

/** Left to right in columns, branches in rows below, returns above: as the flow charts of service guides are drawn. */
export function layoutFlow(graph: FlowGraph): FlowLayout {
  const plan: Plan = { columns: new Map(), returns: new Set(), rows: new Map(), lanes: new Map(), taken: new Set() }
  if (graph.start) {
    findReturns(graph.start, plan, new Set(), new Set())
    findColumns(graph.start, plan)
    placeRows(graph.start, 0, plan)
  }
  const top = MARGIN + plan.returns.size * LANE
  const boxes = new Map<string, Box>()
  for (const node of graph.nodes.values()) if (node.kind !== 'boundary') boxes.set(node.id, boxOf(node, plan, top))
  for (const node of graph.nodes.values()) if (node.kind === 'boundary') boxes.set(node.id, boundaryBox(node, boxes))
  return { boxes, lines: drawLines(graph, plan, boxes, top) }
}

interface Plan {
  readonly columns: Map<FlowNode, number>
  readonly returns: Set<FlowEdge>
  readonly rows: Map<FlowNode, number>
  /** The row along which an edge runs that passes over columns. */
  readonly lanes: Map<FlowEdge, number>
  /** `column:row` of every place in use. */
  readonly taken: Set<string>
}

/** What goes out of an element or of the timers on its edge. */
function exitsOf(node: FlowNode): readonly FlowEdge[] {
  return node.boundaries.length === 0
    ? node.outgoing
    : [...node.outgoing, ...node.boundaries.flatMap((timer) => timer.outgoing)]
}

function hostOf(node: FlowNode): FlowNode {
  return node.attachedTo ?? node
}

/** Edges back to something that is still being passed. */
function findReturns(node: FlowNode, plan: Plan, open: Set<FlowNode>, done: Set<FlowNode>): void {
  open.add(node)
  for (const edge of exitsOf(node)) {
    if (open.has(edge.to)) plan.returns.add(edge)
    else if (!done.has(edge.to)) findReturns(edge.to, plan, open, done)
  }
  open.delete(node)
  done.add(node)
}

/** The longest way from the start, returns aside. */
function findColumns(start: FlowNode, plan: Plan): void {
  const order: FlowNode[] = []
  const seen = new Set<FlowNode>()
  const visit = (node: FlowNode): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const edge of exitsOf(node)) if (!plan.returns.has(edge)) visit(edge.to)
    order.unshift(node)
  }
  visit(start)
  plan.columns.set(start, 0)
  for (const node of order) {
    const column = plan.columns.get(node) ?? 0
    for (const edge of exitsOf(node)) {
      if (plan.returns.has(edge)) continue
      plan.columns.set(edge.to, Math.max(plan.columns.get(edge.to) ?? 0, column + 1))
    }
  }
}

function placeRows(node: FlowNode, row: number, plan: Plan): void {
  const column = plan.columns.get(node) ?? 0
  let free = row
  while (plan.taken.has(`${column}:${free}`)) free += 1
  plan.rows.set(node, free)
  plan.taken.add(`${column}:${free}`)
  for (const edge of exitsOf(node)) {
    if (plan.returns.has(edge)) continue
    const lane = findLane(node, edge, free, plan)
    plan.lanes.set(edge, lane)
    if (!plan.rows.has(edge.to)) placeRows(edge.to, lane, plan)
  }
}

/** The first row that is empty in all columns between the two elements, and at the far end if that one is not placed yet. */
function findLane(node: FlowNode, edge: FlowEdge, row: number, plan: Plan): number {
  const isPlaced = plan.rows.has(edge.to)
  const from = (plan.columns.get(node) ?? 0) + 1
  const to = (plan.columns.get(edge.to) ?? from) - (isPlaced ? 1 : 0)
  const cells = (lane: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => `${from + step}:${lane}`)
  let lane = edge.from.kind === 'boundary' ? row + 1 : row
  while (cells(lane).some((cell) => plan.taken.has(cell))) lane += 1
  for (const cell of cells(lane).slice(0, isPlaced ? undefined : -1)) plan.taken.add(cell)
  return lane
}

function boxOf(node: FlowNode, plan: Plan, top: number): Box {
  const [width, height] = SIZES[node.kind]
  const x = MARGIN + (plan.columns.get(node) ?? 0) * COLUMN + (SIZES.task[0] - width) / 2
  return { x, y: rowCentre(plan.rows.get(node) ?? 0, top) - height / 2, width, height }
}

function rowCentre(row: number, top: number): number {
  return top + row * ROW + SIZES.task[1] / 2
}

function boundaryBox(node: FlowNode, boxes: ReadonlyMap<string, Box>): Box {
  const [width, height] = SIZES.boundary
  const host = node.attachedTo ? boxes.get(node.attachedTo.id) : undefined
  if (!host) return { x: MARGIN, y: MARGIN, width, height }
  return { x: host.x + host.width - width - 12, y: host.y + host.height - height / 2, width, height }
}

function drawLines(
  graph: FlowGraph,
  plan: Plan,
  boxes: ReadonlyMap<string, Box>,
  top: number,
): ReadonlyMap<string, readonly Point[]> {
  const lines = new Map<string, readonly Point[]>()
  const bottom = rowCentre(Math.max(0, ...plan.rows.values(), ...plan.lanes.values()), top) + SIZES.task[1]
  let lane = 0
  for (const edge of graph.edges.values()) {
    const ends: Ends = { from: boxes.get(edge.from.id)!, to: boxes.get(edge.to.id)! }
    if (!plan.returns.has(edge)) lines.set(edge.id, forwardLine(edge, ends, rowCentre(plan.lanes.get(edge) ?? 0, top)))
    else
      lines.set(edge.id, returnLine(ends, isOnTop(edge, plan) ? { y: top, lane: ++lane } : { y: bottom, lane: ++lane }))
  }
  return lines
}

interface Ends {
  readonly from: Box
  readonly to: Box
}

function isOnTop(edge: FlowEdge, plan: Plan): boolean {
  return edge.from.kind !== 'boundary' && plan.rows.get(hostOf(edge.from)) === 0 && plan.rows.get(edge.to) === 0
}

function returnLine({ from, to }: Ends, way: { y: number; lane: number }): Point[] {
  const isAbove = way.y <= from.y + SIZES.task[1]
  const y = isAbove ? way.y - way.lane * LANE : way.y + way.lane * LANE
  const fromX = from.x + from.width / 2
  const toX = Math.min(to.x + to.width / 2 + (way.lane - 1) * 14, to.x + to.width - 6)
  const edgeOf = (box: Box) => (isAbove ? box.y : box.y + box.height)
  return [
    { x: fromX, y: edgeOf(from) },
    { x: fromX, y },
    { x: toX, y },
    { x: toX, y: edgeOf(to) },
  ]
}

function forwardLine(edge: FlowEdge, { from, to }: Ends, laneY: number): Point[] {
  const start = leavingPoint(edge.from, from, laneY)
  const end = enteringPoint(edge.to, to, laneY)
  const points: Point[] = [
    start,
    ...turn(start, laneY, from.x + from.width + 14),
    ...turn(end, laneY, to.x - 14).reverse(),
    end,
  ]
  return points.filter((point, index) => {
    const previous = points[index - 1]
    return !previous || previous.x !== point.x || previous.y !== point.y
  })
}

/** From a place to the lane: straight down if it leaves downwards, else by a short way aside. */
function turn(place: Point & { readonly isVertical: boolean }, laneY: number, asideX: number): Point[] {
  if (place.isVertical) return [{ x: place.x, y: laneY }]
  if (place.y === laneY) return []
  return [
    { x: asideX, y: place.y },
    { x: asideX, y: laneY },
  ]
}

function leavingPoint(node: FlowNode, box: Box, laneY: number): Point & { readonly isVertical: boolean } {
  const middle = box.y + box.height / 2
  const isVertical = node.kind === 'boundary' || (isGateway(node) && laneY > middle)
  if (isVertical) return { x: box.x + box.width / 2, y: box.y + box.height, isVertical }
  return { x: box.x + box.width, y: middle, isVertical }
}

function enteringPoint(node: FlowNode, box: Box, laneY: number): Point & { readonly isVertical: boolean } {
  const middle = box.y + box.height / 2
  const isVertical = isGateway(node) && laneY > middle
  if (isVertical) return { x: box.x + box.width / 2, y: box.y + box.height, isVertical }
  return { x: box.x, y: middle, isVertical }
}
