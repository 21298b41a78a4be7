import type { Context } from '../../../platform/act/index.ts'
import { POWER_SUSPENDED } from '../../limits/contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import * as caseStore from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { followLimits } from './follow-limits.ts'
import { followsItem } from '../domain/item-clause.ts'

type Clause = Awaited<ReturnType<CasesContext['catalogue']['holdRunningRule']>>

/** Cases that do not stand as was laid down for running cases of their items today. */
export async function unsettledCases(
  ctx: Context & Pick<CasesContext, 'catalogue'>,
  most: number,
): Promise<readonly string[]> {
  const held = await ctx.catalogue.heldItems(ctx)
  const late = await caseStore.findPaused(ctx.tx, held, most)
  for (const itemId of held) {
    if (late.length >= most) break
    late.push(...(await caseStore.findUnpaused(ctx.tx, itemId, most - late.length)))
  }
  return late
}

/**
 * 随事项暂停、恢复: the clocks of a running case stop when its item is suspended and its cases are held, and run on when it is
 * resumed. It reads what holds now, so order and repetition do no harm.
 */
export async function settleCase(ctx: CasesContext, caseId: string): Promise<void> {
  const stored = await caseStore.lock(ctx.tx, caseId)
  const { aCase } = stored
  const clause = await ctx.catalogue.holdRunningRule(ctx, aCase.itemId)
  const isHeld = clause.rule === 'hold' && followsItem(aCase)
  if (isHeld && aCase.pausedOn === undefined) await pauseCase(ctx, stored, clause)
  if (!isHeld && aCase.pausedOn !== undefined) await unpauseCase(ctx, stored, clause)
}

/** The applicant is told in writing; the stop rests on the act that suspended the power. */
async function pauseCase(ctx: CasesContext, { aCase, sealed }: StoredCase, clause: Clause): Promise<void> {
  const { since = ctx.today, basis = '暂停行使的决定', documentNo } = clause
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const said = { basis, ...(documentNo !== undefined && { documentNo }) }
  const next = await keep(ctx, caseLife.pause(aCase, since, said))
  const legalBasis = documentNo === undefined ? basis : `${basis}（${documentNo}）`
  const words = item.stateNotice?.runningCases
  const data = { legalBasis, from: day(since), ...(words !== undefined && { clause: words }) }
  const notice = await issuePaper(ctx, { aCase: next, sealed, item }, { template: { id: 'hold-notice' }, data })
  await ctx.limits.suspend(ctx, {
    subject: aCase.id,
    procedure: { code: POWER_SUSPENDED, name: '事项暂停' },
    legalBasis,
    from: since,
    noticeDocumentId: notice.id,
  })
  await followLimits(ctx, aCase.id)
  await tellApplicant(ctx, next, {
    kind: 'case-paused',
    title: '事项暂停，停止办理',
    text: `“${next.itemName}”自${day(since)}起暂停，您的办件停止办理、停止计时，恢复后继续。`,
  })
}

async function unpauseCase(ctx: CasesContext, { aCase }: StoredCase, { since }: Clause): Promise<void> {
  const next = await keep(ctx, caseLife.unpause(aCase))
  const begun = aCase.pausedOn ?? ctx.today
  const on = since !== undefined && since > begun ? since : begun
  await ctx.limits.resume(ctx, { subject: aCase.id, on, reason: '事项恢复', procedureCode: POWER_SUSPENDED })
  await followLimits(ctx, aCase.id)
  await tellApplicant(ctx, next, {
    kind: 'case-unpaused',
    title: '事项恢复，继续办理',
    text: `“${next.itemName}”已恢复，您的办件继续办理、继续计时。`,
  })
}
