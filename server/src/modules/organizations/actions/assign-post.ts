import { ROLES, newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { PostAssigned } from '../contract/events.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { AssignPost, PostRole, PostView } from '../contract/staff.ts'
import { conflictingRole, reachesBeyond } from '../domain/post.ts'
import { findDivision } from '../queries/get-division.ts'
import { getOrganization } from '../queries/get-organization.ts'
import { presentStaff } from '../queries/list-staff.ts'
import * as staffStore from '../store/staff-store.ts'
import { lockStaff } from './lock-staff.ts'
import type { PostsContext } from './posts-context.ts'

/** 任命岗位: from the next request on the person may do what the role may do, within the post's reach. */
export async function assignPost(
  ctx: PostsContext,
  input: InputOf<typeof AssignPost>,
): Promise<OutputOf<typeof AssignPost>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  const organization = await getOrganization(ctx, input.organizationId)
  ctx.permit.require(organizationsPermits.manage.name, { ...organization, organizationId: organization.id })
  ctx.permit.requireProof()
  if (!(await findDivision(ctx, input.division))) {
    throw problem(organizationsProblems['division-unknown'], { code: input.division })
  }
  await addPost(ctx, { ...input, organization })
  await ctx.postsChanged(ctx, staff.id)
  return presentStaff(ctx, input.staffId)
}

/** The same for the seed: the rules of posts hold, permits are not asked. */
export async function addPost(
  ctx: Context,
  input: { staffId: string; role: PostRole; organization: OrganizationView; division: string },
): Promise<void> {
  const { staffId, role, organization, division } = input
  const held = await staffStore.postsOf(ctx.tx, [staffId])
  refuseUnfit(held, input)
  const post: PostView = {
    id: newPublicId(splitPublicId(staffId).jurisdiction),
    staffId,
    role,
    roleTitle: ROLES[role].title,
    organizationId: organization.id,
    division,
    startedOn: ctx.today,
  }
  await staffStore.insertPost(ctx.tx, post)
  await staffStore.bumpVersion(ctx.tx, staffId)
  const { id: postId, organizationId, startedOn } = post
  ctx.emit(PostAssigned.of({ staffId, postId, role, organizationId, division, startedOn }))
}

function refuseUnfit(
  held: readonly PostView[],
  { role, organization, division }: { role: PostRole; organization: OrganizationView; division: string },
): void {
  const conflict = conflictingRole(
    held.map((post) => post.role),
    role,
  )
  if (conflict) {
    const params = { held: ROLES[conflict].title, added: ROLES[role].title }
    throw problem(organizationsProblems['post-conflicts'], params)
  }
  if (reachesBeyond(division, organization.division)) {
    const params = { division, organizationDivision: organization.division }
    throw problem(organizationsProblems['post-reaches-beyond'], params)
  }
  const isHeld = held.some(
    (post) => post.role === role && post.organizationId === organization.id && post.division === division,
  )
  if (isHeld) throw problem(organizationsProblems['post-held'], { role: ROLES[role].title })
}
