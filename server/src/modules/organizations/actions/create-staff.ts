import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { StaffCreated } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { CreateStaff } from '../contract/staff.ts'
import { getOrganization } from '../queries/get-organization.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'

/** 登记工作人员. Somebody without a post may do nothing yet. */
export async function createStaff(
  ctx: Context,
  input: InputOf<typeof CreateStaff>,
): Promise<OutputOf<typeof CreateStaff>> {
  const organization = await getOrganization(ctx, input.organizationId)
  ctx.permit.require(organizationsPermits.manage.name, { ...organization, organizationId: organization.id })
  const staff = await addStaff(ctx, { ...input, division: organization.division, isDemo: false })
  return { ...staff, posts: [] }
}

/** The same for the seed, which acts for the installation and asks no permit. */
export async function addStaff(
  ctx: Context,
  input: Pick<StaffRow, 'staffNo' | 'name' | 'organizationId' | 'division' | 'isDemo'>,
): Promise<StaffRow> {
  const { jurisdiction } = splitPublicId(input.organizationId)
  const staff: StaffRow = { ...input, id: newPublicId(jurisdiction), version: 1 }
  const isNew = await staffStore.insertStaff(ctx.tx, staff, ctx.now)
  if (!isNew) throw problem(organizationsProblems['staff-no-taken'], { staffNo: input.staffNo })
  const { id: staffId, staffNo, organizationId, division } = staff
  ctx.emit(StaffCreated.of({ staffId, staffNo, organizationId, division }))
  return staff
}
