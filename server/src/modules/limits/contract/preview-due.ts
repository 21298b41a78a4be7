import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { ClockStripSegment, LimitUnit } from './limit.ts'
import { limitsProblems } from './problems.ts'

/** For anyone: what a period would come to, and why. */
export const PreviewDue = contract({
  name: 'limits.previewDue',
  method: 'GET',
  path: '/api/limits/preview',
  summary: '推算到期日并说明理由（任何人可用）',
  query: Type.Object({
    startOn: Type.String({ format: 'date' }),
    value: Type.Integer({ minimum: 0, maximum: 3650 }),
    unit: LimitUnit,
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' })),
    stops: Type.Optional(
      Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}\\.\\.\\d{4}-\\d{2}-\\d{2}$' }), {
        maxItems: 20,
        description: '停止计时的区间，形如 2025-09-18..2025-09-24；起始日当天不扣除',
      }),
    ),
  }),
  response: Type.Object({
    dueOn: Type.Optional(Type.String({ format: 'date' })),
    provisional: Type.Boolean(),
    explanation: Type.String(),
    strip: Type.Array(ClockStripSegment),
  }),
  problems: [limitsProblems['bad-length'], limitsProblems['bad-stop'], limitsProblems['outside-calendar']],
})
