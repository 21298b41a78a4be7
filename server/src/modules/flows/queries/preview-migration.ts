import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { FlowsContext } from '../actions/flows-context.ts'
import { ownPart } from '../actions/migrate-flow.ts'
import { findChange } from '../actions/plan-versions.ts'
import { flowsPermits } from '../contract/permits.ts'
import type { MigrationOutlook, PreviewMigration } from '../contract/plan-versions.ts'
import type { Flow } from '../domain/flow.ts'
import type { FlowGraph } from '../domain/graph.ts'
import { isWaiting, planMigration, suggestMapping } from '../domain/migrate-flow.ts'
import type { VersionChange } from '../domain/migrate-flow.ts'
import { isJoin } from '../domain/reachable-markings.ts'
import * as runningStore from '../store/running-store.ts'

const PAGE = 200

/** What each running flow would do, before anything is decided. A POST, because a mapping is too long for an address. */
export async function previewMigration(
  ctx: FlowsContext,
  input: InputOf<typeof PreviewMigration>,
): Promise<OutputOf<typeof PreviewMigration>> {
  ctx.nothingChanged()
  const found = await findChange(ctx, input)
  const [from, to] = [await ctx.graphs.get(ctx, found.from), await ctx.graphs.get(ctx, found.to)]
  const mapping = input.mapping ?? suggestMapping(from, to)
  const change = { from, to, mapping }
  const of = {
    jurisdiction: ctx.actor.jurisdiction,
    definition: found.from,
    reach: ctx.permit.reach(flowsPermits.manage.name),
  }
  const flows = await runningStore.listRunningOn(ctx.tx, of, { after: input.after, limit: PAGE + 1 })
  const next = flows.length > PAGE ? flows[PAGE - 1]!.id : undefined
  return {
    mapping: { ...mapping },
    oldElements: elementsOf(from),
    newElements: elementsOf(to),
    flows: flows.slice(0, PAGE).map((flow) => outlookOf(ctx, flow, change)),
    ...(next !== undefined && { next }),
  }
}

type ElementChoice = OutputOf<typeof PreviewMigration>['oldElements'][number]

/** Where a token can wait, and what hangs on such a place. */
function elementsOf(graph: FlowGraph): ElementChoice[] {
  const nodes = [...graph.nodes.values()].flatMap((node) =>
    isWaiting(node) || node.kind === 'boundary'
      ? [{ id: node.id, name: node.name || node.id, kind: node.kind as ElementChoice['kind'] }]
      : [],
  )
  const joins = [...graph.edges.values()].filter(({ to }) => isJoin(to))
  return [...nodes, ...joins.map(({ id }) => ({ id, name: placeName(graph, id), kind: 'join' as const }))]
}

function outlookOf(ctx: FlowsContext, flow: Flow, change: VersionChange): MigrationOutlook {
  const { id: flowId, subject, subjectNo, title } = flow
  const plan = planMigration(flow, change)
  const touched = ownPart(ctx, flow)
  const reasons = [...(plan.kind === 'cannot' ? plan.reasons : []), ...(touched ? [touched] : [])]
  const places = flow.tokens.at.map(([token, at]) => {
    const target = plan.kind === 'moves' ? plan.moves.find((move) => move.token === token)!.to : undefined
    return {
      from: placeName(change.from, at),
      ...(target !== undefined && { to: placeName(change.to, target) }),
    }
  })
  const isSame = plan.kind === 'moves' && plan.moves.every((move) => move.from === move.to)
  const outlook = reasons.length > 0 ? 'cannot' : isSame ? 'same' : 'moves'
  return { flowId, subject, subjectNo, title, outlook, places, reasons }
}

function placeName(graph: FlowGraph, at: string): string {
  const node = graph.nodes.get(at)
  const edge = graph.edges.get(at)
  if (node) return node.name || node.id
  return edge ? `${edge.from.name || edge.from.id}（等待其他分支）` : at
}
