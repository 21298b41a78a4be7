import type { KeyObject } from 'node:crypto'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { cosign } from '../tlog/cosignature.ts'
import { EMPTY, rootOf } from '../tlog/merkle.ts'
import { MOST_PROOF_HASHES, provesConsistency } from '../tlog/proofs.ts'
import { fromBase64, isSignedBy, NoteError, parseNote, signaturesBy } from '../tlog/signed-note.ts'
import type { Note, VerifierKey } from '../tlog/signed-note.ts'
import type { Witnessed, WitnessState } from './witness-state.ts'

export interface WitnessOptions {
  readonly name: string
  readonly key: KeyObject
  /** The keys of the logs that it watches; a log is known by its origin, which is its key's name. */
  readonly logs: readonly VerifierKey[]
  readonly state: WitnessState
  readonly now: () => Date
  /** A log that contradicts itself, and where the proof of it lies. */
  readonly onContradiction: (origin: string, evidence: string) => void
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly body: string
}

export interface Witness {
  /** Takes a checkpoint and the proof that it grew out of the last one (C2SP tlog-witness, add-checkpoint). */
  addCheckpoint(body: string): Promise<WitnessAnswer>
}

/** Remembers one checkpoint a log and cosigns what grew out of it: so a log cannot show two histories unseen. */
export function createWitness(options: WitnessOptions): Witness {
  // Checking the old size and writing the new one down is one step: submissions take turns.
  let turn: Promise<unknown> = Promise.resolve()
  return {
    addCheckpoint: (body) => {
      const answer = turn.then(() => judge(body, options))
      turn = answer.catch(() => undefined)
      return answer
    },
  }
}

interface Submission {
  readonly old: number
  readonly proof: readonly Buffer[]
  readonly note: Note
  readonly checkpoint: Checkpoint
}

async function judge(body: string, options: WitnessOptions): Promise<WitnessAnswer> {
  const submission = parseSubmission(body)
  if (typeof submission === 'string') return { status: 400, body: `${submission}\n` }
  const { old, note, checkpoint } = submission
  const keys = options.logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) return { status: 404, body: 'this log is not watched here\n' }
  const signers = keys.filter((key) => signaturesBy(note, key).length > 0)
  if (signers.length === 0 || !signers.every((key) => isSignedBy(note, key)))
    return { status: 403, body: 'not signed by a key of this log\n' }
  if (old > checkpoint.size) return { status: 400, body: 'the old size is larger than the checkpoint\n' }
  const last = await options.state.read(checkpoint.origin)
  const known = last?.size ?? 0
  if (old !== known) return { status: 409, body: `${known}\n` }
  if (!growsFrom(last, submission)) return await refuse(last, submission, options)
  return { status: 200, body: await accept(submission, signers, options) }
}

/** @returns what is wrong with it, in words, when it cannot be read */
function parseSubmission(body: string): Submission | string {
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const old = Number(/^old (0|[1-9]\d*)$/.exec(first)?.[1] ?? Number.NaN)
  if (end < 0 || !Number.isSafeInteger(old)) return 'an old size, a proof, an empty line and a checkpoint are expected'
  const proof = lines.map((line) => fromBase64(line))
  const isProof = proof.length <= MOST_PROOF_HASHES && proof.every((hash) => hash?.length === 32)
  if (!isProof) return 'the proof is malformed'
  try {
    const note = parseNote(body.slice(end + 2))
    return { old, proof: proof as Buffer[], note, checkpoint: parseCheckpoint(note.text) }
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
}

function growsFrom(last: Witnessed | undefined, { old, proof, checkpoint }: Submission): boolean {
  const { size, root } = checkpoint
  if (size === 0 && !root.equals(rootOf(EMPTY))) return false
  if (old === 0) return proof.length === 0
  const rootBefore = Buffer.from(last?.root ?? '', 'base64')
  return provesConsistency({ before: old, rootBefore, size, root, proof })
}

/** Both checkpoints carry the log's own signature: together they prove that it shows different records to different people, or that its proof is worthless. */
async function refuse(
  last: Witnessed | undefined,
  { old, proof, note, checkpoint }: Submission,
  options: WitnessOptions,
): Promise<WitnessAnswer> {
  const shown = `${note.text}\n${note.signatures.map(({ line }) => line).join('')}`
  const hashes = proof.map((hash) => hash.toString('base64')).join('\n')
  const evidence = `refused: ${shown}\nproof from ${old}:\n${hashes}\n\ncosigned before: ${last?.note ?? 'nothing'}\n`
  options.onContradiction(checkpoint.origin, await options.state.keepEvidence(checkpoint.origin, evidence))
  return { status: 422, body: 'this checkpoint did not grow out of the one that was cosigned before\n' }
}

async function accept(
  { note, checkpoint }: Submission,
  signers: readonly VerifierKey[],
  { name, key, state, now }: WitnessOptions,
): Promise<string> {
  const cosignature = cosign(note.text, { name, key }, now())
  const lines = signers.flatMap((signer) => signaturesBy(note, signer).map(({ line }) => line))
  await state.write(checkpoint.origin, {
    size: checkpoint.size,
    root: checkpoint.root.toString('base64'),
    note: `${note.text}\n${lines.join('')}${cosignature}`,
  })
  return cosignature
}
