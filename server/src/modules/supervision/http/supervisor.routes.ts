import type { Verification } from '../../../platform/ledger/index.ts'
import { route } from '../../../platform/http/index.ts'
import { computeVerification, runVerification } from '../actions/run-verification.ts'
import {
  GetCheckpoint,
  GetLedgerStanding,
  GetStream,
  GetStreamReceipt,
  ListDailyActs,
  ListVerifications,
  RunVerification,
  VerifyReceipt,
} from '../contract/index.ts'
import { getLedgerStanding } from '../queries/get-ledger-standing.ts'
import { getStream, getStreamReceipt } from '../queries/get-stream.ts'
import { proveReceipt, verifyReceipt } from '../queries/verify-receipt.ts'
import { listDailyActs } from '../queries/list-daily-acts.ts'
import { listVerifications } from '../queries/list-verifications.ts'
import type { SupervisionContext } from '../queries/supervision-context.ts'

export const supervisorRoutes = [
  route(GetStreamReceipt, { permit: 'supervision.watch', records: true, perMinute: 30, run: getStreamReceipt }),
  route<typeof VerifyReceipt, SupervisionContext, Awaited<ReturnType<typeof proveReceipt>>>(VerifyReceipt, {
    permit: 'public',
    isRepeatable: true,
    perMinute: 30,
    prepare: (work, input) => proveReceipt(work, input),
    run: (ctx, input, _file, _request, proven) => Promise.resolve(verifyReceipt(ctx, input, proven)),
  }),
  route(GetStream, { permit: 'supervision.watch', records: true, run: getStream }),
  route(ListDailyActs, { permit: 'supervision.watch', run: listDailyActs }),
  route(GetLedgerStanding, { permit: 'supervision.watch', run: getLedgerStanding }),
  route(ListVerifications, { permit: 'supervision.watch', run: listVerifications }),
  route<typeof RunVerification, SupervisionContext, Verification>(RunVerification, {
    permit: 'supervision.verify',
    perMinute: 10,
    prepare: (work, input) => computeVerification(work, input),
    run: (ctx, input, _file, _request, done) => runVerification(ctx, input, done),
  }),
  route<typeof GetCheckpoint, SupervisionContext>(GetCheckpoint, {
    permit: 'supervision.verify',
    perMinute: 6,
    run: async (ctx) => ({ note: await ctx.ledger.checkpoint() }),
  }),
]
