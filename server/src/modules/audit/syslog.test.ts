import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_RSYSLOG, startRsyslog } from '../../../test/debian-rsyslog.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { RESIDENT, ok, received, signInCast } from '../cases/fixtures.ts'
import { signIn } from '../identity/fixtures.ts'

/** Takes octet-counted messages strictly; each connection counts only when it was whole. */
class LogServer {
  readonly messages: string[] = []
  readonly faults: string[] = []
  connections = 0
  /** Cuts each connection off after so many bytes. */
  cutAfter = Number.POSITIVE_INFINITY
  readonly server: Server

  constructor(secure?: { key: string; cert: string }) {
    const take = (socket: Socket) => this.#take(socket)
    this.server = secure ? createSecureServer(secure, take) : createServer(take)
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done))
    return (this.server.address() as AddressInfo).port
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()))
  }

  #take(socket: Socket): void {
    this.connections += 1
    const parts: Buffer[] = []
    let bytes = 0
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > this.cutAfter) socket.resetAndDestroy()
      else parts.push(part)
    })
    socket.on('end', () => this.#read(Buffer.concat(parts)))
  }

  #read(whole: Buffer): void {
    let at = 0
    while (at < whole.length) {
      const blank = whole.indexOf(0x20, at)
      const length = Number(whole.subarray(at, blank).toString())
      const message = whole.subarray(blank + 1, blank + 1 + length)
      if (!Number.isInteger(length) || message.length !== length) {
        this.faults.push(whole.subarray(at, at + 60).toString())
        return
      }
      this.messages.push(message.toString())
      at = blank + 1 + length
    }
  }
}

const MESSAGE =
  /^<(\d{1,3})>1 \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z localhost yiwang - ([a-z-]+) \[yiwang@32473((?: [a-zA-Z]+="(?:[^"\\\]]|\\["\\\]])*")+)\] \uFEFF.+$/u

const positionsOf = (messages: readonly string[]): number[] =>
  messages.map((message) => Number(/ position="(\d+)"/.exec(message)![1]))
const indexed = async (app: TestApp): Promise<number[]> =>
  (await app.sql<{ position: string }>('select position from audit.entries order by position')).map((row) =>
    Number(row.position),
  )

async function tell(app: TestApp): Promise<void> {
  await app.drain()
  const timer = app.modules.audit.timers?.find((one) => one.name === 'audit/forward-entries')
  await timer!.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
}

describe('a central log system', () => {
  let app: TestApp
  const log = new LogServer()
  let port: number
  beforeAll(async () => {
    port = await log.listen()
    app = await openTestApp({ syslog: { targets: [`tcp://127.0.0.1:${port}`] } })
  })
  afterAll(async () => {
    await app.close()
    await log.close()
  })

  it('is told every entry of the audit once, in order, by the grammar of RFC 5424', async () => {
    await received(app, await signInCast(app))
    await tell(app)
    expect(log.faults).toEqual([])
    expect(log.messages.filter((message) => !MESSAGE.test(message))).toEqual([])
    expect(positionsOf(log.messages)).toEqual(await indexed(app))
    expect(log.messages.join('\n')).toContain('kind="cases/CaseReceived.v1"')
  })

  it('is told no name, no number and no word of a person', () => {
    const all = log.messages.join('\n')
    for (const word of [RESIDENT.name, RESIDENT.code, RESIDENT.phone, '陈静', 'chenjing', '荔香'])
      expect(all).not.toContain(word)
  })

  it('is told after an outage what it missed, and what was cut off once more', async () => {
    const before = log.messages.length
    await log.close()
    const clerk = await signIn(app, 'chenjing')
    await tell(app)
    const auditor = await signIn(app, 'ningshenji')
    const away = await ok<{ forwards: { waiting: number; failure?: string }[] }>(auditor.get('/api/audit/forwards'))
    expect(away.forwards[0]).toMatchObject({
      waiting: expect.any(Number),
      failure: expect.stringContaining('127.0.0.1'),
    })
    expect(away.forwards[0]!.waiting).toBeGreaterThan(0)
    await log.listen(port)
    log.cutAfter = 200
    await ok(clerk.get('/api/cases'))
    await tell(app)
    expect(log.messages).toHaveLength(before)
    log.cutAfter = Number.POSITIVE_INFINITY
    await tell(app)
    expect(positionsOf(log.messages)).toEqual(await indexed(app))
    const { forwards } = await ok<typeof away>(auditor.get('/api/audit/forwards'))
    expect(forwards[0]!.failure).toBeUndefined()
    const metrics = await app.server.inject({ url: '/metrics' })
    expect(metrics.payload).toMatch(/^yiwang_syslog_waiting_entries \d+$/m)
  })

  it('is told by one program at a time, and nothing when nothing came', async () => {
    await tell(app)
    const [messages, connections] = [log.messages.length, log.connections]
    await app.sql(`update audit.forwards set leased_until = now() + interval '1 day'`)
    await signIn(app, 'chenjing')
    await tell(app)
    expect(log.connections).toBe(connections)
    await app.sql(`update audit.forwards set leased_until = null`)
    await tell(app)
    expect(log.messages.length).toBeGreaterThan(messages)
    const settled = log.connections
    await tell(app)
    expect(log.connections).toBe(settled)
  })
})

describe('over TLS', () => {
  it('the other side must show a certificate of the authority that the operator named', async () => {
    const home = mkdtempSync(join(tmpdir(), 'yiwang-tls-'))
    const [key, cert] = [join(home, 'key.pem'), join(home, 'cert.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
    const options = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      ...subject,
    ]
    execFileSync('openssl', options, { stdio: 'ignore' })
    const authority = readFileSync(cert, 'utf8')
    const log = new LogServer({ key: readFileSync(key, 'utf8'), cert: authority })
    const targets = [`tls://127.0.0.1:${await log.listen()}`]
    const [trusting, wary] = [
      await openTestApp({ syslog: { targets, authority } }),
      await openTestApp({ syslog: { targets } }),
    ]
    await tell(wary)
    expect(log.messages).toEqual([])
    const [row] = await wary.sql<{ failure: string }>('select failure from audit.forwards')
    expect(row!.failure).toMatch(/self-signed|self signed/)
    await tell(trusting)
    expect(log.faults).toEqual([])
    expect(positionsOf(log.messages)).toEqual(await indexed(trusting))
    await Promise.all([trusting.close(), wary.close(), log.close()])
    rmSync(home, { recursive: true })
  })
})

describe('over UDP', () => {
  it('each entry is a datagram of its own, in order; where nobody listens it is a failure and told later', async () => {
    const socket = createSocket('udp4')
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
    const { port } = socket.address()
    const got: string[] = []
    socket.on('message', (message) => got.push(message.toString()))
    const app = await openTestApp({ syslog: { targets: [`udp://127.0.0.1:${port}`] } })
    await received(app, await signInCast(app))
    await tell(app)
    const wanted = await indexed(app)
    for (const deadline = Date.now() + 20_000; got.length < wanted.length && Date.now() < deadline; ) await pause(20)
    expect(got.filter((message) => !MESSAGE.test(message))).toEqual([])
    expect(positionsOf(got)).toEqual(wanted)
    await new Promise<void>((done) => socket.close(() => done()))

    await signIn(app, 'ningshenji')
    await tell(app)
    const [away] = await app.sql<{ failure: string; next_position: number }>('select * from audit.forwards')
    expect(away!.failure).toContain('ECONNREFUSED')
    const again = createSocket('udp4')
    await new Promise<void>((done) => again.bind(port, '127.0.0.1', done))
    const late: string[] = []
    again.on('message', (message) => late.push(message.toString()))
    await tell(app)
    const missed = (await indexed(app)).filter((position) => !wanted.includes(position))
    for (const deadline = Date.now() + 20_000; late.length < missed.length && Date.now() < deadline; ) await pause(20)
    expect(positionsOf(late)).toEqual(expect.arrayContaining(missed))
    await app.close()
    await new Promise<void>((done) => again.close(() => done()))
  }, 120_000)
})

describe.skipIf(NO_RSYSLOG)(`Debian’s rsyslog${NO_RSYSLOG ?? ''}`, () => {
  it.each(['tcp', 'udp'])(
    'understands what it is told over %s: severity, time, kind, structure and words',
    async (by) => {
      const rsyslog = await startRsyslog()
      const target = `${by}://127.0.0.1:${by === 'udp' ? rsyslog.udpPort : rsyslog.port}`
      const app = await openTestApp({ syslog: { targets: [target] } })
      await signIn(app, 'chenjing')
      await tell(app)
      const wanted = await indexed(app)
      let lines = await rsyslog.lines()
      for (const deadline = Date.now() + 20_000; lines.length < wanted.length && Date.now() < deadline; await pause(50))
        lines = await rsyslog.lines()
      expect(positionsOf(lines)).toEqual(wanted)
      const signedIn = lines.find((line) => line.includes('identity/SignedIn.v1'))!.split('\t')
      expect(signedIn).toMatchObject({ 0: '110', 2: 'localhost', 3: 'yiwang', 4: 'sign-ins' })
      expect(signedIn[1]).toMatch(/^\d{4}-\d{2}-\d{2}T/)
      expect(signedIn[5]).toMatch(/^\[yiwang@32473 position="\d+" kind="identity\/SignedIn\.v1"/)
      expect(signedIn[6]).toContain('登录：口令')
      await app.close()
      await rsyslog.stop()
    },
  )
})
