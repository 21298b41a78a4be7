import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '../db/index.ts'
import { openCheckpoint } from '../tlog/checkpoint.ts'
import { formatVerifierKey, SIGNATURE, verifierKey } from '../tlog/signed-note.ts'
import { loadSigningKey } from '../tlog/signing-key.ts'
import type { KnownWitness } from '../witness/ask-witness.ts'
import type { WitnessAnswer } from './checkpoint-store.ts'
import { createPublication } from './publish-checkpoint.ts'
import type { Publication } from './publish-checkpoint.ts'
import { verifyLedger } from './verify-ledger.ts'
import type { Verification } from './verify-ledger.ts'

/** The record as a whole: published, and verified from outside its chains. */
export interface LedgerKeeping {
  /** The signed size and root of the record, all waiting entries included, with the cosignatures of its witnesses. */
  checkpoint(): Promise<string>
  /** Computes everything again, and holds it against a checkpoint printed earlier. @throws NoteError when the note is not ours */
  verify(note?: string): Promise<Verification>
  /** What others need to verify what this record signed (C2SP signed-note, verifier key). */
  verifierKey(): Promise<string>
  readonly publication: Publication
}

export interface KeepingDeps {
  readonly database: Database
  readonly publicUrl: string
  readonly dataDir: string
  readonly witnesses: readonly KnownWitness[]
  readonly now: () => Date
  /** Gives all waiting entries their positions. */
  readonly drain: () => Promise<number>
  readonly onTrouble: (answer: WitnessAnswer) => void
}

export function createLedgerKeeping(deps: KeepingDeps): LedgerKeeping {
  const origin = `${new URL(deps.publicUrl).host}/ledger`
  const loadKey = () => loadSigningKey(join(deps.dataDir, 'keys', 'ledger.pem'))
  const publication = createPublication({ ...deps, origin, loadKey })
  return {
    publication,
    checkpoint: async () => {
      await deps.drain()
      return (await publication.publish()).note
    },
    verify: async (note) => {
      await deps.drain()
      const against = note === undefined ? undefined : openCheckpoint(note, createPublicKey(await loadKey()))
      return verifyLedger(deps.database, against)
    },
    verifierKey: async () => formatVerifierKey(verifierKey(origin, SIGNATURE.ed25519, await loadKey())),
  }
}
