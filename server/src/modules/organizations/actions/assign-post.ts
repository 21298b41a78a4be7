import { ROLES, calendarDate, isCalendarDate, newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AssignPost } from '../contract/appointment.ts'
import { PostAssigned, PostProposed } from '../contract/events.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { PostRole, PostView } from '../contract/staff.ts'
import { dayAfter, isPeriodToCome } from '../domain/post-period.ts'
import type { PostPeriod } from '../domain/post-period.ts'
import type { Term } from '../domain/post.ts'
import { findDivision } from '../queries/get-division.ts'
import { getOrganization } from '../queries/get-organization.ts'
import { heldPosts } from '../queries/held-posts.ts'
import { presentAppointments } from '../queries/list-appointments.ts'
import * as appointmentStore from '../store/appointment-store.ts'
import type { Appointment } from '../store/appointment-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { lockStaff } from './lock-staff.ts'
import { refuseUnfit } from './refuse-unfit.ts'

/** 提出任命: permits nothing before a second administrator has confirmed it; nobody makes up an official and empowers them alone. */
export async function assignPost(
  ctx: Context,
  input: InputOf<typeof AssignPost>,
): Promise<OutputOf<typeof AssignPost>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  const organization = await getOrganization(ctx, input.organizationId)
  ctx.permit.require(organizationsPermits.manage.name, { ...organization, organizationId: organization.id })
  ctx.permit.requireProof()
  const { role, division } = input
  if (!(await findDivision(ctx, division))) throw problem(organizationsProblems['division-unknown'], { code: division })
  const period = periodOf(input, ctx.today)
  refuseUnfit(await heldPosts(ctx, staff.id), { role, organization, division, ...termOf(period) })
  const appointment: Appointment = {
    id: newPublicId(splitPublicId(staff.id).jurisdiction),
    staffId: staff.id,
    role,
    organizationId: organization.id,
    division,
    ...period,
    state: 'proposed',
    proposedBy: ctx.actor.staffId ?? '',
    proposedAt: ctx.now,
    version: 1,
  }
  await appointmentStore.insert(ctx.tx, appointment)
  const { id: appointmentId, staffId, organizationId } = appointment
  ctx.emit(PostProposed.of({ appointmentId, staffId, role, organizationId, division, ...period }))
  return (await presentAppointments(ctx, [appointment]))[0]!
}

function periodOf(
  { startsOn, endsOn }: { startsOn?: string; endsOn?: string },
  today: CalendarDate,
): { startsOn: CalendarDate; endsOn?: CalendarDate } {
  const days = [startsOn ?? today, endsOn ?? today]
  if (!days.every(isCalendarDate)) throw problem(organizationsProblems['post-period'])
  const period = {
    startsOn: calendarDate(startsOn ?? today),
    ...(endsOn !== undefined && { endsOn: calendarDate(endsOn) }),
  }
  if (!isPeriodToCome(period, today)) throw problem(organizationsProblems['post-period'])
  return period
}

/** The post itself: for what was confirmed, and for the seed, which asks nobody. */
export async function addPost(
  ctx: Context,
  input: {
    staffId: string
    role: PostRole
    organization: OrganizationView
    division: string
    period?: PostPeriod
    by?: { appointmentId: string; proposedBy: string }
  },
): Promise<void> {
  const { staffId, role, organization, division, period = { startsOn: ctx.today }, by } = input
  const term = termOf(period)
  refuseUnfit(await heldPosts(ctx, staffId), { role, organization, division, ...term })
  const post: PostView = {
    id: newPublicId(splitPublicId(staffId).jurisdiction),
    staffId,
    role,
    roleTitle: ROLES[role].title,
    organizationId: organization.id,
    division,
    ...term,
  }
  await staffStore.insertPost(ctx.tx, post)
  await staffStore.bumpVersion(ctx.tx, staffId)
  const { id: postId, organizationId, startedOn } = post
  const ends = period.endsOn && { endsOn: period.endsOn }
  ctx.emit(PostAssigned.of({ staffId, postId, role, organizationId, division, startedOn, ...ends, ...by }))
}

function termOf({ startsOn, endsOn }: PostPeriod): Term {
  return { startedOn: startsOn, ...(endsOn && { endedOn: dayAfter(endsOn) }) }
}
