import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { NoteError } from '../../../platform/tlog/signed-note.ts'
import type { Verification } from '../../../platform/ledger/index.ts'
import type { RunVerification, VerificationView } from '../contract/index.ts'
import { supervisionProblems } from '../contract/index.ts'
import { LedgerVerified } from '../contract/events.ts'
import { insertVerification } from '../store/verification-store.ts'
import { presentVerification } from '../queries/list-verifications.ts'
import type { SupervisionDeps } from '../queries/supervision-context.ts'

/** Reads the whole record, outside any transaction of ours. @throws supervision/checkpoint-not-ours */
export async function computeVerification(deps: SupervisionDeps, input: RunVerification): Promise<Verification> {
  try {
    return await deps.ledger.verify(input.checkpoint)
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
    throw problem(supervisionProblems['checkpoint-not-ours'])
  }
}

/** 核验总账: what was found is kept, and that it was looked for stands in the record itself. */
export async function runVerification(
  ctx: Context,
  _input: RunVerification,
  done: Verification,
): Promise<VerificationView> {
  const kept = await insertVerification(ctx.tx, done, ctx.now)
  ctx.emit(
    LedgerVerified.of({
      verificationId: kept.id,
      entries: kept.entries,
      positions: kept.positions,
      root: kept.root.toString('base64'),
      findings: kept.findings.length,
      ...(kept.againstSize !== undefined && { againstSize: kept.againstSize }),
    }),
  )
  return presentVerification(kept)
}
