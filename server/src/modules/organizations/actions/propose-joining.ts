import { problem, splitPublicId } from '../../../kernel/index.ts'
import { JoiningProposed } from '../contract/events.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { StaffView } from '../contract/staff.ts'
import type { JoinerFields, StaffChangeView } from '../contract/staff-change.ts'
import { getOrganization } from '../queries/get-organization.ts'
import { presentStaff } from '../queries/list-staff.ts'
import { presentStaffChanges } from '../queries/list-staff-changes.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'
import { addStaff } from './create-staff.ts'
import type { PostsContext } from './posts-context.ts'
import { beginningPosts, changeOf, firstDayOf, requireFitPosts, save } from './propose-change.ts'

/** 提出入职: somebody is there, with posts from a day on, when a second administrator has confirmed it. Who keeps accounts opens one. */
export async function proposeJoining(
  ctx: PostsContext,
  input: JoinerFields,
): Promise<{ change: StaffChangeView; staff: StaffView }> {
  const organization = await getOrganization(ctx, input.organizationId)
  const { id: organizationId, division } = organization
  ctx.permit.require(organizationsPermits.manage.name, { division, organizationId })
  ctx.permit.requireProof()
  const effectiveOn = firstDayOf(input.firstDay, ctx.today)
  const staff = await enter(ctx, { ...input, organization })
  const begins = beginningPosts(staff.id, input.begins)
  const change = changeOf(ctx, { id: staff.id, division }, { kind: 'join', effectiveOn, begins, organizationId })
  await requireFitPosts(ctx, change)
  await save(ctx, change)
  const facts = begins.map(({ id: _, ...post }) => post)
  const body = { changeId: change.id, staffId: staff.id, effectiveOn, begins: facts, organizationId }
  ctx.emit(JoiningProposed.of(body), { personal: { reason: input.reason } })
  return { change: (await presentStaffChanges(ctx, [change]))[0]!, staff: await presentStaff(ctx, staff.id) }
}

/** Somebody new; or whoever was here under this number and has nothing any more, by the same name. */
async function enter(
  ctx: PostsContext,
  { staffNo, name, organization }: JoinerFields & { organization: OrganizationView },
): Promise<StaffRow> {
  const { id: organizationId, division } = organization
  const known = await staffStore.findByStaffNo(ctx.tx, splitPublicId(organizationId).jurisdiction, staffNo)
  if (!known) return addStaff(ctx, { staffNo, name, organizationId, division, isDemo: false })
  const locked = await staffStore.lockAppointed(ctx.tx, known.id)
  const posts = await staffStore.postsOf(ctx.tx, [known.id], ctx.today)
  ctx.permit.require(organizationsPermits.manage.name, known)
  if (!locked || locked.name !== name || posts.length > 0) {
    throw problem(organizationsProblems['comes-back-as-another'], { staffNo })
  }
  return locked
}
