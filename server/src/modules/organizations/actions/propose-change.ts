import { calendarDate, isCalendarDate, newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { WantedPostView } from '../contract/staff-change.ts'
import { begun, postsAfter } from '../domain/posts-after.ts'
import type { BeginningPost, StaffChange } from '../domain/staff-change.ts'
import { findDivision } from '../queries/get-division.ts'
import { getOrganization } from '../queries/get-organization.ts'
import { postsOf } from '../queries/list-staff.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import type { StaffRow } from '../store/staff-store.ts'
import type { PostsContext } from './posts-context.ts'
import { refuseUnfit } from './refuse-unfit.ts'

/** A change as it is proposed: it ends and gives nothing before another administrator has confirmed it. */
export function changeOf(
  ctx: PostsContext,
  staff: Pick<StaffRow, 'id' | 'division'>,
  about: Pick<StaffChange, 'kind' | 'effectiveOn'> &
    Partial<Pick<StaffChange, 'isEmergency' | 'ends' | 'begins' | 'organizationId'>> & {
      successorId?: string | undefined
    },
): StaffChange {
  const { successorId, ...facts } = about
  return {
    isEmergency: false,
    ends: [],
    begins: [],
    ...facts,
    id: newPublicId(splitPublicId(staff.id).jurisdiction),
    staffId: staff.id,
    division: staff.division,
    ...(successorId !== undefined && { successorId }),
    state: 'proposed',
    proposedBy: ctx.actor.staffId ?? '',
    proposedAt: ctx.now,
    version: 1,
  }
}

export async function save(ctx: PostsContext, change: StaffChange): Promise<void> {
  if (!(await staffChangeStore.insert(ctx.tx, change))) throw problem(organizationsProblems['change-open'])
}

/** Absent: today, which has come when it is confirmed. */
export function firstDayOf(day: string | undefined, today: CalendarDate): CalendarDate {
  if (day === undefined) return today
  if (!isCalendarDate(day) || day < today) throw problem(organizationsProblems['change-day'])
  return calendarDate(day)
}

export function beginningPosts(staffId: string, wanted: readonly WantedPostView[]): BeginningPost[] {
  const { jurisdiction } = splitPublicId(staffId)
  return wanted.map(({ role, organizationId, division }) => ({
    id: newPublicId(jurisdiction),
    role,
    organizationId,
    division,
  }))
}

/**
 * The rules of posts for what a change gives, when it is proposed and again when it is confirmed: against what stays, and against each
 * other. Whoever proposes or confirms reaches every place in which a post begins, and the office that the official will belong to.
 */
export async function requireFitPosts(
  ctx: PostsContext,
  change: StaffChange,
  permit: string = organizationsPermits.manage.name,
): Promise<void> {
  if (change.organizationId !== undefined) {
    const { id: organizationId, division } = await getOrganization(ctx, change.organizationId)
    ctx.permit.require(permit, { division, organizationId })
  }
  const held = postsAfter(await postsOf(ctx, change.staffId), { ...change, begins: [] })
  for (const post of begun(change)) {
    const organization = await getOrganization(ctx, post.organizationId)
    ctx.permit.require(permit, { division: post.division, organizationId: organization.id })
    ctx.permit.require(permit, { division: organization.division, organizationId: organization.id })
    if (!(await findDivision(ctx, post.division))) {
      throw problem(organizationsProblems['division-unknown'], { code: post.division })
    }
    refuseUnfit(held, { ...post, organization })
    held.push(post)
  }
}
