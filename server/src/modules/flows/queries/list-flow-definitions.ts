import type { OutputOf } from '../../../kernel/contract.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FlowsContext } from '../actions/flows-context.ts'
import { flowsPermits } from '../contract/permits.ts'
import type { FlowDefinitionRow, ListFlowDefinitions } from '../contract/plan-versions.ts'
import * as planStore from '../store/plan-store.ts'
import type { VersionPlan } from '../store/plan-store.ts'
import * as runningStore from '../store/running-store.ts'

export async function listFlowDefinitions(ctx: FlowsContext): Promise<OutputOf<typeof ListFlowDefinitions>> {
  const jurisdiction = ctx.actor.jurisdiction
  const versions = await runningStore.listVersions(ctx.tx, jurisdiction)
  const counts = await runningStore.countRunning(ctx.tx, jurisdiction, ctx.permit.reach(flowsPermits.manage.name))
  const definitions = new Map<string, FlowDefinitionRow>()
  for (const { id, name, publishedAt, ...ref } of versions) {
    const row = definitions.get(id) ?? { definitionId: id, name, versions: [] }
    definitions.set(id, row)
    const running = counts.find(
      (one) => one.id === id && one.version === ref.version && one.jurisdiction === ref.jurisdiction,
    )
    const plan = await planStore.findNewest(ctx.tx, jurisdiction, { id, ...ref })
    row.versions.push({
      ...ref,
      publishedAt: publishedAt.toISOString(),
      running: running?.running ?? 0,
      ...(plan && { plan: presentPlan(plan) }),
    })
  }
  return { definitions: [...definitions.values()] }
}

export interface UsableDefinition {
  readonly definitionId: string
  readonly version: number
  readonly name: string
}

/** The newest version of each flow that the jurisdiction may use; a drawing of its own hides the one for everybody. */
export async function usableDefinitions(ctx: Context, jurisdiction: string): Promise<UsableDefinition[]> {
  const newest = new Map<string, UsableDefinition>()
  for (const { id, version, name } of await runningStore.listVersions(ctx.tx, jurisdiction))
    if (!newest.has(id)) newest.set(id, { definitionId: id, version, name })
  return [...newest.values()]
}

function presentPlan({ id: planId, kind, to, reason, plannedAt }: VersionPlan) {
  const target = { jurisdiction: to.jurisdiction, version: to.version }
  return { planId, kind, to: target, reason, plannedAt: plannedAt.toISOString() }
}
