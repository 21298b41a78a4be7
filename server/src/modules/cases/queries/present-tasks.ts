import type { Task } from '../../flows/contract/index.ts'
import { plannedDocuments } from '../actions/step-documents.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseTask } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'

/** 环节: who did what, and which one is the reader's now. */
export async function presentTasks(ctx: CasesContext, aCase: Case, isOwn: boolean): Promise<CaseTask[]> {
  const tasks = await ctx.flows.tasksOf(ctx, aCase.id)
  const names = await ctx.organizations.staffNames(
    ctx,
    tasks.flatMap((task) => [task.completedBy ?? [], task.completedFor ?? []].flat()),
  )
  const planned = isOwn ? undefined : await plannedDocuments(ctx, aCase, tasks)
  return tasks.map((task) => ({
    taskId: task.id,
    step: task.step,
    name: task.name,
    state: task.state,
    role: task.role,
    openedAt: task.openedAt,
    version: task.version,
    mine: task.state === 'open' && ctx.flows.isMine(ctx, task) && ctx.permit.allows('flows.work', task),
    ...(task.completedAt !== undefined && { completedAt: task.completedAt }),
    ...(task.completedBy !== undefined && { performerName: performerName(task, names) }),
    ...(planned?.get(task.id)?.length && { documents: [...planned.get(task.id)!] }),
    // What officials write to each other is theirs; the applicant reads the decision and its reasons.
    ...(!isOwn && task.outcome !== undefined && { outcome: task.outcome }),
    ...(!isOwn && task.opinion !== undefined && { opinion: task.opinion }),
  }))
}

/** 代: both names, wherever the performer is named. */
function performerName({ completedBy = '', completedFor }: Task, names: ReadonlyMap<string, string>): string {
  const name = names.get(completedBy) ?? '工作人员'
  return completedFor === undefined ? name : `${name}（代${names.get(completedFor) ?? '工作人员'}）`
}
