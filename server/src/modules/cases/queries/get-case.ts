import { problem } from '../../../kernel/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView, GetCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { reachable, wasHandedIn } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import { presentCase } from './present-case.ts'

/** 查看办件: one's own, or within reach of one's post. An official's look at somebody's application is itself recorded. */
export async function getCase(ctx: CasesContext, input: GetCase): Promise<CaseView> {
  const stored = await caseStore.get(ctx.tx, input.caseId)
  const row = reachable(stored.aCase)
  const isOwn = ctx.permit.allows('cases.apply', row)
  const isOfficial = wasHandedIn(stored.aCase) && ctx.permit.allows('cases.read', row)
  // Whether it exists is nobody's business who may not see it.
  if (!isOwn && !isOfficial) throw problem(casesProblems['not-found'])
  if (!isOwn) recordRead(ctx, { subject: stored.aCase.id, what: '办件申请内容' })
  return presentCase(ctx, stored)
}
