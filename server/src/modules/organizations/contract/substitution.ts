import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'

const Day = Type.String({ format: 'date' })
const Reason = Type.String({ minLength: 1, maxLength: 200, title: '理由' })
const version = Type.Integer({ minimum: 1 })

/** AB角: who does whose work, of which posts, on which days. */
export const SubstitutionView = Type.Object({
  id: PublicId,
  absentName: Type.String(),
  substituteName: Type.String(),
  organizationName: Type.String(),
  roleTitles: Type.Array(Type.String()),
  startsOn: Day,
  /** The last day. */
  endsOn: Day,
  state: Type.Enum(['proposed', 'confirmed', 'refused', 'revoked']),
  standing: Type.String(),
  proposedByName: Type.String(),
  proposedAt: Type.String({ format: 'date-time' }),
  decidedByName: Type.Optional(Type.String()),
  /** `absent`: my work is done by another; `substitute`: I do another's. */
  mySide: Type.Optional(Type.Enum(['absent', 'substitute'])),
  version: Type.Integer(),
  abilities: Type.Object({ decide: Type.Boolean(), revoke: Type.Boolean() }),
})
export type SubstitutionView = Static<typeof SubstitutionView>

/** Who may be named, and whose posts. */
export const SubstitutablePerson = Type.Object({
  staffId: PublicId,
  name: Type.String(),
  staffNo: Type.String(),
  organizationId: PublicId,
  posts: Type.Array(Type.Object({ id: PublicId, title: Type.String() })),
})
export type SubstitutablePerson = Static<typeof SubstitutablePerson>

export const ListMySubstitutions = contract({
  name: 'organizations.listMySubstitutions',
  method: 'GET',
  path: '/api/my/substitutions',
  summary: '我的AB角：谁代我办，我代谁办',
  response: Type.Object({ substitutions: Type.Array(SubstitutionView) }),
})

export const ListSubstitutable = contract({
  name: 'organizations.listSubstitutable',
  method: 'GET',
  path: '/api/substitutable-staff',
  summary: '可以设AB角的工作人员及其岗位：本人和本部门同事；负责人和系统管理员为管辖范围内的人员',
  query: Type.Object({
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '姓名（或其中几个字）或者工号' })),
  }),
  response: Type.Object({
    me: PublicId,
    /** Whether others may be named as absent. */
    mayNameOthers: Type.Boolean(),
    people: Type.Array(SubstitutablePerson),
  }),
})

export const NameSubstitute = contract({
  name: 'organizations.nameSubstitute',
  method: 'POST',
  path: '/api/substitutions',
  summary: '提出AB角：本人离岗期间由同部门的人代办；负责人和系统管理员可以代为提出',
  body: Type.Object({
    /** Absent: oneself. */
    absentId: Type.Optional(PublicId),
    substituteId: PublicId,
    postIds: Type.Array(PublicId, { minItems: 1, maxItems: 20, title: '岗位' }),
    startsOn: Type.Optional(Day),
    endsOn: Day,
    reason: Reason,
  }),
  response: SubstitutionView,
  problems: [
    organizationsProblems['staff-unknown'],
    organizationsProblems['post-unknown'],
    organizationsProblems['post-conflicts'],
    organizationsProblems['substitution-days'],
    organizationsProblems['substitute-unfit'],
    organizationsProblems['substitute-away'],
    organizationsProblems['not-substitutable'],
    organizationsProblems['substituted-already'],
    organizationsProblems['not-passed-on'],
  ],
})

export const ListSubstitutions = contract({
  name: 'organizations.listSubstitutions',
  method: 'GET',
  path: '/api/substitutions',
  summary: '列出AB角（最近的在前），或者只列待确认的',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['proposed', 'decided'])),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({ substitutions: Type.Array(SubstitutionView), next: Type.Optional(PublicId) }),
})

const params = Type.Object({ substitutionId: PublicId })
const decided = [organizationsProblems['substitution-unknown'], organizationsProblems['substitution-decided']]

export const ConfirmSubstitution = contract({
  name: 'organizations.confirmSubstitution',
  method: 'POST',
  path: '/api/substitutions/:substitutionId/confirm',
  summary: '确认AB角',
  params,
  body: Type.Object({ version }),
  response: SubstitutionView,
  problems: [
    ...decided,
    organizationsProblems['second-person'],
    organizationsProblems['post-unknown'],
    organizationsProblems['post-conflicts'],
    organizationsProblems['substitution-days'],
    organizationsProblems['substitute-unfit'],
    organizationsProblems['substitute-away'],
    organizationsProblems['not-substitutable'],
    organizationsProblems['substituted-already'],
    organizationsProblems['not-passed-on'],
  ],
})

export const RefuseSubstitution = contract({
  name: 'organizations.refuseSubstitution',
  method: 'POST',
  path: '/api/substitutions/:substitutionId/refuse',
  summary: '退回AB角',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: SubstitutionView,
  problems: [...decided, organizationsProblems['second-person'], organizationsProblems['not-passed-on']],
})

export const RevokeSubstitution = contract({
  name: 'organizations.revokeSubstitution',
  method: 'POST',
  path: '/api/substitutions/:substitutionId/revoke',
  summary: '撤销AB角，立即生效',
  params,
  body: Type.Object({ version, reason: Reason }),
  response: SubstitutionView,
  problems: decided,
})
