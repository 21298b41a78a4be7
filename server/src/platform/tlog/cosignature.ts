import { sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SIGNATURE, signatureLine, signaturesBy, verifierKey } from './signed-note.ts'
import type { Note, VerifierKey } from './signed-note.ts'

const TIME_BYTES = 8

/** A witness's word: at this time, this was the largest tree of that log it had seen, and grown out of all before (C2SP tlog-cosignature, v1). */
export function cosign(text: string, witness: { name: string; key: KeyObject }, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  const time = Buffer.alloc(TIME_BYTES)
  time.writeBigUInt64BE(BigInt(seconds))
  const signature = sign(null, message(text, String(seconds)), witness.key)
  return signatureLine(verifierKey(witness.name, SIGNATURE.cosignature, witness.key), Buffer.concat([time, signature]))
}

/** When the witness cosigned the note; undefined when it did not, or its line does not hold. */
export function cosignedAt(note: Note, witness: VerifierKey): Date | undefined {
  const lines = signaturesBy(note, witness)
  const times = lines.map(({ signature }) => {
    if (signature.length !== TIME_BYTES + 64) return undefined
    const seconds = signature.readBigUInt64BE()
    const isGood = verify(null, message(note.text, String(seconds)), witness.publicKey, signature.subarray(TIME_BYTES))
    return isGood ? new Date(Number(seconds) * 1_000) : undefined
  })
  return times.includes(undefined) ? undefined : times[0]
}

function message(text: string, seconds: string): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
}
