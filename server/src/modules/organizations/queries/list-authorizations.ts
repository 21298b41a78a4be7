import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AuthorizationPower, AuthorizationView, ListAuthorizations } from '../contract/authorization.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { covers } from '../domain/authorization.ts'
import type { AuthorizedAct } from '../domain/authorization.ts'
import { officesAfter } from '../domain/posts-after.ts'
import * as authorizationStore from '../store/authorization-store.ts'
import type { AuthorizationRow } from '../store/authorization-store.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { organizationNames } from './get-organization.ts'
import { staffNames } from './list-staff.ts'

export async function listAuthorizations(
  ctx: Context,
  _input: InputOf<typeof ListAuthorizations>,
): Promise<OutputOf<typeof ListAuthorizations>> {
  const reach = ctx.permit.reach(organizationsPermits.readAuthorizations.name)
  return { authorizations: await presentAuthorizations(ctx, await authorizationStore.list(ctx.tx, reach)) }
}

/** Whether a letter of authorization covers the act on its day (越权 is what supervision looks for). */
export async function isAuthorized(ctx: Context, act: AuthorizedAct): Promise<boolean> {
  const letters = await authorizationStore.listForGrantee(ctx.tx, act.staffId)
  const [change] = await staffChangeStore.listToCome(ctx.tx, [act.staffId])
  // Who left or moved at midnight is not authorized by what is written down as over a minute later.
  if (change && change.effectiveOn <= act.on) {
    const posts = await staffStore.postsOf(ctx.tx, [act.staffId], ctx.today)
    if (!officesAfter(posts, change).has(act.organizationId)) return false
  }
  return letters.some((letter) => covers(letter, act))
}

/** Letters that give a power on a day. */
export async function lettersInForce(
  ctx: Context,
  { power, on }: { readonly power: AuthorizationPower; readonly on: CalendarDate },
): Promise<{ organizationId: string; itemIds?: readonly string[] }[]> {
  const letters = await authorizationStore.listInForce(ctx.tx, on)
  return letters
    .filter(({ powers }) => powers.includes(power))
    .map(({ grantorId, itemIds }) => ({ organizationId: grantorId, ...(itemIds && { itemIds }) }))
}

export async function presentAuthorizations(
  ctx: Context,
  letters: readonly AuthorizationRow[],
): Promise<AuthorizationView[]> {
  const organizations = await organizationNames(
    ctx,
    letters.map((letter) => letter.grantorId),
  )
  const staff = await staffNames(
    ctx,
    letters.map((letter) => letter.granteeId),
  )
  return letters.map(({ powers, itemIds, ...letter }) => ({
    ...letter,
    grantorName: organizations.get(letter.grantorId) ?? '',
    granteeName: staff.get(letter.granteeId) ?? '',
    powers: [...powers],
    ...(itemIds && { itemIds: [...itemIds] }),
  }))
}
