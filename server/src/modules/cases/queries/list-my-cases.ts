import type { CasesContext } from '../actions/cases-context.ts'
import type { CasePage, CaseState, CaseSummary, ListMandateCases, ListMyCases } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'
import { OPEN_STATES } from '../domain/transitions.ts'
import { presentPage } from './present-page.ts'

/** 我的办件. */
export async function listMyCases(ctx: CasesContext, input: ListMyCases): Promise<CasePage> {
  const { cursor, limit, state } = input
  return presentPage(ctx, ctx.permit.reach('cases.apply'), { cursor, limit, states: statesOf(state), isOwn: true })
}

/** What somebody did by a mandate: for whoever gave it, among their own cases, and for whoever acts by it. */
export async function listMandateCases(ctx: CasesContext, input: ListMandateCases): Promise<CasePage> {
  const { cursor, limit, mandateId } = input
  return presentPage(ctx, ctx.permit.reach('cases.apply'), { cursor, limit, mandateId, isOwn: true })
}

const MOST_OF_ITEMS = 50

/** One's own of some items, for another module's page. */
export async function ownCasesOf(ctx: CasesContext, itemIds: readonly string[]): Promise<CaseSummary[]> {
  if (itemIds.length === 0) return []
  const reach = ctx.permit.reach('cases.apply')
  return (await presentPage(ctx, reach, { itemIds, limit: MOST_OF_ITEMS, isOwn: true })).cases
}

function statesOf(filter: ListMyCases['state']): CaseState[] | undefined {
  if (filter === undefined) return undefined
  if (filter === 'draft') return ['draft']
  const all = Object.keys(CASE_STATES) as CaseState[]
  return all.filter((state) => state !== 'draft' && OPEN_STATES.includes(state) === (filter === 'open'))
}
