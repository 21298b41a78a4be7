import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'

const Day = Type.String({ format: 'date' })
const Reason = Type.String({ minLength: 1, maxLength: 200, title: '理由' })
const version = Type.Integer({ minimum: 1 })

/** 人员变动: what becomes of an official, proposed by one administrator, confirmed by another, carried out on its day. */
export const StaffChangeView = Type.Object({
  id: PublicId,
  kind: Type.Enum(['leave']),
  kindTitle: Type.String(),
  staffId: PublicId,
  staffName: Type.String(),
  /** The first day on which it holds: of who leaves, the day after the last day of work. */
  effectiveOn: Day,
  isEmergency: Type.Boolean(),
  successorName: Type.Optional(Type.String()),
  state: Type.Enum(['proposed', 'confirmed', 'refused', 'cancelled']),
  /** What it has come to, in words. */
  standing: Type.String(),
  proposedByName: Type.String(),
  proposedAt: Type.String({ format: 'date-time' }),
  decidedByName: Type.Optional(Type.String()),
  carriedOutAt: Type.Optional(Type.String({ format: 'date-time' })),
  version: Type.Integer(),
  abilities: Type.Object({ decide: Type.Boolean(), cancel: Type.Boolean() }),
})
export type StaffChangeView = Static<typeof StaffChangeView>

const leavingProblems = [
  organizationsProblems['staff-unknown'],
  organizationsProblems['change-open'],
  organizationsProblems['own-change'],
]

export const ProposeLeaving = contract({
  name: 'organizations.proposeLeaving',
  method: 'POST',
  path: '/api/staff/:staffId/leaving',
  summary: '提出离职，由安全管理员确认；到期后岗位、授权书、账号、登录和登录因素一并结束，领取的任务退回',
  params: Type.Object({ staffId: PublicId }),
  body: Type.Object({
    version,
    /** Absent: as soon as it is confirmed. */
    lastDay: Type.Optional(Type.String({ format: 'date', title: '最后工作日' })),
    /** Who takes over the applications that the official keeps. */
    successorId: Type.Optional(PublicId),
    reason: Reason,
  }),
  response: StaffChangeView,
  problems: [
    ...leavingProblems,
    organizationsProblems['change-day'],
    organizationsProblems['successor-needed'],
    organizationsProblems['successor-unfit'],
  ],
})

export const ExpelStaff = contract({
  name: 'organizations.expelStaff',
  method: 'POST',
  path: '/api/staff/:staffId/expulsion',
  summary: '紧急离岗：由安全管理员一人立即生效，事后由系统管理员确认',
  params: Type.Object({ staffId: PublicId }),
  body: Type.Object({ reason: Reason }),
  response: StaffChangeView,
  problems: leavingProblems,
})

export const ListStaffChanges = contract({
  name: 'organizations.listStaffChanges',
  method: 'GET',
  path: '/api/staff-changes',
  summary: '列出人员变动（最近的在前），或者只列待确认的',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['proposed', 'decided'])),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({ changes: Type.Array(StaffChangeView), next: Type.Optional(PublicId) }),
})

const params = Type.Object({ changeId: PublicId })
const decisionProblems = [organizationsProblems['change-unknown'], organizationsProblems['change-decided']]

export const ConfirmStaffChange = contract({
  name: 'organizations.confirmStaffChange',
  method: 'POST',
  path: '/api/staff-changes/:changeId/confirm',
  summary: '确认人员变动',
  params,
  body: Type.Object({ version }),
  response: StaffChangeView,
  problems: [...decisionProblems, organizationsProblems['second-person'], organizationsProblems['successor-needed']],
})

export const RefuseStaffChange = contract({
  name: 'organizations.refuseStaffChange',
  method: 'POST',
  path: '/api/staff-changes/:changeId/refuse',
  summary: '退回人员变动',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: StaffChangeView,
  problems: [...decisionProblems, organizationsProblems['second-person']],
})

export const CancelStaffChange = contract({
  name: 'organizations.cancelStaffChange',
  method: 'POST',
  path: '/api/staff-changes/:changeId/cancel',
  summary: '取消还没有到期的人员变动',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: StaffChangeView,
  problems: [...decisionProblems, organizationsProblems['own-change']],
})
