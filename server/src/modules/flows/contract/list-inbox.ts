import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { LimitView } from '../../limits/contract/limit.ts'
import { LimitLevel } from './level.ts'
import { flowsProblems } from './problems.ts'
import { Step } from './step.ts'
import { Task } from './task.ts'

/** 待办的一行：任务，加上部门名称和时限条。 */
export const InboxTask = Type.Object({
  ...Task.properties,
  stepTitle: Type.String(),
  /** Masked, unless it is an organization's. */
  personName: Type.Optional(Type.String({ title: '申请人' })),
  organizationName: Type.Optional(Type.String()),
  /** Who had it and may not do it any more. */
  returnedFromName: Type.Optional(Type.String({ title: '退回人' })),
  /** 代: whose task it is that I do while they are away. */
  insteadOfName: Type.Optional(Type.String()),
  isMine: Type.Boolean(),
  abilities: Type.Object({ claim: Type.Boolean(), release: Type.Boolean() }),
  /** The running limits of the subject, for the clock ribbon. */
  limits: Type.Array(LimitView),
})
export type InboxTask = Static<typeof InboxTask>

const CURSOR = '^[0-9]{4}-[0-9]{2}-[0-9]{2}~[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

export const ListInbox = contract({
  name: 'flows.listInbox',
  method: 'GET',
  path: '/api/inbox',
  summary: '列出我能办的任务，按到期日排序',
  query: Type.Object({
    /** `all`: mine and unclaimed; `mine`: claimed by me; `unclaimed`; `returned`: those of them that came back from who left; `in-stead`: those of who is away. */
    scope: Type.Optional(
      Type.Union(
        [
          Type.Literal('all'),
          Type.Literal('mine'),
          Type.Literal('unclaimed'),
          Type.Literal('returned'),
          Type.Literal('in-stead'),
        ],
        {
          default: 'all',
        },
      ),
    ),
    step: Type.Optional(Step),
    level: Type.Optional(LimitLevel),
    dueBy: Type.Optional(Type.String({ format: 'date', title: '到期日不晚于' })),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '事项名称包含' })),
    subjectNo: Type.Optional(Type.String({ minLength: 4, maxLength: 60, title: '办件编号' })),
    person: Type.Optional(
      Type.String({ minLength: 2, maxLength: 60, title: '申请人姓名、证件号码或手机号码（须完全一致）' }),
    ),
    /** `next` of the page before: the last row's due date and id. */
    after: Type.Optional(Type.String({ pattern: CURSOR, title: '上一页给出的 next' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  }),
  response: Type.Object({ tasks: Type.Array(InboxTask), next: Type.Optional(Type.String()) }),
  problems: [flowsProblems['page-unknown']],
})

export const CountInbox = contract({
  name: 'flows.countInbox',
  method: 'GET',
  path: '/api/inbox/counts',
  summary: '统计我的待办：各时限状态、已领取',
  response: Type.Object({
    /** Each is counted up to `most`; a number that equals it means “that many or more”. */
    most: Type.Integer(),
    total: Type.Integer(),
    mine: Type.Integer(),
    soon: Type.Integer(),
    today: Type.Integer(),
    yellow: Type.Integer(),
    red: Type.Integer(),
    stopped: Type.Integer(),
  }),
})
export type InboxCounts = Static<typeof CountInbox.response>
