import { INSTALLATION, isWithinReach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { grantsOf, isPostInForce } from '../../../platform/permits/index.ts'
import * as accountStore from '../store/account-store.ts'
import type { PermitTable } from './actor-of.ts'

/** Accounts of officials who hold a permit for a division today; for the installation as a whole, of all who hold it. */
export async function holdersOf(
  ctx: Context & { readonly permitTable: PermitTable },
  { permit, ...place }: { permit: string; division: string; organizationId?: string },
): Promise<string[]> {
  const permits = ctx.permitTable().filter(({ name }) => name === permit)
  const held = await accountStore.listHolders(
    ctx.tx,
    permits.flatMap(({ roles }) => roles),
  )
  return held.flatMap(({ id, posts }) => {
    const inForce = posts.filter((post) => isPostInForce(post, ctx.today))
    const roles = inForce.map(({ role }) => role)
    const reach = grantsOf(permits, { posts: inForce, roles, accountId: id }).get(permit)
    return reach && (place.division === INSTALLATION || isWithinReach(place, reach)) ? [id] : []
  })
}
