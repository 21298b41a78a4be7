import { Type } from 'typebox'
import { binary, contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CaseId } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const GetLedgerReceipt = contract({
  name: 'cases.getLedgerReceipt',
  method: 'GET',
  path: '/api/cases/:caseId/ledger-receipt',
  summary: '下载办件（或其中一步）的存证回执，可以脱离本系统核验',
  params: Type.Object({ caseId: CaseId }),
  query: Type.Object({ seq: Type.Optional(Type.Integer({ minimum: 1, title: '第几条；不填为全部' })) }),
  response: binary,
  problems: [p['not-found']],
})
export type GetLedgerReceipt = InputOf<typeof GetLedgerReceipt>
