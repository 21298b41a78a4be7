import { ROLES } from '../../../kernel/permit.ts'
import type { Role } from '../../../kernel/permit.ts'
import { newPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { TaskOpened } from '../contract/events.ts'
import { STEP_TITLES } from '../contract/step.ts'
import type { Step } from '../contract/step.ts'
import type { Task } from '../contract/task.ts'
import * as taskStore from '../store/task-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { openedBody } from './follow-effects.ts'
import { presentTask } from './present-task.ts'
import { subjectOf } from './start-flow.ts'
import type { SubjectFacts } from './start-flow.ts'

export interface OpenTask extends SubjectFacts {
  readonly step: Step
  readonly role: Role
  /** The step's title if it is not given. */
  readonly name?: string
  /** Whether it may be done with the outcome `return`; what that leads to is the caller's. */
  readonly canReturn?: boolean
}

/** A human step outside an item's flow: receive, accept, make the licence, deliver. It stands in the same inbox. */
export async function openTask(ctx: FlowsContext, input: OpenTask): Promise<Task> {
  const { step, role, name = STEP_TITLES[step] } = input
  if (ROLES[role].reach === 'organization' && input.organizationId === undefined) {
    throw new Error(`a task for ${role} needs an organization: nobody would see it`)
  }
  const task = {
    id: newPublicId(splitPublicId(input.subject).jurisdiction),
    ...subjectOf(ctx, input),
    step,
    name,
    role,
    state: 'open' as const,
    openedAt: ctx.now.toISOString(),
    canReturn: input.canReturn ?? false,
    version: 1,
  }
  await taskStore.insertTasks(ctx.tx, [task])
  ctx.emit(TaskOpened.of(openedBody(task)))
  return presentTask(task)
}
