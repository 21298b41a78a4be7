import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN, contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { auditProblems as p } from './problems.ts'
import { AuditEntry } from './search-entries.ts'
import { RuleName } from './watch-rules.ts'

const Instant = Type.String({ format: 'date-time' })
const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 预警状态: `explained` there was a good reason, `confirmed` there was none. */
export const AlertState = Type.Enum(['open', 'explained', 'confirmed'], { title: '状态' })

/** 异常预警: a pattern that is unusual, with the entries it stands on. It accuses nobody: a person decides. */
export const AlertView = Type.Object({
  id: PublicId,
  rule: RuleName,
  title: Type.String(),
  /** In a sentence: how many of what, within which time. */
  text: Type.String(),
  staffName: Type.Optional(Type.String()),
  raisedAt: Instant,
  firstAt: Instant,
  lastAt: Instant,
  state: AlertState,
  reason: Type.Optional(Type.String()),
  decidedByName: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Instant),
  version: Type.Integer(),
  abilities: Type.Object({ decide: Type.Boolean() }),
})
export type AlertView = Static<typeof AlertView>

export const ListAlerts = contract({
  name: 'audit.listAlerts',
  method: 'GET',
  path: '/api/audit/alerts',
  summary: '列出异常预警，最近的在前',
  query: Type.Object({
    state: Type.Optional(AlertState),
    after: Type.Optional(
      Type.String({ pattern: '^\\d{1,13}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', title: '上一页给出的 next' }),
    ),
  }),
  response: Type.Object({ alerts: Type.Array(AlertView), open: Type.Integer(), next: Type.Optional(Type.String()) }),
})
export type ListAlerts = InputOf<typeof ListAlerts>

export const GetAlert = contract({
  name: 'audit.getAlert',
  method: 'GET',
  path: '/api/audit/alerts/:alertId',
  summary: '查看一条异常预警及其依据的记录',
  params: Type.Object({ alertId: PublicId }),
  response: Type.Object({ alert: AlertView, entries: Type.Array(AuditEntry) }),
  problems: [p['alert-unknown']],
})
export type GetAlert = InputOf<typeof GetAlert>

const decision = {
  params: Type.Object({ alertId: PublicId }),
  body: Type.Object({
    reason: Type.String({ minLength: 2, maxLength: 400, title: '说明' }),
    version: Type.Integer({ minimum: 1 }),
  }),
  response: AlertView,
  problems: [p['alert-unknown'], p['alert-decided'], p['own-alert']],
}

export const ExplainAlert = contract({
  name: 'audit.explainAlert',
  method: 'POST',
  path: '/api/audit/alerts/:alertId/explanation',
  summary: '说明一条预警：有正当理由',
  ...decision,
})
export const ConfirmAlert = contract({
  name: 'audit.confirmAlert',
  method: 'POST',
  path: '/api/audit/alerts/:alertId/confirmation',
  summary: '确认一条预警：没有正当理由',
  ...decision,
})
export type DecideAlert = InputOf<typeof ExplainAlert>
