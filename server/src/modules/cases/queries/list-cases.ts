import { recordPersonSearch } from '../../../platform/ledger/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CasePage, ListCases } from '../contract/index.ts'
import { personBlinds } from '../store/sealed-case.ts'
import { presentPage } from './present-page.ts'

/** 查找办件, within the reach of one's post; by number or by person only as an exact match, and by person on record. */
export async function listCases(ctx: CasesContext, input: ListCases): Promise<CasePage> {
  const { person, ...filter } = input
  const blinds = person === undefined ? undefined : personBlinds(ctx.vault, person)
  const asked = { ...filter, personBlinds: blinds, isOwn: false }
  const page = await presentPage(ctx, ctx.permit.reach('cases.read'), asked)
  // Leafing on through what was found is the same search.
  if (person !== undefined && input.cursor === undefined)
    recordPersonSearch(ctx, { where: '办件', person, found: page.cases.length })
  return page
}
