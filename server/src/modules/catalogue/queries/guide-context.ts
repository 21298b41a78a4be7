import type { Context } from '../../../platform/act/index.ts'
import type { HallView } from '../../organizations/contract/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { ServiceItem } from '../contract/item.ts'

/** What a guide tells besides the item: the halls in which it is handled are another module's. */
export type GuideContext = Context & { readonly organizations: Pick<OrganizationsApi, 'hallsById'> }

/** The halls of an item's windows; most items name none, and nothing is asked for them. */
export async function hallsOf(ctx: GuideContext, { windows }: Pick<ServiceItem, 'windows'>): Promise<HallView[]> {
  const ids = windows.flatMap(({ hallWindow }) => hallWindow?.hallId ?? [])
  return ids.length === 0 ? [] : ctx.organizations.hallsById(ctx, ids)
}
