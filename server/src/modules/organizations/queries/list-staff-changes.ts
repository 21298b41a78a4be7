import { ROLES } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import type { ListStaffChanges, StaffChangeView } from '../contract/staff-change.ts'
import { KIND_TITLES, isSecondPersonOf, isToCome, standingOf } from '../domain/staff-change.ts'
import type { BeginningPost, StaffChange } from '../domain/staff-change.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { organizationNames } from './get-organization.ts'
import { searchStaff, staffNames } from './list-staff.ts'

const PAGE = 50
const MOST_NAMESAKES = 200

/** Page by page: none that waits for a decision is ever cut off. */
export async function listStaffChanges(
  ctx: Context,
  input: InputOf<typeof ListStaffChanges>,
): Promise<OutputOf<typeof ListStaffChanges>> {
  const reach = ctx.permit.reach(organizationsPermits.readAppointments.name)
  const after = input.after === undefined ? undefined : await staffChangeStore.find(ctx.tx, input.after)
  const { state, kind, q } = input
  const staffIds = q === undefined ? undefined : await searchStaff(ctx, { reach, q, limit: MOST_NAMESAKES })
  const rows = await staffChangeStore.list(ctx.tx, { reach, state, kind, staffIds, after, limit: PAGE })
  const next = rows.length < PAGE ? undefined : rows.at(-1)?.id
  return { changes: await presentStaffChanges(ctx, rows), ...(next !== undefined && { next }) }
}

export async function presentStaffChanges(ctx: Context, rows: readonly StaffChange[]): Promise<StaffChangeView[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.staffId, row.proposedBy, row.decidedBy ?? [], row.successorId ?? []].flat()),
  )
  const nameOf = (staffId: string) => names.get(staffId) ?? ''
  const wordsOf = await postWords(ctx, rows)
  return rows.map((change) => {
    const { id, kind, staffId, effectiveOn, isEmergency, state, version } = change
    const { proposedBy, proposedAt, decidedBy, successorId, carriedOutAt } = change
    const row = { id, kind, staffId, effectiveOn, isEmergency, state, version }
    return {
      ...row,
      ...wordsOf(change),
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

type Words = Pick<StaffChangeView, 'ends' | 'begins'>

/** What ends and what begins, as it is read; posts that a change ended are over and named all the same. */
async function postWords(ctx: Context, rows: readonly StaffChange[]): Promise<(change: StaffChange) => Words> {
  const ended = await staffStore.postsByIds(
    ctx.tx,
    rows.flatMap(({ ends }) => ends),
  )
  const begun = rows.flatMap(({ begins }) => begins)
  const organizations = await organizationNames(
    ctx,
    [...ended, ...begun].map(({ organizationId }) => organizationId),
  )
  const words = ({ role, organizationId }: Pick<BeginningPost, 'role' | 'organizationId'>) => ({
    roleTitle: ROLES[role].title,
    organizationName: organizations.get(organizationId) ?? '',
  })
  return ({ ends, begins }) => ({
    ends: ended.filter(({ id }) => ends.includes(id)).map(words),
    begins: begins.map(words),
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
