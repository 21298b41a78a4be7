import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import type { ArchivedYears } from '../archive/archived-years.ts'
import type { Database, Tx } from '../db/index.ts'
import type { OutgoingHttp } from '../outgoing/index.ts'
import { openCheckpoint } from '../tlog/checkpoint.ts'
import { asWritten, formatVerifierKey, SIGNATURE, verifierKey } from '../tlog/signed-note.ts'
import { loadSigningKey } from '../tlog/signing-key.ts'
import { TILE_WIDTH } from '../tlog/tiles.ts'
import type { KnownWitness } from '../witness/ask-witness.ts'
import type { WitnessAnswer } from './checkpoint-store.ts'
import { issueReceipt } from './issue-receipt.ts'
import type { ReceiptRequest } from './issue-receipt.ts'
import { createPublication } from './publish-checkpoint.ts'
import type { Publication } from './publish-checkpoint.ts'
import { verifyReceipt } from './receipt.ts'
import type { ProvenReceipt } from './receipt.ts'
import { readTile } from './tree-store.ts'
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
  /** 存证回执 of a thing or of one step; signs a checkpoint if the last one is older than the entry. @throws ledger/no-such-entry, ledger/not-signed-yet */
  receipt(tx: Tx, asked: ReceiptRequest): Promise<string>
  /** Whether a receipt is of this record, and whether the record says the same today. @throws ReceiptError */
  verifyReceipt(file: string): Promise<ProvenReceipt & { isHeldNow: boolean }>
  readonly publication: Publication
}

export interface KeepingDeps {
  readonly database: Database
  /** Where detached years are read. */
  readonly archives: ArchivedYears
  readonly publicUrl: string
  readonly dataDir: string
  readonly witnesses: readonly KnownWitness[]
  readonly outgoing: OutgoingHttp
  readonly now: () => Date
  /** Gives all waiting entries their positions. */
  readonly drain: () => Promise<number>
  readonly onTrouble: (answer: WitnessAnswer) => void
}

export function createLedgerKeeping(deps: KeepingDeps): LedgerKeeping {
  const origin = `${new URL(deps.publicUrl).host}/ledger`
  const loadKey = () => loadSigningKey(join(deps.dataDir, 'keys', 'ledger.pem'))
  const publication = createPublication({ ...deps, origin, loadKey })
  const checkpoint = async (): Promise<string> => {
    await deps.drain()
    return (await publication.publish()).note
  }
  return {
    publication,
    checkpoint,
    receipt: (tx, asked) => issueReceipt(tx, asked, { sign: checkpoint, archives: deps.archives }),
    verifyReceipt: async (file) => {
      const witnesses = deps.witnesses.map(({ key }) => key)
      const proven = verifyReceipt(file, { log: createPublicKey(await loadKey()), witnesses })
      return { ...proven, isHeldNow: await isHeldNow(deps, proven) }
    },
    verify: async (note) => {
      await deps.drain()
      const key = createPublicKey(await loadKey())
      return verifyLedger(deps.database, {
        key,
        archives: deps.archives,
        against: note === undefined ? undefined : openCheckpoint(asWritten(note), key),
      })
    },
    verifierKey: async () => formatVerifierKey(verifierKey(origin, SIGNATURE.ed25519, await loadKey())),
  }
}

async function isHeldNow({ database, archives }: KeepingDeps, { position, leaf }: ProvenReceipt): Promise<boolean> {
  const settings = { readOnly: true, variables: { actor: 'receipt verification' } }
  const held = await database.tx('yiwang_reader', settings, (tx) =>
    readTile(tx, { level: 0, index: Math.floor(position / TILE_WIDTH), width: (position % TILE_WIDTH) + 1 }, archives),
  )
  return held?.subarray(-leaf.length).equals(leaf) ?? false
}
