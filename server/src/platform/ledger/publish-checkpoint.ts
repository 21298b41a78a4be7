import { sql } from 'kysely'
import type { KeyObject } from 'node:crypto'
import { problem } from '../../kernel/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type { OutgoingHttp } from '../outgoing/index.ts'
import { signCheckpoint } from '../tlog/checkpoint.ts'
import type { Frontier } from '../tlog/merkle.ts'
import { rootOf } from '../tlog/merkle.ts'
import { consistencyRanges } from '../tlog/proofs.ts'
import { formatVerifierKey } from '../tlog/signed-note.ts'
import { askWitness } from '../witness/ask-witness.ts'
import type { KnownWitness } from '../witness/ask-witness.ts'
import {
  checkpointOf,
  cosignersOf,
  insertCheckpoint,
  insertWitnessAnswer,
  lastCosignatures,
  latestCheckpoint,
  witnessAnswers,
} from './checkpoint-store.ts'
import type { PublishedCheckpoint, WitnessAnswer } from './checkpoint-store.ts'
import { ledgerProblems } from './ledger-problems.ts'
import { hashRanges } from './tree-store.ts'

export interface PublicationDeps {
  readonly database: Database
  /** The log's name: the public address without its scheme (C2SP tlog-tiles). */
  readonly origin: string
  readonly loadKey: () => Promise<KeyObject>
  readonly now: () => Date
  readonly witnesses: readonly KnownWitness[]
  readonly outgoing: OutgoingHttp
  /** A witness that does not cosign: a matter for whoever operates the program. */
  readonly onTrouble: (answer: WitnessAnswer) => void
}

/** 见证方 and the newest checkpoint: cosigned, behind it, or why not. */
export interface WitnessStanding {
  readonly name: string
  readonly standing: 'cosigned' | 'behind' | 'never-asked' | 'contradicts' | 'refused' | 'unreachable'
  /** The largest tree that it cosigned. */
  readonly cosigned?: { readonly size: number; readonly at: Date }
  readonly answeredAt?: Date
}

export interface WitnessStandings {
  /** The size of the newest checkpoint; nothing signed yet is 0. */
  readonly size: number
  readonly witnesses: readonly WitnessStanding[]
}

export interface Publication {
  latest(): Promise<PublishedCheckpoint | undefined>
  /** Signs what the tree is now, if that was not done, and has the witnesses cosign it. @throws ledger/contradicts-checkpoint */
  publish(occasion?: 'timer' | 'demand'): Promise<PublishedCheckpoint>
  /** How each configured witness stands to the newest checkpoint. */
  witnesses(): Promise<WitnessStandings>
  /** The last answer of each witness. */
  witnessAnswers(): ReturnType<typeof witnessAnswers>
}

export function createPublication(deps: PublicationDeps): Publication {
  const read = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
    deps.database.tx('yiwang_reader', { readOnly: true, variables: { actor: 'ledger publication' } }, fn)
  return {
    latest: () => read(latestCheckpoint),
    witnesses: () => read((tx) => standings(tx, deps)),
    witnessAnswers: () => read(witnessAnswers),
    publish: async (occasion = 'demand') => {
      const key = await deps.loadKey()
      const signed = await write(deps, (tx) => signNext(tx, deps, key))
      await askWitnesses(signed, deps, occasion)
      return (await read(latestCheckpoint)) ?? signed
    },
  }
}

async function standings(tx: Tx, { witnesses, origin }: PublicationDeps): Promise<WitnessStandings> {
  const size = (await latestCheckpoint(tx))?.size ?? 0
  const answers = new Map((await witnessAnswers(tx)).map((one) => [one.witness, one]))
  const cosigned = new Map((await lastCosignatures(tx, origin)).map((one) => [one.witness, one]))
  return {
    size,
    witnesses: witnesses.map(({ key }) => {
      const line = formatVerifierKey(key)
      const [last, said] = [cosigned.get(line), answers.get(line)]
      return {
        name: key.name,
        standing: last?.size === size ? ('cosigned' as const) : standingBehind(said?.answer),
        ...(last && { cosigned: { size: last.size, at: last.at } }),
        ...(said && { answeredAt: said.answeredAt }),
      }
    }),
  }
}

function standingBehind(answer: WitnessAnswer['answer'] | undefined): WitnessStanding['standing'] {
  if (answer === undefined) return 'never-asked'
  return answer === 'cosigned' ? 'behind' : answer
}

function write<T>(deps: PublicationDeps, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return deps.database.tx('yiwang_sequencer', { variables: { actor: 'ledger publication' } }, fn)
}

/** Any number, the same for every process: two that sign at once take turns. */
const PUBLICATION_LOCK = 7_264_003

async function signNext(tx: Tx, deps: PublicationDeps, key: KeyObject): Promise<PublishedCheckpoint> {
  const db = tablesOf<unknown>(tx)
  await sql`select pg_advisory_xact_lock(${PUBLICATION_LOCK})`.execute(db)
  const tree = await sql<{ size: number; frontier: Buffer[] }>`select size, frontier from ledger.tree`.execute(db)
  const now: Frontier = { size: tree.rows[0]?.size ?? 0, roots: tree.rows[0]?.frontier ?? [] }
  const last = await latestCheckpoint(tx)
  const root = await rootGrownFrom(tx, now, last)
  const done = await checkpointOf(tx, { origin: deps.origin, size: now.size })
  if (done) return done
  const checkpoint = { origin: deps.origin, size: now.size, root }
  const signed = { ...checkpoint, note: signCheckpoint(checkpoint, key) }
  await insertCheckpoint(tx, signed, deps.now())
  return signed
}

/** A log signs nothing that contradicts what it signed before (C2SP tlog-checkpoint). What is served must give the same root too. */
async function rootGrownFrom(tx: Tx, now: Frontier, last: PublishedCheckpoint | undefined): Promise<Buffer> {
  const contradiction = problem(ledgerProblems['contradicts-checkpoint'], { size: String(last?.size ?? 0) })
  if (last && last.size > now.size) throw contradiction
  const ranges = [now.size, last?.size ?? 0].map((end) => ({ start: 0, end }))
  const [root, rootThen] = await hashRanges(tx, ranges)
  if (!root || !root.equals(rootOf(now)) || (last && !rootThen?.equals(last.root))) throw contradiction
  return root
}

const SILENCE_MS = 5 * 60_000

/** Nobody who waits for a receipt waits for a witness that did not answer a moment ago; the timer asks it again. */
function isSilent({ answer, answeredAt }: { answer: WitnessAnswer['answer']; answeredAt: Date }, now: Date): boolean {
  return answer === 'unreachable' && now.getTime() - answeredAt.getTime() < SILENCE_MS
}

/** Each on its own and at most once a checkpoint: one that does not answer keeps no other waiting. */
async function askWitnesses(
  signed: PublishedCheckpoint,
  deps: PublicationDeps,
  occasion: 'timer' | 'demand',
): Promise<void> {
  if (deps.witnesses.length === 0) return
  const read = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => write(deps, fn)
  const done = await read((tx) => cosignersOf(tx, signed))
  const answers = await read(witnessAnswers)
  const known = new Map(answers.map((one) => [one.witness, one.size]))
  const silent = new Set(
    occasion === 'timer' ? [] : answers.filter((one) => isSilent(one, deps.now())).map((one) => one.witness),
  )
  const proofFrom = (before: number): Promise<Buffer[]> =>
    read((tx) => hashRanges(tx, consistencyRanges(before, signed.size)))
  const asked = deps.witnesses.filter(
    ({ key }) => !done.has(formatVerifierKey(key)) && !silent.has(formatVerifierKey(key)),
  )
  const checkpoint = { size: signed.size, note: signed.note, proofFrom }
  await Promise.all(
    asked.map(async (witness) => {
      const answer = await askWitness(witness, checkpoint, {
        knownSize: known.get(formatVerifierKey(witness.key)) ?? 0,
        outgoing: deps.outgoing,
      })
      if (answer.answer !== 'cosigned') deps.onTrouble(answer)
      await write(deps, (tx) => insertWitnessAnswer(tx, signed, { answer, at: deps.now() }))
    }),
  )
}
