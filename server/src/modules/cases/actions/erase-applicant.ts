import { chineseDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { AccountKeeper } from '../../identity/index.ts'
import { wasHandedIn } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import * as caseLife from '../domain/case-life.ts'
import { ENDED_STATES, hasEnded, keepingOf } from '../domain/erasure.ts'
import * as caseStore from '../store/case-store.ts'
import * as erasureStore from '../store/erasure-store.ts'
import { keep } from './case-step.ts'
import type { CasesContext, CasesDeps } from './cases-context.ts'
import { eraseCase } from './erase-personal-data.ts'

/** What stands in the cases of somebody who closes the account: it stays while one runs or has to be kept. */
export function accountKeeper(deps: CasesDeps): AccountKeeper {
  return {
    hindrances: (ctx, accountId) => hindrances({ ...ctx, ...deps }, accountId),
    erase: (ctx, accountId) => eraseApplicant({ ...ctx, ...deps }, accountId),
  }
}

async function hindrances(ctx: CasesContext, ownerId: string): Promise<string[]> {
  const handedIn = (await erasureStore.listOwned(ctx.tx, ownerId)).filter(wasHandedIn)
  const licensed = await ctx.licences.findValid(
    ctx,
    handedIn.map(({ id }) => id),
  )
  return handedIn.flatMap((aCase) => hindrance(aCase, { on: ctx.today, isLicensed: licensed.has(aCase.id) }) ?? [])
}

function hindrance(aCase: Case, { on, isLicensed }: { on: Context['today']; isLicensed: boolean }): string | undefined {
  const named = `办件“${aCase.itemName}”（${aCase.caseNo}）`
  if (!hasEnded(aCase)) return `${named}还没有办完。`
  if (aCase.heldAt) return `${named}因争议或者调查被要求保留。`
  const { until, basis } = keepingOf(aCase)
  if (on <= until) return `${named}依照${basis}，要保存到${chineseDate(until)}。`
  return isLicensed ? `由${named}颁发的证照仍然有效。` : undefined
}

/** Drafts are given up and erased; what is over and need not be kept is erased as its applicant asks; and all that was uploaded. */
async function eraseApplicant(ctx: CasesContext, ownerId: string): Promise<void> {
  for (const { id } of await erasureStore.listOwned(ctx.tx, ownerId)) {
    const { aCase } = await caseStore.lock(ctx.tx, id)
    const ended = ENDED_STATES.includes(aCase.state) ? aCase : await keep(ctx, caseLife.withdraw(aCase, ctx.now))
    await eraseCase(ctx, ended, 'request')
  }
  await ctx.files.eraseOwned(ctx, ownerId)
}
