import { isCalendarDate, newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GrantAuthorization } from '../contract/authorization.ts'
import { AuthorizationGranted } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import { presentAuthorizations } from '../queries/list-authorizations.ts'
import * as authorizationStore from '../store/authorization-store.ts'
import type { AuthorizationRow } from '../store/authorization-store.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'

type Letter = Pick<AuthorizationRow, 'powers' | 'docNo'> & {
  itemIds?: readonly string[]
  validFrom: string
  validTo: string
}

/** 签发授权书: the grantor is the department of the agency head who signs it. */
export async function grantAuthorization(
  ctx: Context,
  input: InputOf<typeof GrantAuthorization>,
): Promise<OutputOf<typeof GrantAuthorization>> {
  const grantee = await staffStore.findStaff(ctx.tx, input.granteeId)
  if (!grantee) throw problem(organizationsProblems['staff-unknown'])
  ctx.permit.require(organizationsPermits.authorize.name, grantee)
  ctx.permit.requireProof()
  const letter = await addAuthorization(ctx, grantee, input)
  return (await presentAuthorizations(ctx, [letter]))[0]!
}

/** The same for the seed: no permit is asked. */
export async function addAuthorization(ctx: Context, grantee: StaffRow, input: Letter): Promise<AuthorizationRow> {
  const { powers, docNo, itemIds, validFrom, validTo } = input
  if (!isCalendarDate(validFrom) || !isCalendarDate(validTo) || validTo < validFrom || validTo < ctx.today) {
    throw problem(organizationsProblems['authorization-period'])
  }
  const letter: AuthorizationRow = {
    id: newPublicId(splitPublicId(grantee.id).jurisdiction),
    grantorId: grantee.organizationId,
    granteeId: grantee.id,
    division: grantee.division,
    powers,
    docNo,
    validFrom,
    validTo,
    version: 1,
    ...(itemIds && { itemIds }),
  }
  const isNew = await authorizationStore.insert(ctx.tx, letter)
  if (!isNew) throw problem(organizationsProblems['doc-no-taken'], { docNo })
  const { id: authorizationId, grantorId, granteeId } = letter
  const body = { authorizationId, grantorId, granteeId, powers: [...powers], docNo, validFrom, validTo }
  ctx.emit(AuthorizationGranted.of({ ...body, ...(itemIds && { itemIds: [...itemIds] }) }))
  return letter
}
