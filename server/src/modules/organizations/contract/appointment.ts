import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { DivisionCode } from './division.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'
import { PostRole } from './staff.ts'

const Day = Type.String({ format: 'date' })

/** 岗位任命: a post that one administrator proposes and another confirms. */
export const AppointmentView = Type.Object({
  id: PublicId,
  staffId: PublicId,
  staffName: Type.String(),
  role: PostRole,
  roleTitle: Type.String(),
  organizationId: PublicId,
  organizationName: Type.String(),
  division: DivisionCode,
  startsOn: Day,
  /** The last day; absent: until it is ended. */
  endsOn: Type.Optional(Day),
  state: Type.Union([Type.Literal('proposed'), Type.Literal('confirmed'), Type.Literal('refused')]),
  proposedBy: PublicId,
  proposedByName: Type.String(),
  proposedAt: Type.String({ format: 'date-time' }),
  decidedByName: Type.Optional(Type.String()),
  version: Type.Integer(),
  abilities: Type.Object({ confirm: Type.Boolean() }),
})
export type AppointmentView = Static<typeof AppointmentView>

export const AssignPost = contract({
  name: 'organizations.assignPost',
  method: 'POST',
  path: '/api/staff/:staffId/posts',
  summary: '提出岗位任命，由安全管理员确认后生效',
  params: Type.Object({ staffId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    role: PostRole,
    organizationId: PublicId,
    division: DivisionCode,
    /** Absent: today. */
    startsOn: Type.Optional(Day),
    endsOn: Type.Optional(Day),
  }),
  response: AppointmentView,
  problems: [
    organizationsProblems['staff-unknown'],
    organizationsProblems['organization-unknown'],
    organizationsProblems['division-unknown'],
    organizationsProblems['post-held'],
    organizationsProblems['post-conflicts'],
    organizationsProblems['post-reaches-beyond'],
    organizationsProblems['post-period'],
  ],
})

export const ListAppointments = contract({
  name: 'organizations.listAppointments',
  method: 'GET',
  path: '/api/appointments',
  summary: '列出岗位任命（最近的在前），或者只列待确认的',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['proposed', 'decided'])),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({ appointments: Type.Array(AppointmentView), next: Type.Optional(PublicId) }),
})

const decisionProblems = [
  organizationsProblems['appointment-unknown'],
  organizationsProblems['appointment-decided'],
  organizationsProblems['second-person'],
]

export const ConfirmAppointment = contract({
  name: 'organizations.confirmAppointment',
  method: 'POST',
  path: '/api/appointments/:appointmentId/confirm',
  summary: '确认岗位任命',
  params: Type.Object({ appointmentId: PublicId }),
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: AppointmentView,
  problems: [
    ...decisionProblems,
    organizationsProblems['appointment-over'],
    organizationsProblems['post-held'],
    organizationsProblems['post-conflicts'],
    organizationsProblems['post-reaches-beyond'],
  ],
})

export const RefuseAppointment = contract({
  name: 'organizations.refuseAppointment',
  method: 'POST',
  path: '/api/appointments/:appointmentId/refuse',
  summary: '退回岗位任命',
  params: Type.Object({ appointmentId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 1, maxLength: 200, title: '理由' }),
  }),
  response: AppointmentView,
  problems: decisionProblems,
})
