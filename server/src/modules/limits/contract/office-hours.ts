import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { limitsProblems } from './problems.ts'

const minuteOfDay = Type.Integer({ minimum: 0, maximum: 1440, description: '自零时起的分钟数，1440 为当日 24:00' })
const stretches = Type.Array(Type.Object({ from: minuteOfDay, to: minuteOfDay }), { maxItems: 12 })

/** 办公时间 of a division, or of one of its organizations. */
export const OfficeHours = Type.Object({
  workday: stretches,
  weekdays: Type.Optional(
    Type.Partial(
      Type.Object({
        '1': stretches,
        '2': stretches,
        '3': stretches,
        '4': stretches,
        '5': stretches,
        '6': stretches,
        '7': stretches,
      }),
      {
        description: '一周中个别日子（1 周一至 7 周日）与其他日子不同的办公时间；调休上班日按一般工作日，放假按节假日',
      },
    ),
  ),
  weekend: stretches,
  holiday: stretches,
})
export type OfficeHours = Static<typeof OfficeHours>

const division = Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' })
const organizationId = Type.Optional(Type.String({ minLength: 1, maxLength: 60 }))
const date = Type.String({ format: 'date' })

/** From a day on, until the next edition. */
export const OfficeHoursInput = Type.Object({
  division,
  organizationId,
  validFrom: date,
  hours: OfficeHours,
  basis: Type.String({ minLength: 2, maxLength: 300, description: '规定办公时间的文件或公告' }),
})
export type OfficeHoursInput = Static<typeof OfficeHoursInput>

export const DeclareOfficeHours = contract({
  name: 'limits.declareOfficeHours',
  method: 'POST',
  path: '/api/limits/office-hours',
  summary: '登记办公时间，供按小时、分钟计算的时限使用',
  body: OfficeHoursInput,
  response: Type.Object({ outcome: Type.Union([Type.Literal('declared'), Type.Literal('unchanged')]) }),
  problems: [limitsProblems['bad-office-hours'], limitsProblems['no-legal-basis']],
})

/** For anyone: when a thing that begins now, and takes so many minutes of office hours, is due, and why. */
export const PreviewMinutes = contract({
  name: 'limits.previewMinutes',
  method: 'GET',
  path: '/api/limits/preview-minutes',
  summary: '按办公时间推算到期时间（精确到分钟）并说明理由（任何人可用）',
  query: Type.Object({
    startAt: Type.String({ format: 'date-time' }),
    minutes: Type.Integer({ minimum: 1, maximum: 527_040 }),
    division: Type.Optional(division),
    organizationId,
  }),
  response: Type.Object({
    dueAt: Type.Optional(Type.String({ format: 'date-time' })),
    explanation: Type.String(),
    openingHours: Type.String({ description: '起算当日的办公时间' }),
  }),
  problems: [limitsProblems['bad-minutes'], limitsProblems['outside-calendar']],
})
