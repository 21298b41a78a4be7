import type { FlowGraph, FlowNode } from './graph.ts'
import type { Box, FlowLayout, Point } from './layout-flow.ts'

const HEIGHT = 14
/** A Chinese character of the drawing's labels. */
const CHARACTER = 12

/** Where names stand that don't stand inside their element: under it, or beside the line that leaves there. */
export function labelPlaces(graph: FlowGraph, { boxes, lines }: FlowLayout): ReadonlyMap<string, Box> {
  const places = new Map<string, Box>()
  for (const node of graph.nodes.values()) {
    const box = boxes.get(node.id)
    if (box && node.name && node.kind !== 'task') places.set(node.id, nodeLabel(node, box, lines))
  }
  for (const edge of graph.edges.values()) {
    const line = lines.get(edge.id)
    if (line && edge.name) places.set(edge.id, lineLabel(edge.name, line))
  }
  return places
}

function nodeLabel(node: FlowNode, box: Box, lines: FlowLayout['lines']): Box {
  const width = widthOf(node.name)
  const centre = box.x + box.width / 2
  const bottom = box.y + box.height
  const leavesDown = node.outgoing.some((edge) => {
    const start = lines.get(edge.id)?.[0]
    return start?.x === centre && start.y === bottom
  })
  if (leavesDown) return { x: centre + 6, y: bottom + 2, width, height: HEIGHT }
  return { x: centre - width / 2, y: bottom + 4, width, height: HEIGHT }
}

/** Over the middle of the longest level stretch. */
function lineLabel(name: string, line: readonly Point[]): Box {
  const stretches = line.slice(1).map((to, index) => ({ from: line[index]!, to }))
  const level = stretches.filter(({ from, to }) => from.y === to.y)
  const longest = (level.length > 0 ? level : stretches).reduce((best, one) => (span(one) > span(best) ? one : best))
  const width = widthOf(name)
  const middle = (longest.from.x + longest.to.x) / 2
  return { x: middle - width / 2, y: longest.from.y - HEIGHT - 3, width, height: HEIGHT }
}

function span({ from, to }: { from: Point; to: Point }): number {
  return Math.abs(to.x - from.x)
}

function widthOf(name: string): number {
  return Math.max(30, [...name].length * CHARACTER + 6)
}
