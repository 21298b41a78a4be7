import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signCheckpoint } from '../tlog/checkpoint.ts'
import { cosignedAt } from '../tlog/cosignature.ts'
import { appendLeaves, EMPTY, rootOf } from '../tlog/merkle.ts'
import { consistencyRanges } from '../tlog/proofs.ts'
import { isSignedBy, parseNote, SIGNATURE, verifierKey } from '../tlog/signed-note.ts'
import { createOutgoing } from '../outgoing/index.ts'
import { askWitness } from './ask-witness.ts'
import { serveWitness } from './serve-witness.ts'
import { createWitnessState, originHash } from './witness-state.ts'
import { createWitness } from './witness.ts'
import type { Witness } from './witness.ts'

const ORIGIN = 'log.example/ledger'
const logKey = generateKeyPairSync('ed25519').privateKey
const ownKey = generateKeyPairSync('ed25519').privateKey
const log = verifierKey(ORIGIN, SIGNATURE.ed25519, logKey)
const own = verifierKey('witness.example/w1', SIGNATURE.cosignature, ownKey)
const NOW = new Date('2026-11-22T03:00:00Z')

/** A log of made-up leaves; another `history` differs from leaf 3 on. */
function logOf(history: string) {
  const leaves = Array.from({ length: 40 }, (_, place) =>
    createHash('sha256')
      .update(place < 3 ? `leaf ${place}` : `${history} ${place}`)
      .digest(),
  )
  const rootAt = (start: number, end: number) => rootOf(appendLeaves(EMPTY, leaves.slice(start, end)))
  return {
    checkpoint: (size: number) => signCheckpoint({ origin: ORIGIN, size, root: rootAt(0, size) }, logKey),
    proof: (before: number, size: number) =>
      consistencyRanges(before, size).map(({ start, end }) => rootAt(start, end)),
  }
}
const honest = logOf('honest')
const forked = logOf('forked')

const body = (old: number, proof: readonly Buffer[], note: string): string =>
  [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n')
const step = (from: number, to: number, of = honest): string => body(from, of.proof(from, to), of.checkpoint(to))

let dir: string
let found: string[]
let witness: Witness
let server: Server
let url: string
const newWitness = (): Witness =>
  createWitness({
    name: own.name,
    key: ownKey,
    logs: [log],
    state: createWitnessState(dir),
    now: () => NOW,
    onContradiction: (_origin, file) => found.push(file),
  })
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yiwang-witness-'))
  found = []
  witness = newWitness()
  const onFault = (error: unknown): void => {
    throw error as Error
  }
  server = serveWitness({ witness, state: createWitnessState(dir), origins: [ORIGIN], onFault })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(dir, { recursive: true })
})

const post = (text: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body: text })

describe('a witness', () => {
  it('cosigns the first checkpoint that it sees, and each that grew out of the last', async () => {
    for (const [from, to] of [
      [0, 3],
      [3, 8],
      [8, 8],
      [8, 39],
    ] as const) {
      const answer = await witness.addCheckpoint(step(from, to))
      expect(answer.status).toBe(200)
      expect(cosignedAt(parseNote(honest.checkpoint(to) + answer.body), own)).toEqual(NOW)
    }
    expect(found).toEqual([])
  })

  it('says what it knows when the old size is another one', async () => {
    await witness.addCheckpoint(step(0, 8))
    expect(await witness.addCheckpoint(step(3, 9))).toEqual({ status: 409, body: '8\n' })
    const overHttp = await post(step(0, 9))
    expect([overHttp.status, overHttp.headers.get('content-type'), await overHttp.text()]).toEqual([
      409,
      'text/x.tlog.size',
      '8\n',
    ])
  })

  it('refuses another history, keeps both signed checkpoints as the proof, and goes on with the first', async () => {
    await witness.addCheckpoint(step(0, 8))
    expect((await witness.addCheckpoint(step(8, 12, forked))).status).toBe(422)
    expect((await witness.addCheckpoint(body(8, [], forked.checkpoint(8)))).status).toBe(422)
    expect(await readdir(join(dir, 'evidence'))).toHaveLength(2)
    const evidence = await readFile(found[0]!, 'utf8')
    expect(evidence).toContain(forked.checkpoint(12))
    expect(evidence).toContain(honest.checkpoint(8).trim())
    expect((await witness.addCheckpoint(step(8, 12))).status).toBe(200)
  })

  it.each([
    [
      'a proof that was spoilt',
      422,
      () => body(8, honest.proof(8, 12).with(0, Buffer.alloc(32)), honest.checkpoint(12)),
    ],
    ['a proof from nothing', 422, () => body(8, [], honest.checkpoint(12))],
    ['an old size larger than the checkpoint', 400, () => body(9, [], honest.checkpoint(8))],
    ['no old size', 400, () => `\n${honest.checkpoint(8)}`],
    ['an old size with a zero before it', 400, () => body(8, [], honest.checkpoint(8)).replace('old 8', 'old 08')],
    ['a proof line that is no hash', 400, () => 'old 8\nAAAA\n\n' + honest.checkpoint(12)],
    [
      'more proof than any tree has',
      400,
      () =>
        body(
          8,
          Array.from({ length: 64 }, () => Buffer.alloc(32)),
          honest.checkpoint(12),
        ),
    ],
    ['a note that is none', 400, () => body(8, [], 'hello\n')],
    ['a checkpoint without a root', 400, () => body(8, [], `${ORIGIN}\n12\n\n— ${ORIGIN} AAAAAAAA\n`)],
    [
      'another log',
      404,
      () => body(0, [], signCheckpoint({ origin: 'other.example', size: 0, root: rootOf(EMPTY) }, logKey)),
    ],
    [
      'a stranger’s signature',
      403,
      () => body(8, honest.proof(8, 12), signCheckpoint({ origin: ORIGIN, size: 12, root: Buffer.alloc(32) }, ownKey)),
    ],
    ['a signature that was spoilt', 403, () => step(8, 12).replace('\n12\n', '\n13\n')],
  ])('refuses %s with %i', async (_what, status, make) => {
    await witness.addCheckpoint(step(0, 8))
    expect((await witness.addCheckpoint(make())).status).toBe(status)
    expect((await witness.addCheckpoint(step(8, 9))).status).toBe(200)
  })

  it('refuses an empty tree that has a root, and a first checkpoint that proves itself', async () => {
    const wrong = signCheckpoint({ origin: ORIGIN, size: 0, root: Buffer.alloc(32, 1) }, logKey)
    expect((await witness.addCheckpoint(body(0, [], wrong))).status).toBe(422)
    expect((await witness.addCheckpoint(body(0, honest.proof(3, 8), honest.checkpoint(8)))).status).toBe(422)
    expect(
      (
        await witness.addCheckpoint(
          body(0, [], signCheckpoint({ origin: ORIGIN, size: 0, root: rootOf(EMPTY) }, logKey)),
        )
      ).status,
    ).toBe(200)
  })

  it('remembers over a restart, so that a log cannot begin anew with it', async () => {
    await witness.addCheckpoint(step(0, 8))
    expect(await newWitness().addCheckpoint(step(0, 12, forked))).toEqual({ status: 409, body: '8\n' })
  })

  it('cosigns one of two that come at once, never an older one after a newer', async () => {
    const answers = await Promise.all([witness.addCheckpoint(step(0, 12)), witness.addCheckpoint(step(0, 8, forked))])
    expect(answers.map((answer) => answer.status)).toEqual([200, 409])
  })

  it('shows the last checkpoint of each log with both signatures, and nothing of logs that it does not watch', async () => {
    expect((await fetch(`${url}/${originHash(ORIGIN)}/checkpoint`)).status).toBe(404)
    await witness.addCheckpoint(step(0, 8))
    const note = parseNote(await (await fetch(`${url}/${originHash(ORIGIN)}/checkpoint`)).text())
    expect(isSignedBy(note, log)).toBe(true)
    expect(cosignedAt(note, own)).toEqual(NOW)
    expect((await fetch(`${url}/${originHash('other.example')}/checkpoint`)).status).toBe(404)
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405)
    expect((await post('x'.repeat(70_000))).status).toBe(413)
  })
})

describe('a log that asks a witness', () => {
  const outgoing = createOutgoing({ httpsOnly: false, allowed: [{ host: '127.0.0.1' }] })
  const from = { knownSize: 0, outgoing }
  const known = () => ({ key: own, url })
  const asked = (size: number, of = honest) => ({
    size,
    note: of.checkpoint(size),
    proofFrom: (before: number) => Promise.resolve(of.proof(before, size)),
  })

  it('gets its line, also when it did not know how far the witness is', async () => {
    expect(await askWitness(known(), asked(8), from)).toMatchObject({ answer: 'cosigned', size: 8 })
    expect(await askWitness(known(), asked(12), from)).toMatchObject({ answer: 'cosigned', size: 12 })
  })

  it('is told when it contradicts what the witness saw, larger or forked', async () => {
    await askWitness(known(), asked(12), from)
    expect(await askWitness(known(), asked(8), from)).toMatchObject({ answer: 'contradicts', size: 12 })
    expect(await askWitness(known(), asked(20, forked), from)).toMatchObject({ answer: 'contradicts' })
  })

  it('takes no line of another key for the witness’s, and no silence for consent', async () => {
    const stranger = verifierKey(own.name, SIGNATURE.cosignature, logKey)
    expect(await askWitness({ key: stranger, url }, asked(8), from)).toMatchObject({
      answer: 'refused',
      detail: 'its signature does not hold',
    })
    expect(await askWitness({ key: own, url: 'http://127.0.0.1:1' }, asked(8), from)).toMatchObject({
      answer: 'unreachable',
    })
  })
})
