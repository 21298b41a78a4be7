import { Type } from 'typebox'
import { event } from '../../../kernel/index.ts'

/** 按人审计: an auditor looked up what somebody did, or who read somebody's data. Who that is lies beside it, as `personal.person`. */
export const AuditSearched = event(
  'audit/AuditSearched.v1',
  Type.Object({
    readerId: Type.String(),
    jurisdiction: Type.String(),
    day: Type.String(),
    /** By whom: a member of staff, or somebody whose data were read. */
    by: Type.Array(Type.String()),
    staffIds: Type.Array(Type.String()),
    found: Type.Integer(),
  }),
  {
    title: '按人查询审计记录',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `access:${body.readerId}:${body.day}` }),
  },
)
