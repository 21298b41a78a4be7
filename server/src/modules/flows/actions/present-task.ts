import type { Task } from '../contract/task.ts'
import type { NewTask, TaskRow } from '../store/task-store.ts'

/** A task as others see it: without what ties it to its flow's tokens. */
export function presentTask(row: TaskRow | NewTask): Task {
  const { flowId: _flow, token: _token, personName: _name, ...task } = row
  if (!('personBlinds' in task)) return task
  const { personBlinds: _blinds, ownDueOn: _own, ...plain } = task
  return plain
}
