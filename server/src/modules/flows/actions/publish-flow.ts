import { createHash } from 'node:crypto'
import { problem } from '../../../kernel/problem.ts'
import { INSTALLATION } from '../../../kernel/public-id.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { FlowDefinitionPublished } from '../contract/events.ts'
import { flowsProblems } from '../contract/problems.ts'
import { checkFlow } from '../domain/check-flow.ts'
import { buildGraph } from '../domain/graph.ts'
import type { FlowGraph } from '../domain/graph.ts'
import { inlineCalls } from '../domain/inline-calls.ts'
import * as definitionStore from '../store/definition-store.ts'
import { checkReferences } from './check-references.ts'
import type { FlowsContext } from './flows-context.ts'
import { checkConditionTypes } from './check-condition-types.ts'
import { parseFlow } from './parse-flow.ts'

export interface PublishFlow {
  readonly definitionId: string
  readonly version: number
  /** `000000` for a flow that every jurisdiction may use. */
  readonly jurisdiction: string
  readonly xml: string
}

/** Half a megabyte: a hundred times a large flow. */
const MOST_BYTES = 524_288

export interface CheckedFlow {
  readonly name: string
  readonly isPart: boolean
  /** What could be read, with the parts that it calls in their places. */
  readonly graph?: FlowGraph
  readonly problems: FlowProblem[]
}

/** All that is wrong with a file; no problem means that it may be published in this jurisdiction. */
export async function checkFlowFile(
  ctx: FlowsContext,
  { xml, jurisdiction }: Pick<PublishFlow, 'xml' | 'jurisdiction'>,
): Promise<CheckedFlow> {
  if (Buffer.byteLength(xml) > MOST_BYTES) {
    return { name: '', isPart: false, problems: [{ rule: 'size', message: '流程图文件超过 512 KB，请简化。' }] }
  }
  const { source, problems } = await parseFlow(xml)
  const named = await checkReferences(ctx, source, jurisdiction)
  const { name, isPart = false } = source
  const read = [...problems, ...named.problems]
  // What could not be read is named once: not as missing too, nor by what follows from its absence.
  const graph = buildGraph(inlineCalls(source, named.parts))
  const rules = graph.nodes.size === 0 ? [] : checkDrawing(graph)
  const unread = new Set(read.map((found) => found.rule))
  const checked = rules.filter((found) => !(found.rule === 'has-condition' && unread.has('condition')))
  return { name, isPart, graph, problems: [...read, ...checked.filter((found) => !isEcho(found, read))] }
}

/** An event whose definition was refused also says no length; the refusal is enough. */
function isEcho(found: FlowProblem, read: readonly FlowProblem[]): boolean {
  return found.rule === 'timer-length' && read.some(({ elementId }) => elementId === found.elementId)
}

/** All that can be seen on the drawing itself; a condition whose names are wrong is named once, for that. */
export function checkDrawing(graph: FlowGraph): FlowProblem[] {
  const problems = checkFlow(graph)
  const named = new Set(problems.map(({ elementId }) => elementId))
  return [...problems, ...checkConditionTypes(graph).filter(({ elementId }) => !named.has(elementId))]
}

/** 发布流程: from now on immutable. With problems nothing is published; the same file again changes nothing. */
export async function publishFlow(ctx: FlowsContext, input: PublishFlow): Promise<{ problems: FlowProblem[] }> {
  const { definitionId, version, jurisdiction, xml } = input
  const { name, isPart, problems } = await checkFlowFile(ctx, input)
  if (isPart && (await isEverybodys(ctx, input))) {
    problems.push({
      rule: 'part-shadows',
      message: `各地通用的流程里已有“${definitionId}”第 ${version} 版，请换一个版本号。`,
    })
  }
  const digest = createHash('sha256').update(xml).digest('hex')
  if (problems.length > 0) {
    ctx.nothingChanged()
    return { problems }
  }
  const definition = { jurisdiction, id: definitionId, version, name, xml, digest }
  const by = { at: ctx.now, accountId: ctx.actor.accountId }
  if (!(await definitionStore.insertDefinition(ctx.tx, definition, by))) {
    const kept = await definitionStore.findDefinition(ctx.tx, definition)
    if (kept?.digest !== digest) throw problem(flowsProblems['definition-immutable'], { definitionId, version })
    ctx.nothingChanged()
    return { problems: [] }
  }
  ctx.emit(FlowDefinitionPublished.of({ jurisdiction, definitionId, definitionVersion: version, name, digest }))
  return { problems: [] }
}

/** A part of the jurisdiction's own would take the place of everybody's in flows that are published already. */
async function isEverybodys(ctx: FlowsContext, { definitionId, version, jurisdiction }: PublishFlow): Promise<boolean> {
  if (jurisdiction === INSTALLATION) return false
  const key = { jurisdiction: INSTALLATION, id: definitionId, version }
  return (await definitionStore.findUsable(ctx.tx, key)) !== undefined
}
