import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import type { ListStaffChanges, StaffChangeView } from '../contract/staff-change.ts'
import { KIND_TITLES, isSecondPersonOf, isToCome, standingOf } from '../domain/staff-change.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import { staffNames } from './list-staff.ts'

const PAGE = 50

/** Page by page: none that waits for a decision is ever cut off. */
export async function listStaffChanges(
  ctx: Context,
  input: InputOf<typeof ListStaffChanges>,
): Promise<OutputOf<typeof ListStaffChanges>> {
  const reach = ctx.permit.reach(organizationsPermits.readAppointments.name)
  const after = input.after === undefined ? undefined : await staffChangeStore.find(ctx.tx, input.after)
  const rows = await staffChangeStore.list(ctx.tx, { reach, state: input.state, after, limit: PAGE })
  const next = rows.length < PAGE ? undefined : rows.at(-1)?.id
  return { changes: await presentStaffChanges(ctx, rows), ...(next !== undefined && { next }) }
}

export async function presentStaffChanges(ctx: Context, rows: readonly StaffChange[]): Promise<StaffChangeView[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.staffId, row.proposedBy, row.decidedBy ?? [], row.successorId ?? []].flat()),
  )
  const nameOf = (staffId: string) => names.get(staffId) ?? ''
  return rows.map((change) => {
    const { division: _, proposedBy, proposedAt, decidedBy, successorId, carriedOutAt, ...row } = change
    return {
      ...row,
      kindTitle: KIND_TITLES[row.kind],
      staffName: nameOf(row.staffId),
      standing: standingOf(change),
      proposedByName: nameOf(proposedBy),
      proposedAt: proposedAt.toISOString(),
      ...(successorId !== undefined && { successorName: nameOf(successorId) }),
      ...(decidedBy !== undefined && { decidedByName: nameOf(decidedBy) }),
      ...(carriedOutAt && { carriedOutAt: carriedOutAt.toISOString() }),
      abilities: { decide: row.state === 'proposed' && mayDecide(ctx, change), cancel: mayCancel(ctx, change) },
    }
  })
}

/** Security confirms what was proposed; what security did alone in an emergency the system administrator does. */
export function decidingPermit({ isEmergency }: StaffChange): string {
  return (isEmergency ? organizationsPermits.manage : organizationsPermits.confirmAppointments).name
}

function mayDecide(ctx: Context, change: StaffChange): boolean {
  return isSecondPersonOf(change, ctx.actor.staffId) && ctx.permit.allows(decidingPermit(change), change)
}

/** Who is concerned does not keep himself in. */
function mayCancel(ctx: Context, change: StaffChange): boolean {
  return (
    isToCome(change) &&
    change.staffId !== ctx.actor.staffId &&
    ctx.permit.allows(organizationsPermits.manage.name, change)
  )
}
