import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { OrganizationView } from '../../organizations/contract/index.ts'
import type { ItemContent } from '../contract/item.ts'

/** 实施主体 by its opaque code, then by its name; asked once for all rows that name it alike. */
export function organizationFinder(
  ctx: Context & { readonly organizations: OrganizationsApi },
): (
  of: Pick<ItemContent, 'division' | 'organizationName' | 'organizationCode'>,
) => Promise<OrganizationView | undefined> {
  const found = new Map<string, OrganizationView | undefined>()
  return async (of) => {
    const key = organizationKey(of)
    if (!found.has(key)) found.set(key, await find(ctx, of))
    return found.get(key)
  }
}

export function organizationKey({
  division,
  organizationName: name,
  organizationCode: code,
}: Pick<ItemContent, 'division' | 'organizationName' | 'organizationCode'>): string {
  return `${division.slice(0, 6)} ${code ?? ''} ${name}`
}

async function find(
  ctx: Context & { readonly organizations: OrganizationsApi },
  {
    division,
    organizationName: name,
    organizationCode: code,
  }: Pick<ItemContent, 'division' | 'organizationName' | 'organizationCode'>,
): Promise<OrganizationView | undefined> {
  const jurisdiction = division.slice(0, 6)
  const byCode =
    code === undefined ? undefined : await ctx.organizations.findOrganizationByCode(ctx, { jurisdiction, code })
  return byCode ?? (await ctx.organizations.findOrganizationByName(ctx, { jurisdiction, name }))
}
