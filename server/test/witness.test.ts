import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { event, newPublicId, streamOf, systemActor } from '../src/kernel/index.ts'
import type { OutputOf } from '../src/kernel/index.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { GetLedgerStanding, WitnessView } from '../src/modules/supervision/contract/index.ts'
import { remakeTree } from '../src/platform/ledger/fixtures.ts'
import { verifyReceipt } from '../src/platform/ledger/receipt.ts'
import { cosignedAt } from '../src/platform/tlog/cosignature.ts'
import {
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  SIGNATURE,
  verifierKey,
} from '../src/platform/tlog/signed-note.ts'
import type { VerifierKey } from '../src/platform/tlog/signed-note.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const LampLit = event('ledger-test/LampLit.v1', Type.Object({ lampId: Type.String() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})
const ROOT = resolve(import.meta.dirname, '../..')
const { privateKey } = generateKeyPairSync('ed25519')
const ledgerKey = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

let dir: string
let program: ChildProcess
let said = ''
let witness: VerifierKey
let url: string
/** Two that sign with one key and one name, as a ledger does that shows different records to different people. */
let shownToMost: TestApp
let shownToOne: TestApp

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yiwang-witness-'))
  url = `http://127.0.0.1:${await freePort()}`
  witness = await startWitness()
  const witnesses = [{ key: witness, url }]
  ;[shownToMost, shownToOne] = await Promise.all([
    openTestApp({ witnesses, ledgerKey }),
    openTestApp({ witnesses, ledgerKey }),
  ])
})
afterAll(async () => {
  await stopWitness()
  await Promise.all([shownToMost.close(), shownToOne.close()])
  await rm(dir, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** `yiwang witness` as a supervisor runs it: its own process, no database, no setting of the server's. */
async function startWitness(): Promise<VerifierKey> {
  const log = formatVerifierKey(verifierKey('localhost/ledger', SIGNATURE.ed25519, privateKey))
  const args = ['witness', '--name', 'witness.example/w1', '--log', log, '--dir', dir, '--listen', new URL(url).host]
  const environment = { PATH: process.env.PATH ?? '', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  program = spawn(process.execPath, [join(ROOT, 'server/src/main.ts'), ...args], { env: environment, cwd: tmpdir() })
  program.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()))
  const [line] = (await once(program.stdout!, 'data')) as [Buffer]
  return parseVerifierKey(line.toString().trim())
}

async function stopWitness(): Promise<void> {
  if (program.exitCode !== null) return
  const ended = once(program, 'exit')
  program.kill('SIGTERM')
  await ended
}

async function light(app: TestApp): Promise<string> {
  const lampId = newPublicId('450721')
  await app.as(systemActor('test'), (ctx) => Promise.resolve(ctx.emit(LampLit.of({ lampId }))))
  return lampId
}

/** What a supervisor is shown of the only witness. */
async function standing(app: TestApp): Promise<Static<typeof WitnessView>> {
  const supervisor = await signIn(app, 'mozhengming')
  const { witnesses } = (await supervisor.get('/api/supervision/ledger')).json<OutputOf<typeof GetLedgerStanding>>()
  expect(witnesses).toHaveLength(1)
  return witnesses[0]!
}

describe('a ledger and its witness', () => {
  it('serve a checkpoint that both signed, growing', async () => {
    for (let times = 0; times < 3; times += 1) {
      await light(shownToMost)
      const note = parseNote(await shownToMost.ledger.checkpoint())
      expect(cosignedAt(note, witness)).toBeInstanceOf(Date)
      const served = await shownToMost.server.inject({ url: '/ledger/checkpoint' })
      expect(cosignedAt(parseNote(served.payload), witness)).toBeInstanceOf(Date)
    }
  })

  it('give receipts whose cosignature is proved elsewhere', async () => {
    const lamp = await light(shownToMost)
    await shownToMost.drain()
    const stream = { jurisdiction: '450721', name: `lamp:${lamp}` }
    const file = await shownToMost.as(
      systemActor('test'),
      (ctx) => shownToMost.ledger.receipt(ctx.tx, { stream }),
      'read',
    )
    const log = parseVerifierKey(await shownToMost.ledger.verifierKey())
    expect(verifyReceipt(file, { log, witnesses: [witness] }).cosignatures).toMatchObject([
      { name: 'witness.example/w1' },
    ])
  })

  it('do not agree on a split view: who is shown another record gets no cosignature, and the proof is kept', async () => {
    await light(shownToMost)
    const agreed = await shownToMost.ledger.checkpoint()
    // One entry more than the others have, so that the size alone tells nothing.
    const size = (await shownToMost.ledger.publication.latest())!.size
    for (;;) {
      await light(shownToOne)
      await shownToOne.drain()
      const [tree] = await shownToOne.sql<{ size: string }>('select size from ledger.tree')
      if (Number(tree!.size) > size) break
    }
    const note = await shownToOne.ledger.checkpoint()
    expect(cosignedAt(parseNote(note), witness)).toBeUndefined()
    expect(await shownToOne.ledger.publication.witnessAnswers()).toMatchObject([{ answer: 'contradicts' }])
    expect(await standing(shownToMost)).toMatchObject({ name: witness.name, standing: 'cosigned' })
    expect(await standing(shownToOne)).toEqual({
      name: witness.name,
      standing: 'contradicts',
      answeredAt: expect.any(String) as string,
    })
    const [file] = await readdir(join(dir, 'evidence'))
    const evidence = await readFile(join(dir, 'evidence', file!), 'utf8')
    expect(evidence).toContain(note.split('\n').slice(0, 3).join('\n'))
    expect(evidence).toContain(agreed.split('\n')[2])
    expect(said).toContain('自相矛盾')
    await light(shownToMost)
    expect(cosignedAt(parseNote(await shownToMost.ledger.checkpoint()), witness)).toBeInstanceOf(Date)
  })

  it('do not agree after the record was set back, as by an old backup', async () => {
    await shownToOne.sql('delete from ledger.cosignatures')
    await shownToOne.sql('delete from ledger.checkpoints')
    await shownToOne.sql('update ledger.tree set size = 3')
    await shownToOne.sql('delete from ledger.positions where position >= 3')
    await remakeTree(shownToOne)
    expect(cosignedAt(parseNote((await shownToOne.ledger.publication.publish()).note), witness)).toBeUndefined()
    const [answer] = await shownToOne.ledger.publication.witnessAnswers()
    expect(answer).toMatchObject({
      answer: 'contradicts',
      detail: expect.stringMatching(/^it knows \d+ entries, we have 3$/) as string,
    })
  })

  it('go on when the witness was away: the checkpoint is served without it, and cosigned at the next occasion', async () => {
    await stopWitness()
    await light(shownToMost)
    expect(cosignedAt(parseNote(await shownToMost.ledger.checkpoint()), witness)).toBeUndefined()
    expect(await shownToMost.ledger.publication.witnessAnswers()).toMatchObject([{ answer: 'unreachable' }])
    const away = await standing(shownToMost)
    expect(away.standing).toBe('unreachable')
    expect(away.cosigned!.size).toBeLessThan((await shownToMost.ledger.publication.latest())!.size)
    expect(await startWitness()).toMatchObject({ name: witness.name, keyId: witness.keyId })
    expect(cosignedAt(parseNote((await shownToMost.ledger.publication.publish('timer')).note), witness)).toBeInstanceOf(
      Date,
    )
  })
})
