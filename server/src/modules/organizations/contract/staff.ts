import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ROLES } from '../../../kernel/permit.ts'
import type { Role } from '../../../kernel/permit.ts'
import { DivisionCode } from './division.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'

export type PostRole = Exclude<Role, 'resident'>
const postRoles = Object.keys(ROLES).filter((role): role is PostRole => role !== 'resident')
export const PostRole = Type.Unsafe<PostRole>(Type.Enum(postRoles))

/** 岗位: a role in an organization, over a division and all below it. */
export const PostView = Type.Object({
  id: PublicId,
  staffId: PublicId,
  role: PostRole,
  roleTitle: Type.String(),
  organizationId: PublicId,
  division: DivisionCode,
  startedOn: Type.String({ format: 'date' }),
  endedOn: Type.Optional(Type.String({ format: 'date' })),
})
export type PostView = Static<typeof PostView>

/** 工作人员. */
export const StaffView = Type.Object({
  id: PublicId,
  staffNo: Type.String(),
  name: Type.String(),
  organizationId: PublicId,
  division: DivisionCode,
  isDemo: Type.Boolean(),
  version: Type.Integer(),
  posts: Type.Array(PostView),
})
export type StaffView = Static<typeof StaffView>

export const ListStaff = contract({
  name: 'organizations.listStaff',
  method: 'GET',
  path: '/api/staff',
  summary: '列出工作人员及其岗位',
  query: Type.Object({
    after: Type.Optional(Type.String({ maxLength: 40, title: '上一页最后的工号' })),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '姓名（或其中几个字）或者工号' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  response: Type.Object({
    staff: Type.Array(StaffView),
    /** The roles that a post may carry. */
    roles: Type.Array(Type.Object({ role: PostRole, title: Type.String() })),
  }),
})

export const CreateStaff = contract({
  name: 'organizations.createStaff',
  method: 'POST',
  path: '/api/staff',
  summary: '登记工作人员',
  body: Type.Object({
    staffNo: Type.String({ minLength: 1, maxLength: 40, title: '工号' }),
    name: Type.String({ minLength: 1, maxLength: 50, title: '姓名' }),
    organizationId: PublicId,
  }),
  response: StaffView,
  problems: [organizationsProblems['organization-unknown'], organizationsProblems['staff-no-taken']],
})
export type CreateStaff = Static<NonNullable<typeof CreateStaff.body>>

export const EndPost = contract({
  name: 'organizations.endPost',
  method: 'POST',
  path: '/api/staff/:staffId/posts/:postId/end',
  summary: '免去岗位（可指定最后任职日）',
  params: Type.Object({ staffId: PublicId, postId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    /** The last day of the post; absent: it ends at once. */
    lastDay: Type.Optional(Type.String({ format: 'date' })),
  }),
  response: StaffView,
  problems: [
    organizationsProblems['staff-unknown'],
    organizationsProblems['post-unknown'],
    organizationsProblems['post-period'],
  ],
})
