import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import { problem } from '../../../kernel/problem.ts'
import { newPublicId } from '../../../kernel/public-id.ts'
import { FlowVersionPlanned } from '../contract/events.ts'
import type { PlanVersions, VersionRef } from '../contract/plan-versions.ts'
import { flowsProblems } from '../contract/problems.ts'
import * as definitionStore from '../store/definition-store.ts'
import type { DefinitionKey } from '../store/definition-store.ts'
import * as planStore from '../store/plan-store.ts'
import type { FlowsContext } from './flows-context.ts'
import type { DefinitionRef } from './flows-context.ts'

/** So many versions of one flow may follow each other by plan. */
const MOST_STEPS = 20

/** 换版安排: says, with a reason, what becomes of the flows on a version. It moves none by itself. */
export async function planVersions(
  ctx: FlowsContext,
  input: InputOf<typeof PlanVersions>,
): Promise<OutputOf<typeof PlanVersions>> {
  const { definitionId, kind, reason } = input
  const jurisdiction = ctx.actor.jurisdiction
  const { from, to } = await findChange(ctx, input)
  if (kind !== 'pin') await refuseCircle(ctx, from, to)
  const mapping = kind === 'migrate' ? input.mapping : {}
  const planId = newPublicId(jurisdiction)
  const plan = { id: planId, from, to, kind, mapping, reason, plannedAt: ctx.now }
  await planStore.insertPlan(ctx.tx, plan, ctx.actor.accountId)
  const refs = { from: input.from, to: input.to }
  ctx.emit(FlowVersionPlanned.of({ jurisdiction, planId, definitionId, ...refs, kind, mapping, reason }))
  return { planId }
}

/** Both versions, as they are published. @throws flows/definition-unknown, flows/same-version */
export async function findChange(
  ctx: FlowsContext,
  { definitionId, from, to }: { definitionId: string; from: VersionRef; to: VersionRef },
): Promise<{ from: DefinitionRef; to: DefinitionRef }> {
  if (from.jurisdiction === to.jurisdiction && from.version === to.version) {
    throw problem(flowsProblems['same-version'])
  }
  return { from: await findVersion(ctx, definitionId, from), to: await findVersion(ctx, definitionId, to) }
}

async function findVersion(ctx: FlowsContext, definitionId: string, ref: VersionRef): Promise<DefinitionRef> {
  const key = { jurisdiction: ctx.actor.jurisdiction, id: definitionId, version: ref.version }
  const found = await definitionStore.findUsable(ctx.tx, key)
  const exact = found?.jurisdiction === ref.jurisdiction ? found : await findInstallation(ctx, key, ref)
  if (!exact) throw problem(flowsProblems['definition-unknown'], { definitionId, version: ref.version })
  return exact
}

/** Everybody's version, where the jurisdiction has one of its own with the same number. */
async function findInstallation(
  ctx: FlowsContext,
  key: DefinitionKey,
  ref: VersionRef,
): Promise<DefinitionRef | undefined> {
  const found = await definitionStore.findDefinition(ctx.tx, { ...key, jurisdiction: ref.jurisdiction })
  const isOurs = ref.jurisdiction === '000000' || ref.jurisdiction === key.jurisdiction
  return isOurs ? found : undefined
}

async function refuseCircle(ctx: FlowsContext, from: DefinitionKey, to: DefinitionKey): Promise<void> {
  const jurisdiction = ctx.actor.jurisdiction
  let next = await planStore.findNewest(ctx.tx, jurisdiction, to)
  for (let step = 0; next && next.kind !== 'pin' && step < MOST_STEPS; step += 1) {
    if (next.to.jurisdiction === from.jurisdiction && next.to.version === from.version) {
      throw problem(flowsProblems['plan-circle'], { version: next.from.version })
    }
    next = await planStore.findNewest(ctx.tx, jurisdiction, next.to)
  }
}

/** On which version a flow of the jurisdiction starts that is to start on this one: `finish` and `migrate` lead on. */
export async function followPlans(
  ctx: FlowsContext,
  jurisdiction: string,
  definition: DefinitionRef,
): Promise<DefinitionRef> {
  let at = definition
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const plan = await planStore.findNewest(ctx.tx, jurisdiction, at)
    if (!plan || plan.kind === 'pin') return at
    const next = await definitionStore.findDefinition(ctx.tx, plan.to)
    if (!next) return at
    at = next
  }
  return at
}
