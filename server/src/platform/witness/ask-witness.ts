import type { OutgoingHttp } from '../outgoing/index.ts'
import { cosignedAt } from '../tlog/cosignature.ts'
import { formatVerifierKey, NoteError, parseNote, signaturesBy } from '../tlog/signed-note.ts'
import type { VerifierKey } from '../tlog/signed-note.ts'

/** A witness that was agreed upon: its key, and where it takes checkpoints. */
export interface KnownWitness {
  readonly key: VerifierKey
  readonly url: string
}

export interface CheckpointToCosign {
  readonly size: number
  readonly note: string
  /** Hashes that prove that this tree grew out of its first `before` leaves. */
  readonly proofFrom: (before: number) => Promise<readonly Buffer[]>
}

export interface AnswerOfWitness {
  readonly witness: string
  readonly answer: 'cosigned' | 'contradicts' | 'refused' | 'unreachable'
  readonly detail: string
  /** The size of the tree that the witness knows, as far as it told. */
  readonly size: number
  readonly line?: string
}

const TIMEOUT_MS = 5_000
const MOST_ANSWER_BYTES = 16_384

/** Asks for a cosignature (C2SP tlog-witness, add-checkpoint); when the witness knows another size, once more from there. */
export async function askWitness(
  witness: KnownWitness,
  checkpoint: CheckpointToCosign,
  { knownSize, outgoing }: { knownSize: number; outgoing: OutgoingHttp },
): Promise<AnswerOfWitness> {
  const submitFrom = (before: number) => submit(witness, checkpoint, { before, outgoing })
  const name = formatVerifierKey(witness.key)
  try {
    let before = Math.min(knownSize, checkpoint.size)
    let answer = await submitFrom(before)
    if (answer.status === 409) {
      const theirs = Number(answer.text.trim())
      if (!Number.isSafeInteger(theirs) || theirs < 0)
        return { witness: name, answer: 'refused', detail: 'malformed 409', size: knownSize }
      if (theirs > checkpoint.size)
        return {
          witness: name,
          answer: 'contradicts',
          detail: `it knows ${theirs} entries, we have ${checkpoint.size}`,
          size: theirs,
        }
      before = theirs
      answer = await submitFrom(before)
    }
    return judge(witness, checkpoint, { ...answer, before })
  } catch (error) {
    return { witness: name, answer: 'unreachable', detail: causeOf(error), size: knownSize }
  }
}

interface Answered {
  readonly status: number
  readonly text: string
}

async function submit(
  { url }: KnownWitness,
  checkpoint: CheckpointToCosign,
  { before, outgoing }: { before: number; outgoing: OutgoingHttp },
): Promise<Answered> {
  const proof = before === 0 ? [] : await checkpoint.proofFrom(before)
  const body = [`old ${before}`, ...proof.map((hash) => hash.toString('base64')), '', checkpoint.note].join('\n')
  const answer = await outgoing.send({
    url: `${url}/add-checkpoint`,
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_ANSWER_BYTES,
  })
  return { status: answer.status, text: answer.body.toString('utf8') }
}

function judge(
  { key }: KnownWitness,
  { note, size }: CheckpointToCosign,
  { status, text, before }: Answered & { before: number },
): AnswerOfWitness {
  const witness = formatVerifierKey(key)
  if (status === 422)
    return {
      witness,
      answer: 'contradicts',
      detail: `our tree did not grow out of the ${before} entries that it knows`,
      size: before,
    }
  if (status !== 200)
    return { witness, answer: 'refused', detail: `${status} ${text.trim().slice(0, 200)}`, size: before }
  const line = ownLine(note, text, key)
  if (line === undefined) return { witness, answer: 'refused', detail: 'its signature does not hold', size: before }
  return { witness, answer: 'cosigned', detail: '', size, line }
}

/** The line that carries the agreed key; what else stands in the answer is ignored. */
function ownLine(note: string, text: string, key: VerifierKey): string | undefined {
  try {
    const parsed = parseNote(note.slice(0, note.indexOf('\n\n') + 2) + text)
    return cosignedAt(parsed, key) === undefined ? undefined : signaturesBy(parsed, key)[0]?.line
  } catch (error) {
    if (error instanceof NoteError) return undefined
    throw error
  }
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}
