import { maskName, problem } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LookUpCase } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { progressOf } from '../domain/progress.ts'
import * as caseStore from '../store/case-store.ts'
import { blindPassword, openName } from '../store/sealed-case.ts'
import { timelineOf } from './timeline.ts'

/**
 * 凭编号和密码查询: six digits guard it, so the route is limited to few tries a minute, and a wrong number and a wrong
 * password are answered alike. Nothing personal is shown.
 */
export async function lookUpCase(
  ctx: CasesContext,
  input: InputOf<typeof LookUpCase>,
): Promise<OutputOf<typeof LookUpCase>> {
  const { queryCode, queryPassword } = input
  const passwordBlind = blindPassword(ctx.vault, queryCode, queryPassword)
  const found = await caseStore.findByQueryCode(ctx.tx, {
    jurisdiction: queryCode.slice(0, 6),
    queryCode,
    passwordBlind,
  })
  if (!found) throw problem(casesProblems['look-up-failed'])
  const { aCase, sealed } = found
  ctx.nothingChanged()
  const timeline = await timelineOf(ctx, aCase.id, 'applicant')
  return {
    queryCode,
    itemName: aCase.itemName,
    organizationName: aCase.organizationName,
    applicantName: maskName(openName(ctx.vault, sealed)),
    state: aCase.state,
    stateTitle: CASE_STATES[aCase.state],
    progress: progressOf(aCase.state, { openSteps: [], suspendedFor: aCase.suspension?.procedureName }),
    ...(aCase.submittedAt && { submittedAt: aCase.submittedAt.toISOString() }),
    limits: (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? [],
    steps: timeline.map((entry) => ({ title: entry.title, at: entry.occurredAt })),
  }
}
