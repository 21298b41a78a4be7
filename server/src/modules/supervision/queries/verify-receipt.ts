import { ReceiptError } from '../../../platform/ledger/index.ts'
import type { LedgerEntry, ProvenReceipt } from '../../../platform/ledger/index.ts'
import type { ReceiptVerification, VerifyReceipt } from '../contract/index.ts'
import type { SupervisionContext, SupervisionDeps } from './supervision-context.ts'

type Proven = ProvenReceipt & { isHeldNow: boolean }

/** Before the transaction: proving takes none. A receipt that proves nothing is an answer, not a failure. */
export async function proveReceipt(deps: SupervisionDeps, input: VerifyReceipt): Promise<Proven | ReceiptError> {
  try {
    return await deps.ledger.verifyReceipt(input.receipt)
  } catch (error) {
    if (error instanceof ReceiptError) return error
    throw error
  }
}

/** 核验存证回执: for anybody. Nothing is kept of it. */
export function verifyReceipt(
  ctx: SupervisionContext,
  _input: VerifyReceipt,
  proven: Proven | ReceiptError,
): ReceiptVerification {
  ctx.nothingChanged()
  if (proven instanceof ReceiptError) return { answer: proven.fault, entries: [], witnesses: [] }
  return {
    answer: proven.isHeldNow ? 'holds' : 'record-differs',
    subject: proven.entries[0]!.stream,
    position: proven.position,
    size: proven.checkpoint.size,
    entries: proven.entries.map((entry) => present(ctx, entry)),
    witnesses: proven.cosignatures.map(({ name, at }) => ({ name, cosignedAt: at.toISOString() })),
  }
}

function present(ctx: SupervisionContext, { seq, kind, actor, occurredAt, recordedAt, lateReason }: LedgerEntry) {
  return {
    seq,
    title: ctx.eventTitle(kind),
    actor: actor.kind,
    occurredAt,
    recordedAt,
    ...(lateReason !== undefined && { lateReason }),
  }
}
