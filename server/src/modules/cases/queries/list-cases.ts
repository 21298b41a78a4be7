import type { CasesContext } from '../actions/cases-context.ts'
import type { CasePage, ListCases } from '../contract/index.ts'
import { personBlinds } from '../store/sealed-case.ts'
import { presentPage } from './present-page.ts'

/** 查找办件, within the reach of one's post; by number or by person only as an exact match. */
export async function listCases(ctx: CasesContext, input: ListCases): Promise<CasePage> {
  const { person, ...filter } = input
  const blinds = person === undefined ? undefined : personBlinds(ctx.vault, person)
  const asked = { ...filter, personBlinds: blinds, isOwn: false }
  return presentPage(ctx, ctx.permit.reach('cases.read'), asked)
}
