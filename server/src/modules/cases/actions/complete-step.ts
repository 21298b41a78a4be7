import { problem } from '../../../kernel/index.ts'
import type { Task } from '../../flows/contract/index.ts'
import { StepCompleted } from '../contract/events.ts'
import type { CaseStanding, CompleteStep } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { requireRunning } from '../domain/case-life.ts'
import { facts, reachable, standing } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import { takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { checkPoints } from './check-points.ts'
import { decideCase } from './decide-case.ts'
import { issueStepDocuments, plannedDocuments } from './step-documents.ts'

const PERMITS = { handle: 'cases.handle', review: 'cases.review', approve: 'cases.approve' } as const

/**
 * 承办、审查、审批: completes one task of the item's flow. Three different people do them (the flow's `distinctFrom`).
 * When the approval task ends the flow, its outcome is the decision; nothing else decides.
 */
export async function completeStep(ctx: CasesContext, input: CompleteStep): Promise<CaseStanding> {
  const stored = await takeCase(ctx, input, 'cases.read')
  const { aCase } = stored
  const { outcome, opinion } = input
  requireRunning(aCase, '办理环节')
  const task = await requireOpenTask(ctx, aCase, input.taskId)
  // 批准 and 不予批准 are a decision, which is sealed; sending it back is none.
  if (task.step === 'approve' && outcome !== 'return') ctx.permit.requireProof()
  if (opinion === undefined && (outcome !== 'pass' || (await mustWrite(ctx, aCase, task))))
    throw problem(casesProblems['opinion-required'], {}, [{ path: '/opinion', message: '请说明理由' }])
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  // Sent back, it comes again: what was not looked at yet can wait.
  const points = checkPoints(item, task.step, { checked: input.checked, isComplete: outcome !== 'return' })
  const said = { outcome, ...(opinion !== undefined && { opinion }) }
  const { ended, documents: templateIds } = await ctx.flows.completeTask(ctx, {
    taskId: task.id,
    version: task.version,
    ...said,
  })
  const { id: taskId, step, name: stepName } = task
  const documents = await issueStepDocuments(ctx, { ...stored, item }, { task, outcome, opinion, templateIds })
  const { checked, remarks } = points
  const personal = { ...(opinion && { opinion }), ...(remarks !== undefined && { remarks }) }
  ctx.emit(
    StepCompleted.of({
      ...facts(aCase),
      ...{ step, stepName, outcome, taskId },
      ...(checked && { checked }),
      ...(documents.length > 0 && { documents }),
    }),
    Object.keys(personal).length > 0 ? { personal } : {},
  )
  if (!ended) return standing(await caseStore.save(ctx, aCase))
  if (step !== 'approve') throw new Error(`the flow of ${aCase.itemCode} ended with ${step}, not with an approval`)
  return standing(await decideCase(ctx, stored, { granted: outcome === 'pass', reason: opinion }))
}

/** What is answered to an applicant, and what a record of the step says, somebody has to write. */
async function mustWrite(ctx: CasesContext, aCase: Case, task: Task): Promise<boolean> {
  if (await mustAnswer(ctx, aCase, task)) return true
  const planned = (await plannedDocuments(ctx, aCase, [task])).get(task.id) ?? []
  return planned.some(({ outcome, isInternal }) => outcome === 'pass' && isInternal)
}

/** 答复: whoever asks for a right gets an answer in writing, and the officer who handles it writes it. */
async function mustAnswer(ctx: CasesContext, { itemId, itemVersion }: Case, { step }: Task): Promise<boolean> {
  return step === 'handle' && (await ctx.catalogue.getItem(ctx, itemId, itemVersion)).result.right !== undefined
}

/** @throws cases/task-not-open, cases/same-person, permit/not-allowed */
async function requireOpenTask(ctx: CasesContext, aCase: Case, taskId: string): Promise<Task> {
  const task = (await ctx.flows.tasksOf(ctx, aCase.id)).find((one) => one.id === taskId)
  if (task?.state !== 'open' || !(task.step in PERMITS)) throw problem(casesProblems['task-not-open'])
  ctx.permit.require(PERMITS[task.step as keyof typeof PERMITS], reachable(aCase))
  if (task.excludedStaff.includes(ctx.actor.staffId ?? ''))
    throw problem(casesProblems['same-person'], { step: task.name })
  return task
}
