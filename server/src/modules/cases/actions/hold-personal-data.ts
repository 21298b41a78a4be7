import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, HoldPersonalData } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { HoldLifted, HoldPlaced } from '../contract/events.ts'
import { facts, standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import { takeStanding } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 保留: for reconsideration, litigation or an inquiry, until it is lifted; each with its reason. @throws cases/not-erasable */
export async function holdPersonalData(ctx: CasesContext, input: HoldPersonalData): Promise<CaseStanding> {
  const { aCase } = await takeStanding(ctx, input, 'cases.erase')
  if (aCase.erasedAt) throw problem(casesProblems['not-erasable'], { why: '它的个人信息已经删除' })
  const event = input.held ? HoldPlaced : HoldLifted
  ctx.emit(event.of(facts(aCase)), { personal: { reason: input.reason } })
  return standing(await caseStore.setHold(ctx, aCase, input.held ? ctx.now : undefined))
}
