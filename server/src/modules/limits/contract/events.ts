import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/index.ts'
import { LimitKind, LimitLength } from './limit.ts'
import { RuleInput } from './limit-rules.ts'
import { OfficeHoursInput } from './office-hours.ts'

const date = Type.String({ format: 'date' })

/** Whose clock it is: the entries stand in the chain of that thing, between its own. */
const subject = { subject: Type.String(), subjectKind: Type.String() }
const ofSubject = (body: { subject: string; subjectKind: string }) => streamOf(body.subjectKind, body.subject)

/** How a limit stands after the act; `dueOn` is absent where the item has no period. */
const standing = {
  limitId: Type.String(),
  kind: LimitKind,
  dueOn: Type.Optional(date),
  provisional: Type.Boolean(),
}
const standings = Type.Array(Type.Object(standing))
const procedure = Type.Object({ code: Type.String(), name: Type.String() })

export const LimitOpened = event(
  'limits/LimitOpened.v1',
  Type.Object({ ...subject, ...standing, startOn: date, length: LimitLength, basis: Type.String() }),
  { title: '时限开始计算', stream: ofSubject },
)

export const LimitSuspended = event(
  'limits/LimitSuspended.v1',
  Type.Object({
    ...subject,
    procedure,
    legalBasis: Type.String(),
    from: date,
    noticeDocumentId: Type.Optional(Type.String()),
    noticeDocumentNo: Type.Optional(Type.String()),
    expectedWorkdays: Type.Optional(Type.Integer()),
    limits: standings,
  }),
  { title: '停止计时', stream: ofSubject },
)

export const LimitResumed = event(
  'limits/LimitResumed.v1',
  Type.Object({ ...subject, procedures: Type.Array(procedure), on: date, reason: Type.String(), limits: standings }),
  { title: '恢复计时', stream: ofSubject },
)

/** The reason lies beside the chain, as `personal.reason`: people write names into it. */
export const LimitExtended = event(
  'limits/LimitExtended.v1',
  Type.Object({ ...subject, ...standing, workdays: Type.Integer(), basis: Type.String() }),
  { title: '时限延长', stream: ofSubject },
)

export const LimitClosed = event(
  'limits/LimitClosed.v1',
  Type.Object({
    ...subject,
    on: date,
    limits: Type.Array(Type.Object({ ...standing, isOnTime: Type.Boolean() })),
  }),
  { title: '时限结束', stream: ofSubject },
)

/** The calendar changed under a running limit: its due date moved, or became certain. */
export const LimitRecomputed = event(
  'limits/LimitRecomputed.v1',
  Type.Object({ ...subject, ...standing, wasDueOn: Type.Optional(date), because: Type.String() }),
  { title: '到期日重新计算', stream: ofSubject },
)

/** Once a level; `on` is the day on which the level began, which may lie before the day of recording. */
export const LimitAlarmed = event(
  'limits/LimitAlarmed.v1',
  Type.Object({
    ...subject,
    ...standing,
    level: Type.Union([Type.Literal('soon'), Type.Literal('today'), Type.Literal('yellow'), Type.Literal('red')]),
    on: date,
  }),
  { title: '时限提醒', stream: ofSubject },
)

export const CalendarImported = event(
  'limits/CalendarImported.v1',
  Type.Object({
    year: Type.Integer(),
    papers: Type.Array(Type.String()),
    daysOff: Type.Integer(),
    makeupWorkdays: Type.Integer(),
    /** SHA-256 of the days as stored, hex: two installations can compare. */
    digest: Type.String(),
    /** The first day that may count differently from now on. */
    changedFrom: date,
  }),
  { title: '导入放假安排', stream: () => installationStream('calendar') },
)

export const LocalDaysDeclared = event(
  'limits/LocalDaysDeclared.v1',
  Type.Object({
    days: Type.Array(
      Type.Object({
        division: Type.String(),
        date,
        name: Type.String(),
        isOffDay: Type.Boolean(),
        basis: Type.String(),
      }),
    ),
    changedFrom: date,
  }),
  { title: '登记地方性放假', stream: () => installationStream('calendar') },
)

export const OfficeHoursDeclared = event('limits/OfficeHoursDeclared.v1', OfficeHoursInput, {
  title: '登记办公时间',
  stream: () => installationStream('calendar'),
})

export const LocalDayWithdrawn = event(
  'limits/LocalDayWithdrawn.v1',
  Type.Object({ division: Type.String(), date, reason: Type.String(), changedFrom: date }),
  { title: '撤销地方性放假', stream: () => installationStream('calendar') },
)

/** `changedFrom` is the first day whose levels may differ. */
export const LimitRuleDeclared = event(
  'limits/LimitRuleDeclared.v1',
  Type.Object({ ...RuleInput.properties, changedFrom: date }),
  { title: '设定时限规则', stream: () => installationStream('calendar') },
)
