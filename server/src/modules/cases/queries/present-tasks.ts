import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseTask } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'

/** 环节: who did what, and which one is the reader's now. */
export async function presentTasks(ctx: CasesContext, aCase: Case, isOwn: boolean): Promise<CaseTask[]> {
  const tasks = await ctx.flows.tasksOf(ctx, aCase.id)
  const names = await ctx.organizations.staffNames(
    ctx,
    tasks.flatMap((task) => task.completedBy ?? []),
  )
  return tasks.map((task) => ({
    taskId: task.id,
    step: task.step,
    name: task.name,
    state: task.state,
    role: task.role,
    openedAt: task.openedAt,
    version: task.version,
    mine: task.state === 'open' && isMine(ctx, task) && ctx.permit.allows('flows.work', task),
    ...(task.completedAt !== undefined && { completedAt: task.completedAt }),
    ...(task.completedBy !== undefined && { performerName: names.get(task.completedBy) ?? '工作人员' }),
    // What officials write to each other is theirs; the applicant reads the decision and its reasons.
    ...(!isOwn && task.outcome !== undefined && { outcome: task.outcome }),
    ...(!isOwn && task.opinion !== undefined && { opinion: task.opinion }),
  }))
}

function isMine(
  { actor }: CasesContext,
  task: { role: string; excludedStaff: readonly string[]; assigneeId?: string },
): boolean {
  if (actor.staffId === undefined || task.excludedStaff.includes(actor.staffId)) return false
  return (
    (actor.roles as readonly string[]).includes(task.role) &&
    (task.assigneeId === undefined || task.assigneeId === actor.staffId)
  )
}
