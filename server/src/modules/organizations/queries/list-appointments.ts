import { ROLES } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AppointmentView, ListAppointments } from '../contract/appointment.ts'
import { organizationsPermits } from '../contract/permits.ts'
import * as appointmentStore from '../store/appointment-store.ts'
import type { Appointment } from '../store/appointment-store.ts'
import { organizationNames } from './get-organization.ts'
import { staffNames } from './list-staff.ts'

const PAGE = 50

/** Page by page: none that waits for a decision is ever cut off. */
export async function listAppointments(
  ctx: Context,
  input: InputOf<typeof ListAppointments>,
): Promise<OutputOf<typeof ListAppointments>> {
  const reach = ctx.permit.reach(organizationsPermits.readAppointments.name)
  const after = input.after === undefined ? undefined : await appointmentStore.find(ctx.tx, input.after)
  const rows = await appointmentStore.list(ctx.tx, { reach, state: input.state, after, limit: PAGE })
  const next = rows.length < PAGE ? undefined : rows.at(-1)?.id
  return { appointments: await presentAppointments(ctx, rows), ...(next !== undefined && { next }) }
}

export async function presentAppointments(ctx: Context, rows: readonly Appointment[]): Promise<AppointmentView[]> {
  const staff = await staffNames(
    ctx,
    rows.flatMap((row) => [row.staffId, row.proposedBy, ...(row.decidedBy === undefined ? [] : [row.decidedBy])]),
  )
  const organizations = await organizationNames(
    ctx,
    rows.map((row) => row.organizationId),
  )
  return rows.map((appointment) => {
    const { proposedAt, decidedBy, ...row } = appointment
    return {
      ...row,
      staffName: staff.get(row.staffId) ?? '',
      roleTitle: ROLES[row.role].title,
      organizationName: organizations.get(row.organizationId) ?? '',
      proposedByName: staff.get(row.proposedBy) ?? '',
      proposedAt: proposedAt.toISOString(),
      ...(decidedBy !== undefined && { decidedByName: staff.get(decidedBy) ?? '' }),
      abilities: { confirm: row.state === 'proposed' && mayDecide(ctx, appointment) },
    }
  })
}

/** 双人: neither who proposed it nor whom it is for; and the right post, in the right place. */
export function mayDecide(ctx: Context, appointment: Appointment): boolean {
  const { staffId } = ctx.actor
  return (
    isSecondPerson(staffId, appointment) &&
    ctx.permit.allows(organizationsPermits.confirmAppointments.name, { division: appointment.division })
  )
}

export function isSecondPerson(staffId: string | undefined, appointment: Appointment): boolean {
  return staffId !== undefined && staffId !== appointment.proposedBy && staffId !== appointment.staffId
}
