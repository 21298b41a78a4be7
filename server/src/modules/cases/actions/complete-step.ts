import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, CompleteStep } from '../contract/index.ts'
import { StepCompleted } from '../contract/events.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { facts } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import { lockCase, saveCase } from '../store/case-store.ts'
import { reachable, standing } from './case-step.ts'
import { decideCase } from './decide-case.ts'
import type { CasesContext } from './cases-context.ts'

const PERMITS = { handle: 'cases.handle', review: 'cases.review', approve: 'cases.approve' } as const

/**
 * 承办、审查、审批: completes one task of the item's flow. Three different people do them (the flow's `distinctFrom`).
 * When the approval task ends the flow, its outcome is the decision; nothing else decides.
 */
export async function completeStep(ctx: CasesContext, input: CompleteStep): Promise<CaseStanding> {
  const { aCase, sealed } = await lockCase(ctx, input.caseId, input.version)
  ctx.permit.require('cases.read', reachable(aCase))
  requireRunning(aCase)
  const task = (await ctx.flows.tasksOf(ctx, aCase.id)).find((one) => one.id === input.taskId)
  if (task?.state !== 'open' || !(task.step in PERMITS)) throw problem(casesProblems['task-not-open'])
  ctx.permit.require(PERMITS[task.step as keyof typeof PERMITS], reachable(aCase))
  if (task.excludedStaff.includes(ctx.actor.staffId ?? ''))
    throw problem(casesProblems['same-person'], { step: task.name })
  if (input.outcome !== 'pass' && input.opinion === undefined)
    throw problem(casesProblems['opinion-required'], {}, [{ path: '/opinion', message: '请说明理由' }])
  const { ended } = await ctx.flows.completeTask(ctx, {
    taskId: task.id,
    version: task.version,
    outcome: input.outcome,
    ...(input.opinion !== undefined && { opinion: input.opinion }),
  })
  const event = StepCompleted.of({
    ...facts(aCase),
    step: task.step,
    stepName: task.name,
    outcome: input.outcome,
    taskId: task.id,
  })
  ctx.emit(event, input.opinion === undefined ? {} : { personal: { opinion: input.opinion } })
  if (!ended) return standing(await saveCase(ctx, aCase))
  return decideCase(ctx, { aCase, sealed }, { granted: input.outcome === 'pass', reason: input.opinion })
}

/** @throws cases/not-allowed-now, cases/suspended */
function requireRunning(aCase: Case): void {
  if (aCase.state !== 'accepted')
    throw problem(casesProblems['not-allowed-now'], { state: CASE_STATES[aCase.state], action: '办理环节' })
  if (aCase.suspension) throw problem(casesProblems.suspended, { procedure: aCase.suspension.procedureName })
}
