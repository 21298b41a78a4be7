import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { PostRole } from '../contract/staff.ts'
import type { Appointments, OrganizationsTables } from './tables.ts'

/** 岗位任命 as it is kept. */
export interface Appointment {
  readonly id: string
  readonly staffId: string
  readonly role: PostRole
  readonly organizationId: string
  readonly division: string
  readonly startsOn: CalendarDate
  readonly endsOn?: CalendarDate
  readonly state: 'proposed' | 'confirmed' | 'refused'
  /** Public ids of the members of staff. */
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly version: number
}

export async function insert(tx: Tx, appointment: Appointment): Promise<void> {
  await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.appointments')
    .values({
      ...splitPublicId(appointment.id),
      staff_id: splitPublicId(appointment.staffId).id,
      role: appointment.role,
      organization_id: splitPublicId(appointment.organizationId).id,
      division: appointment.division,
      starts_on: appointment.startsOn,
      ends_on: appointment.endsOn ?? null,
      proposed_by: appointment.proposedBy,
      proposed_at: appointment.proposedAt,
      decided_by: null,
      decided_at: null,
    })
    .execute()
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, appointmentId: string): Promise<Appointment | undefined> {
  const { jurisdiction, id } = splitPublicId(appointmentId)
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.appointments')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function decide(
  tx: Tx,
  appointmentId: string,
  decision: { state: 'confirmed' | 'refused'; by: string; at: Date },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(appointmentId)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.appointments')
    .set((eb) => ({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export interface AppointmentPage {
  readonly reach: Reach
  readonly state: 'proposed' | 'decided' | undefined
  /** The last row of the page before. */
  readonly after: Appointment | undefined
  readonly limit: number
}

/** The newest first. */
export async function list(tx: Tx, { reach, state, after, limit }: AppointmentPage): Promise<Appointment[]> {
  let query = tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.appointments')
    .selectAll()
    .where(withinReach(reach, { division: 'division' }))
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .limit(limit)
  if (state !== undefined) query = query.where('state', state === 'proposed' ? '=' : '<>', 'proposed')
  if (after) {
    const { proposedAt, id } = { ...after, id: splitPublicId(after.id).id }
    query = query.where((eb) =>
      eb.or([eb('proposed_at', '<', proposedAt), eb.and([eb('proposed_at', '=', proposedAt), eb('id', '>', id)])]),
    )
  }
  return (await query.execute()).map(fromRow)
}

export async function find(tx: Tx, appointmentId: string): Promise<Appointment | undefined> {
  const { jurisdiction, id } = splitPublicId(appointmentId)
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.appointments')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

function fromRow(row: Selectable<Appointments>): Appointment {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    staffId: joinPublicId(row.jurisdiction, row.staff_id),
    role: row.role as PostRole,
    organizationId: joinPublicId(row.jurisdiction, row.organization_id),
    division: row.division,
    startsOn: calendarDate(row.starts_on),
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    version: row.version,
    ...(row.ends_on !== null && { endsOn: calendarDate(row.ends_on) }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
  }
}
