import { problem, streamOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'

/** The member of staff as the caller saw it, locked. @throws when it is not there or out of reach, or changed since */
export async function lockStaff(ctx: Context, staffId: string, version: number): Promise<StaffRow> {
  const staff = await staffStore.lockStaff(ctx.tx, staffId)
  if (!staff) throw problem(organizationsProblems['staff-unknown'])
  ctx.permit.require(organizationsPermits.manage.name, staff)
  if (staff.version !== version) throw await ctx.stale(streamOf('staff', staffId))
  return staff
}
