import { problem, streamOf } from '../../../kernel/index.ts'
import type { BinaryFile } from '../../../kernel/index.ts'
import { receiptFile, recordRead } from '../../../platform/ledger/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { GetLedgerReceipt } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { reachable, wasHandedIn } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'

/** 存证回执: whoever may see the case takes its entries away, laid open. That they were is recorded, of the applicant too. */
export async function getLedgerReceipt(ctx: CasesContext, input: GetLedgerReceipt): Promise<BinaryFile> {
  const { aCase } = await caseStore.get(ctx.tx, input.caseId)
  const row = reachable(aCase)
  const isOfficial = wasHandedIn(aCase) && ctx.permit.allows('cases.read', row)
  if (!isOfficial && !ctx.permit.allows('cases.apply', row)) throw problem(casesProblems['not-found'])
  const text = await ctx.ledger.receipt(ctx.tx, { stream: streamOf('case', aCase.id), seq: input.seq })
  recordRead(ctx, { subject: aCase.id, what: '存证回执' })
  const step = input.seq === undefined ? '' : `-${input.seq}`
  return receiptFile(text, `${aCase.caseNo ?? aCase.id}${step}`)
}
