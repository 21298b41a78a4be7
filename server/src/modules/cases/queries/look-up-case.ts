import { maskName, problem } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { LookUpCase } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { progressOf } from '../domain/progress.ts'
import * as caseStore from '../store/case-store.ts'
import { blindPassword, ERASED_NAME, openName } from '../store/sealed-case.ts'
import { presentErased } from './present-erased.ts'
import { beginLookUp } from './throttle-look-up.ts'
import { timelineOf } from './timeline.ts'

/**
 * 凭编号和密码查询: six digits guard it, so tries are few a minute from one address and counted by number over all of them,
 * and a wrong number and a wrong password are answered alike. Nothing personal is shown.
 */
export async function lookUpCase(
  ctx: CasesContext,
  input: InputOf<typeof LookUpCase>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof LookUpCase>> {
  const { queryCode, queryPassword } = input
  ctx.nothingChanged()
  const attempt = await beginLookUp(ctx, queryCode, request.network)
  const passwordBlind = blindPassword(ctx.vault, queryCode, queryPassword)
  const found = await caseStore.findByQueryCode(ctx.tx, {
    jurisdiction: queryCode.slice(0, 6),
    queryCode,
    passwordBlind,
  })
  if (!found) {
    await attempt.failed()
    throw problem(casesProblems['look-up-failed'])
  }
  await attempt.succeeded()
  const { aCase, sealed } = found
  const { erased } = await presentErased(ctx, aCase)
  const { timeline } = await timelineOf(ctx, aCase.id, 'applicant')
  return {
    queryCode,
    itemName: aCase.itemName,
    organizationName: aCase.organizationName,
    applicantName: erased ? ERASED_NAME : maskName(openName(ctx.vault, sealed)),
    ...(erased && { erased: erased.text }),
    state: aCase.state,
    stateTitle: CASE_STATES[aCase.state],
    progress: progressOf(aCase.state, {
      openSteps: [],
      suspendedFor: aCase.suspension?.procedureName,
      isPaused: aCase.pausedOn !== undefined,
    }),
    ...(aCase.submittedAt && { submittedAt: aCase.submittedAt.toISOString() }),
    limits: (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? [],
    steps: timeline.map((entry) => ({ title: entry.title, at: entry.occurredAt })),
  }
}
