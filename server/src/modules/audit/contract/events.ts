import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/index.ts'

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

/** 异常预警. The positions are the entries that it stands on; whose acts they are, those entries say. */
export const AlertRaised = event(
  'audit/AlertRaised.v1',
  Type.Object({
    alertId: Type.String(),
    rule: Type.String(),
    division: Type.String(),
    staffId: Type.Optional(Type.String()),
    counted: Type.Integer(),
    most: Type.Integer(),
    windowMinutes: Type.Integer(),
    firstAt: Type.String(),
    lastAt: Type.String(),
    positions: Type.Array(Type.Integer()),
  }),
  { title: '异常预警', stream: (body) => streamOf('alert', body.alertId) },
)

/** Reasons lie beside the chain, as `personal.reason`. */
export const AlertExplained = event('audit/AlertExplained.v1', Type.Object({ alertId: Type.String() }), {
  title: '说明异常预警',
  stream: (body) => streamOf('alert', body.alertId),
})

export const AlertConfirmed = event('audit/AlertConfirmed.v1', Type.Object({ alertId: Type.String() }), {
  title: '确认异常预警',
  stream: (body) => streamOf('alert', body.alertId),
})

export const WatchRuleSet = event(
  'audit/WatchRuleSet.v1',
  Type.Object({
    jurisdiction: Type.String(),
    rule: Type.String(),
    isOn: Type.Boolean(),
    most: Type.Integer(),
    windowMinutes: Type.Integer(),
    was: Type.Object({ isOn: Type.Boolean(), most: Type.Integer(), windowMinutes: Type.Integer() }),
  }),
  {
    title: '设定异常预警规则',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `watch-rule:${body.rule}` }),
  },
)
