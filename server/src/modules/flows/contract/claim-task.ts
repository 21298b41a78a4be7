import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { flowsProblems } from './problems.ts'
import { PublicId, Task } from './task.ts'

const params = Type.Object({ taskId: PublicId })
const body = Type.Object({ version: Type.Integer({ minimum: 1 }) })

export const ClaimTask = contract({
  name: 'flows.claimTask',
  method: 'POST',
  path: '/api/tasks/:taskId/claim',
  summary: '领取任务',
  params,
  body,
  response: Task,
  problems: [
    flowsProblems['task-unknown'],
    flowsProblems['task-ended'],
    flowsProblems['task-claimed'],
    flowsProblems['other-role'],
    flowsProblems['same-person'],
  ],
})

export const ReleaseTask = contract({
  name: 'flows.releaseTask',
  method: 'POST',
  path: '/api/tasks/:taskId/release',
  summary: '退还任务',
  params,
  body,
  response: Task,
  problems: [flowsProblems['task-unknown'], flowsProblems['task-ended'], flowsProblems['not-assignee']],
})
