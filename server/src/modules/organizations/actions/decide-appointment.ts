import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ConfirmAppointment, RefuseAppointment } from '../contract/appointment.ts'
import { PostRefused } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import { isPeriodToCome } from '../domain/post-period.ts'
import { getOrganization } from '../queries/get-organization.ts'
import { isSecondPerson, presentAppointments } from '../queries/list-appointments.ts'
import * as appointmentStore from '../store/appointment-store.ts'
import type { Appointment } from '../store/appointment-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { addPost } from './assign-post.ts'
import type { PostsContext } from './posts-context.ts'
import { tellPostsChanged } from './tell-posts-changed.ts'

/** 确认任命: only now is the post held, from its first day on. The rules of posts are asked again: others may have been given since. */
export async function confirmAppointment(
  ctx: PostsContext,
  input: InputOf<typeof ConfirmAppointment>,
): Promise<OutputOf<typeof ConfirmAppointment>> {
  const appointment = await takeAppointment(ctx, input)
  await staffStore.lockAppointed(ctx.tx, appointment.staffId)
  const organization = await getOrganization(ctx, appointment.organizationId)
  const startsOn = appointment.startsOn < ctx.today ? ctx.today : appointment.startsOn
  const { staffId, role, division, endsOn, id: appointmentId, proposedBy } = appointment
  const period = { startsOn, ...(endsOn && { endsOn }) }
  if (!isPeriodToCome(period, ctx.today)) throw problem(organizationsProblems['appointment-over'])
  await addPost(ctx, { staffId, role, organization, division, period, by: { appointmentId, proposedBy } })
  const decided = await decide(ctx, appointment, 'confirmed')
  await tellPostsChanged(ctx, staffId)
  return present(ctx, decided)
}

export async function refuseAppointment(
  ctx: Context,
  input: InputOf<typeof RefuseAppointment>,
): Promise<OutputOf<typeof RefuseAppointment>> {
  const appointment = await takeAppointment(ctx, input)
  const decided = await decide(ctx, appointment, 'refused')
  const { id: appointmentId, staffId } = appointment
  ctx.emit(PostRefused.of({ appointmentId, staffId }), { personal: { reason: input.reason } })
  return present(ctx, decided)
}

async function takeAppointment(
  ctx: Context,
  { appointmentId, version }: { appointmentId: string; version: number },
): Promise<Appointment> {
  const appointment = await appointmentStore.lock(ctx.tx, appointmentId)
  if (!appointment) throw problem(organizationsProblems['appointment-unknown'])
  ctx.permit.require(organizationsPermits.confirmAppointments.name, { division: appointment.division })
  if (!isSecondPerson(ctx.actor.staffId, appointment)) throw problem(organizationsProblems['second-person'])
  if (appointment.state !== 'proposed') throw problem(organizationsProblems['appointment-decided'])
  if (appointment.version !== version) throw await ctx.stale(streamOf('staff', appointment.staffId))
  ctx.permit.requireProof()
  return appointment
}

async function decide(ctx: Context, appointment: Appointment, state: 'confirmed' | 'refused'): Promise<Appointment> {
  const by = ctx.actor.staffId ?? ''
  await appointmentStore.decide(ctx.tx, appointment.id, { state, by, at: ctx.now })
  return { ...appointment, state, decidedBy: by, version: appointment.version + 1 }
}

async function present(ctx: Context, appointment: Appointment): Promise<OutputOf<typeof ConfirmAppointment>> {
  return (await presentAppointments(ctx, [appointment]))[0]!
}
