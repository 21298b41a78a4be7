import { INSTALLATION, joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Finding, Verification } from '../../../platform/ledger/index.ts'
import type { SupervisionTables } from './tables.ts'

/** A verification as it was kept. */
export interface KeptVerification {
  readonly id: string
  readonly verifiedAt: Date
  readonly entries: number
  readonly positions: number
  readonly root: Buffer
  readonly findings: readonly Finding[]
  readonly againstSize: number | undefined
}

export async function insertVerification(tx: Tx, done: Verification, at: Date): Promise<KeptVerification> {
  const id = newPublicId(INSTALLATION)
  const { entries, positions, root, findings, against } = done
  await tablesOf<SupervisionTables>(tx)
    .insertInto('supervision.verifications')
    .values({
      ...splitPublicId(id),
      verified_at: at,
      entries,
      positions,
      root,
      findings: JSON.stringify(findings),
      against_size: against?.size ?? null,
    })
    .execute()
  return { id, verifiedAt: at, entries, positions, root, findings, againstSize: against?.size }
}

export async function newestVerifications(tx: Tx, limit: number): Promise<KeptVerification[]> {
  const rows = await tablesOf<SupervisionTables>(tx)
    .selectFrom('supervision.verifications')
    .selectAll()
    .where('jurisdiction', '=', INSTALLATION)
    .orderBy('verified_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    verifiedAt: row.verified_at,
    entries: row.entries,
    positions: row.positions,
    root: row.root,
    findings: row.findings as Finding[],
    againstSize: row.against_size ?? undefined,
  }))
}
