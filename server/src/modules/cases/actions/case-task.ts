import type { Role } from '../../../kernel/index.ts'
import type { Step } from '../../flows/contract/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import type { Case } from '../domain/case.ts'
import { openName } from '../store/sealed-case.ts'
import type { SealedPart } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'

/** The human steps around an item's flow, and whose they are. */
const ROLE_OF: Partial<Record<Step, Role>> = {
  receive: 'window-clerk',
  accept: 'window-clerk',
  'make-licence': 'certificate-clerk',
  'carry-out': 'data-protection-officer',
  deliver: 'certificate-clerk',
  archive: 'certificate-clerk',
}

/** What the inbox shows and searches of a case. */
export function taskFacts(ctx: CasesContext, aCase: Case, sealed: SealedPart) {
  return {
    subject: aCase.id,
    subjectNo: aCase.caseNo ?? '',
    title: aCase.itemName,
    personName: openName(ctx.vault, sealed),
    personKind: sealed.applicant_kind,
    personBlinds: [sealed.applicant_name_blind, sealed.applicant_code_blind, sealed.applicant_phone_blind],
    division: aCase.division,
    organizationId: aCase.organizationId,
  }
}

/** Puts the next human step into the inbox. */
export async function openStep(
  ctx: CasesContext,
  about: { aCase: Case; sealed: SealedPart },
  step: Step,
  limit?: Pick<LimitView, 'dueOn' | 'level'>,
): Promise<void> {
  await ctx.flows.openTask(ctx, {
    ...taskFacts(ctx, about.aCase, about.sealed),
    step,
    role: ROLE_OF[step] ?? 'window-clerk',
    ...dueOf(limit),
  })
}

/** Ticks off a step that an act of ours has done, whichever task stood for it. */
export async function finishStep(ctx: CasesContext, aCase: Case, step: Step): Promise<void> {
  const tasks = await ctx.flows.tasksOf(ctx, aCase.id)
  for (const task of tasks.filter((one) => one.state === 'open' && one.step === step)) {
    await ctx.flows.completeTask(ctx, { taskId: task.id, version: task.version, outcome: 'pass' })
  }
}

/** When a limit moved, so do the tasks that stand under it. */
export async function retimeTasks(
  ctx: CasesContext,
  aCase: Pick<Case, 'id'>,
  limit: Pick<LimitView, 'dueOn' | 'level'> | undefined,
): Promise<void> {
  await ctx.flows.retime(ctx, { subject: aCase.id, ...dueOf(limit) })
}

/** Ends the limits and the tasks of a case that goes no further. */
export async function stopAll(ctx: CasesContext, caseId: string, reason: string): Promise<void> {
  await ctx.limits.close(ctx, { subject: caseId, on: ctx.today })
  await ctx.flows.cancel(ctx, { subject: caseId, reason })
}

export function dueOf(limit: Pick<LimitView, 'dueOn' | 'level'> | undefined) {
  if (!limit) return { level: 'normal' as const }
  return {
    ...(limit.dueOn !== undefined && { dueOn: limit.dueOn }),
    level: limit.level === 'closed' ? ('normal' as const) : limit.level,
  }
}
