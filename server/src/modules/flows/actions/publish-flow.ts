import { createHash } from 'node:crypto'
import { problem } from '../../../kernel/problem.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { FlowDefinitionPublished } from '../contract/events.ts'
import { flowsProblems } from '../contract/problems.ts'
import { checkFlow } from '../domain/check-flow.ts'
import type { FlowGraph } from '../domain/graph.ts'
import * as definitionStore from '../store/definition-store.ts'
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

/** All that is wrong with a file; empty means that it may be published. */
export async function checkFlowFile(xml: string): Promise<{ name: string; problems: FlowProblem[] }> {
  if (Buffer.byteLength(xml) > MOST_BYTES) {
    return { name: '', problems: [{ rule: 'size', message: '流程图文件超过 512 KB，请简化。' }] }
  }
  const { graph, problems } = await parseFlow(xml)
  const unread = new Set(problems.map((found) => found.rule))
  // A condition that could not be read is named once: as unreadable, not as missing too.
  const rules = graph.nodes.size === 0 ? [] : checkAll(graph)
  const checked = rules.filter((found) => !(found.rule === 'has-condition' && unread.has('condition')))
  return { name: graph.name, problems: [...problems, ...checked] }
}

/** A condition whose names are wrong is named once, for that. */
function checkAll(graph: FlowGraph): FlowProblem[] {
  const problems = checkFlow(graph)
  const named = new Set(problems.map(({ elementId }) => elementId))
  return [...problems, ...checkConditionTypes(graph).filter(({ elementId }) => !named.has(elementId))]
}

/** 发布流程: from now on immutable. With problems nothing is published; the same file again changes nothing. */
export async function publishFlow(ctx: FlowsContext, input: PublishFlow): Promise<{ problems: FlowProblem[] }> {
  const { definitionId, version, jurisdiction, xml } = input
  const { name, problems } = await checkFlowFile(xml)
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
