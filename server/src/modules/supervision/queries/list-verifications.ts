import type { Context } from '../../../platform/act/index.ts'
import type { ListVerifications, VerificationView } from '../contract/index.ts'
import { newestVerifications } from '../store/verification-store.ts'
import type { KeptVerification } from '../store/verification-store.ts'

const ALONE = '没有与早先的检查点核对：从头重写的记录，只有与存放在别处的检查点核对才能发现。'
const HELD = '已与早先打印的检查点核对。'

export async function listVerifications(
  ctx: Context,
  input: ListVerifications,
): Promise<{ verifications: VerificationView[] }> {
  return { verifications: (await newestVerifications(ctx.tx, input.limit)).map(presentVerification) }
}

export function presentVerification(kept: KeptVerification): VerificationView {
  const { id, entries, positions, findings, againstSize } = kept
  return {
    id,
    verifiedAt: kept.verifiedAt.toISOString(),
    entries,
    positions,
    root: kept.root.toString('base64'),
    findings: [...findings],
    caveat: againstSize === undefined ? ALONE : HELD,
    ...(againstSize !== undefined && { againstSize }),
  }
}
