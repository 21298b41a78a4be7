import type { CaseSummary } from '../../cases/contract/index.ts'
import type { RightOffered, RightsRequest } from '../contract/index.ts'
import type { PersonalDataContext } from './personal-data-context.ts'

interface Rights {
  readonly rights: RightOffered[]
  readonly requests: RightsRequest[]
}

/** 权利请求: through which items one asks, by the office of one's own county where it answers itself; and what was asked. */
export async function rightsOf(ctx: PersonalDataContext, accountId: string): Promise<Rights> {
  const items = await ctx.catalogue.itemsOfRights(ctx)
  const { division } = await ctx.identity.ownerOf(ctx, accountId)
  const own = items.filter(({ itemId }) => division?.startsWith(itemId.slice(0, 6)))
  const offered = own.length > 0 ? own : items
  const rights = [...new Map(offered.toReversed().map((one) => [one.right, one])).values()].toReversed()
  const cases = await ctx.cases.ownCasesOf(
    ctx,
    items.map(({ itemId }) => itemId),
  )
  return { rights, requests: cases.map(presentRequest) }
}

function presentRequest({
  caseId,
  caseNo,
  itemName,
  state,
  stateTitle,
  updatedAt,
  limits,
}: CaseSummary): RightsRequest {
  const open = limits.filter(({ level, dueOn }) => level !== 'closed' && dueOn !== undefined)
  const due = open.find(({ kind }) => kind === 'handling-promised') ?? open[0]
  return {
    ...{ caseId, itemName, stateTitle, updatedAt },
    isDraft: state === 'draft',
    ...(caseNo !== undefined && { caseNo }),
    ...(due?.dueOn !== undefined && { due: { title: due.title, on: due.dueOn } }),
  }
}
