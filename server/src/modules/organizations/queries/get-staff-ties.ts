import { ROLES, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { PostsContext } from '../actions/posts-context.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { GetStaffTies } from '../contract/staff-change.ts'
import * as authorizationStore from '../store/authorization-store.ts'
import * as staffStore from '../store/staff-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import { organizationNames } from './get-organization.ts'
import { postsOf, staffNames } from './list-staff.ts'

/** What ends or has to be handed on when an official leaves or moves. */
export async function getStaffTies(
  ctx: PostsContext,
  { staffId }: InputOf<typeof GetStaffTies>,
): Promise<OutputOf<typeof GetStaffTies>> {
  const staff = await staffStore.findStaff(ctx.tx, staffId)
  if (!staff || !ctx.permit.allows(organizationsPermits.readAppointments.name, staff)) {
    throw problem(organizationsProblems['staff-unknown'])
  }
  const posts = await postsOf(ctx, staffId)
  const letters = (await authorizationStore.listForGrantee(ctx.tx, staffId)).filter(
    ({ revokedOn, validTo }) => revokedOn === undefined && validTo >= ctx.today,
  )
  const organizations = await organizationNames(
    ctx,
    [...posts, ...letters.map(({ grantorId: organizationId }) => ({ organizationId }))].map(
      (one) => one.organizationId,
    ),
  )
  const nameOf = (id: string) => organizations.get(id) ?? ''
  return {
    posts: posts.map(({ id, role, organizationId, startedOn, endedOn }) => ({
      id,
      roleTitle: ROLES[role].title,
      organizationName: nameOf(organizationId),
      startedOn,
      ...(endedOn !== undefined && { endedOn }),
    })),
    letters: letters.map(({ docNo, grantorId }) => ({ docNo, grantorName: nameOf(grantorId) })),
    substitutions: await substitutionsOf(ctx, staffId),
    kept: await ctx.keptBy(ctx, staffId),
  }
}

async function substitutionsOf(ctx: PostsContext, staffId: string) {
  const lent = await substitutionStore.listOf(ctx.tx, { absentId: staffId }, ctx.today)
  const borrowed = await substitutionStore.listOf(ctx.tx, { substituteId: staffId }, ctx.today)
  const all = [...lent, ...borrowed]
  const otherOf = ({ absentId, substituteId }: (typeof all)[number]) => (absentId === staffId ? substituteId : absentId)
  const names = await staffNames(ctx, all.map(otherOf))
  return all.map((one) => ({ otherName: names.get(otherOf(one)) ?? '', startsOn: one.startsOn, endsOn: one.endsOn }))
}
