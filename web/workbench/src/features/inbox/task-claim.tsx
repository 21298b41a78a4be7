import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { InboxTask } from '@yiwang/server/contract/flows'
import { useSay } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import styles from './inbox-page.module.css'
import { inboxMessages as say } from './messages.ts'

/** 领取: so that two people of one post do not work on the same thing. Working without claiming stays possible. */
export function TaskClaim({ task }: { task: InboxTask }) {
  const queries = useQueryClient()
  const tell = useSay()
  const input = { taskId: task.id, version: task.version }
  const change = useMutation({
    mutationFn: () => (task.isMine ? api.flows.releaseTask(input) : api.flows.claimTask(input)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
    onSuccess: () => tell(task.isMine ? say.released(task.title) : say.claimed(task.title)),
    onError: (error) => tell(error.message, 'red'),
  })
  const act = task.isMine ? say.release : say.claim
  return (
    <>
      <button
        type="button"
        className={styles.claim}
        aria-label={`${act}：${task.title} ${task.subjectNo}`}
        aria-busy={change.isPending || undefined}
        onClick={() => change.mutate()}
      >
        {act}
      </button>{' '}
      {task.insteadOfName !== undefined && <b>{say.inStead(task.insteadOfName)}</b>}{' '}
      {task.isMine ? say.claimedByMe : task.organizationName}
      {task.returnedFromName !== undefined && `，${say.returnedFrom(task.returnedFromName)}`}
    </>
  )
}
