import { concernedBy } from '../queries/rights-to-carry-out.ts'
import type { PersonalDataContext } from '../queries/personal-data-context.ts'

/** 限制处理 (个人信息保护法 art. 47, last sentence): what was asked to be erased and must be kept is kept, and nothing else is done with it. */
export async function restrictRefused(ctx: PersonalDataContext, caseId: string): Promise<void> {
  const request = await ctx.cases.rightsDesk.denied(ctx, caseId)
  if (request?.right !== 'delete') return
  const concerned = await concernedBy(ctx, request)
  if (typeof concerned === 'string' || concerned.thing === undefined) return
  await concerned.holding.erase?.restrict(ctx, { thing: concerned.thing, caseId })
}
