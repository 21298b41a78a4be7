import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { DivisionCode } from './division.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'
import { PostRole } from './staff.ts'

const Day = Type.String({ format: 'date' })
const Reason = Type.String({ minLength: 1, maxLength: 200, title: '理由' })
const version = Type.Integer({ minimum: 1 })

/** A post that is to begin. */
export const WantedPostView = Type.Object({ role: PostRole, organizationId: PublicId, division: DivisionCode })
export type WantedPostView = Static<typeof WantedPostView>

const WantedPosts = Type.Array(WantedPostView, { minItems: 1, maxItems: 10, title: '新的岗位' })

/** As it is read: `承办人（灵山县行政审批局）`. */
const PostWords = Type.Object({ roleTitle: Type.String(), organizationName: Type.String() })

/** 人员变动: what becomes of an official, proposed by one administrator, confirmed by another, carried out on its day. */
export const StaffChangeView = Type.Object({
  id: PublicId,
  kind: Type.Enum(['join', 'move', 'leave']),
  kindTitle: Type.String(),
  staffId: PublicId,
  staffName: Type.String(),
  /** The first day on which it holds: of who leaves, the day after the last day of work. */
  effectiveOn: Day,
  isEmergency: Type.Boolean(),
  /** Of a move: what ends. Of who leaves all does. */
  ends: Type.Array(PostWords),
  begins: Type.Array(PostWords),
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

/** With the half of the code for who joins, shown once to who confirmed. */
export const ConfirmedChangeView = Type.Object({
  ...StaffChangeView.properties,
  codePart: Type.Optional(Type.String()),
})
export type ConfirmedChangeView = Static<typeof ConfirmedChangeView>

/** What depends on the posts of an official: looked at before somebody is let go or moved. */
export const StaffTiesView = Type.Object({
  posts: Type.Array(
    Type.Object({ id: PublicId, ...PostWords.properties, startedOn: Day, endedOn: Type.Optional(Day) }),
  ),
  letters: Type.Array(Type.Object({ docNo: Type.String(), grantorName: Type.String() })),
  substitutions: Type.Array(Type.Object({ otherName: Type.String(), startsOn: Day, endsOn: Day })),
  /** Applications that join the sign-in. */
  kept: Type.Array(Type.String()),
})
export type StaffTiesView = Static<typeof StaffTiesView>

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

export const GetStaffTies = contract({
  name: 'organizations.getStaffTies',
  method: 'GET',
  path: '/api/staff/:staffId/ties',
  summary: '列出一位工作人员的岗位，以及授权书、AB角、保管的接入应用',
  params: Type.Object({ staffId: PublicId }),
  response: StaffTiesView,
  problems: [organizationsProblems['staff-unknown']],
})

const fitProblems = [
  organizationsProblems['organization-unknown'],
  organizationsProblems['division-unknown'],
  organizationsProblems['post-held'],
  organizationsProblems['post-conflicts'],
  organizationsProblems['post-reaches-beyond'],
]

export const ProposeMove = contract({
  name: 'organizations.proposeMove',
  method: 'POST',
  path: '/api/staff/:staffId/move',
  summary:
    '提出调岗，由安全管理员确认；到岗日零点起，免去的岗位结束、新的岗位开始，领取的任务退回，AB角和原部门的授权书结束',
  params: Type.Object({ staffId: PublicId }),
  body: Type.Object({
    version,
    /** Absent: as soon as it is confirmed. */
    firstDay: Type.Optional(Type.String({ format: 'date', title: '到岗日' })),
    /** Where the official belongs from then on. */
    organizationId: PublicId,
    ends: Type.Array(PublicId, { minItems: 1, maxItems: 50, title: '免去的岗位' }),
    begins: WantedPosts,
    /** Who takes over the applications that the official keeps, when he goes to another organization. */
    successorId: Type.Optional(PublicId),
    reason: Reason,
  }),
  response: StaffChangeView,
  problems: [
    ...leavingProblems,
    ...fitProblems,
    organizationsProblems['post-unknown'],
    organizationsProblems['change-day'],
    organizationsProblems['successor-needed'],
    organizationsProblems['successor-unfit'],
  ],
})

/** 入职: who, where, as what and from when. The account is the other half of it. */
export const JoinerFields = Type.Object({
  staffNo: Type.String({ minLength: 1, maxLength: 40, title: '工号' }),
  name: Type.String({ minLength: 1, maxLength: 50, title: '姓名' }),
  organizationId: PublicId,
  /** Absent: as soon as it is confirmed. */
  firstDay: Type.Optional(Type.String({ format: 'date', title: '到岗日' })),
  begins: WantedPosts,
  reason: Reason,
})
export type JoinerFields = Static<typeof JoinerFields>

export const joiningProblems = [
  ...fitProblems,
  organizationsProblems['change-open'],
  organizationsProblems['change-day'],
  organizationsProblems['staff-no-taken'],
  organizationsProblems['comes-back-as-another'],
]

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
    kind: Type.Optional(Type.Enum(['join', 'move', 'leave'])),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '姓名（或其中几个字）或者工号' })),
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
  response: ConfirmedChangeView,
  problems: [
    ...decisionProblems,
    ...fitProblems,
    organizationsProblems['second-person'],
    organizationsProblems['successor-needed'],
  ],
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
