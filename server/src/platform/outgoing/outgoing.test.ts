import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as soon } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutgoing, fetchThrough, OutgoingFailed, OutgoingRefused, parseOutgoingTarget } from './index.ts'

let inside: Server
let port: number
let reached: { url: string; host: string | undefined }[]

beforeAll(async () => {
  inside = createServer((request, response) => {
    reached.push({ url: request.url ?? '', host: request.headers.host })
    answer(request, response)
  })
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done))
  port = (inside.address() as AddressInfo).port
})
beforeEach(() => {
  reached = []
})
afterAll(() => {
  inside.closeAllConnections()
  inside.close()
})

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/elsewhere')
    response.writeHead(302, { location: `http://169.254.169.254/latest/meta-data/` }).end()
  else if (request.url === '/here') response.writeHead(307, { location: '/secret' }).end()
  else if (request.url === '/large') void pour(response)
  else if (request.url === '/slow') response.write('{')
  else response.setHeader('x-two', ['a', 'b']).end(`you said ${request.method}`)
}

async function pour(response: ServerResponse): Promise<void> {
  while (!response.destroyed) {
    response.write(Buffer.alloc(65_536))
    await soon()
  }
}

/** A name server that says what it is told to, one answer after the other. */
async function hostileDns(
  answers: readonly string[][],
): Promise<{ resolve(host: string): Promise<string[]>; asked(): number; close(): void }> {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (query, { port: to, address }) => {
    const addresses = answers[Math.min(asked, answers.length - 1)]!
    asked += 1
    const question = query.subarray(12)
    const head = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, addresses.length, 0, 0, 0, 0])])
    const records = addresses.map((one) =>
      Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...one.split('.').map(Number)]),
    )
    socket.send(Buffer.concat([head, question, ...records]), to, address)
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return { resolve: (host) => resolver.resolve4(host), asked: () => asked, close: () => void socket.close() }
}

const guarded = createOutgoing({ httpsOnly: false, allowed: [] })

describe('a call to an address inside', () => {
  it.each([
    ...[
      'http://127.0.0.1',
      'http://localhost',
      'http://0x7f.1',
      'http://2130706433',
      'http://0177.0.0.1',
      'http://127.1',
    ],
    ...[
      'http://[::1]',
      'http://[::ffff:127.0.0.1]',
      'http://[::ffff:7f00:1]',
      'http://[64:ff9b::7f00:1]',
      'http://[2002:7f00:1::]',
    ],
    ...['http://0.0.0.0', 'http://10.0.0.5', 'http://172.31.255.255', 'http://192.168.1.1', 'http://100.100.100.200'],
    ...[
      'http://169.254.169.254',
      'http://[fd00:ec2::254]',
      'http://[fe80::1]',
      'http://224.0.0.1',
      'http://255.255.255.255',
    ],
  ])('is refused and not made: %s', async (base) => {
    await expect(guarded.send({ url: `${base}:${port}/secret` })).rejects.toBeInstanceOf(OutgoingRefused)
    expect(reached).toEqual([])
  })

  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'ftp://example.cn',
    'no address',
    'http://a:b@example.cn/',
  ])('is refused in any other form: %s', async (url) => {
    await expect(guarded.send({ url })).rejects.toBeInstanceOf(OutgoingRefused)
  })

  it('is refused in clear in production, whatever the operator allows', async () => {
    const production = createOutgoing({ httpsOnly: true, allowed: [{ host: '127.0.0.1' }] })
    await expect(production.send({ url: `http://127.0.0.1:${port}/` })).rejects.toThrow('only https')
    expect(reached).toEqual([])
    // What is public and signed by itself is fetched, and nothing that the operator has not named even then.
    const list = await production.send({ url: `http://127.0.0.1:${port}/`, isSigned: true })
    expect(list.status).toBe(200)
    const elsewhere = createOutgoing({ httpsOnly: true, allowed: [] })
    await expect(elsewhere.send({ url: `http://127.0.0.1:${port}/`, isSigned: true })).rejects.toBeInstanceOf(
      OutgoingRefused,
    )
  })
})

describe('a name server in the hands of somebody else', () => {
  it('cannot lead inside, neither at once nor among good addresses', async () => {
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['10.1.2.3']]) {
      const dns = await hostileDns([addresses])
      const outgoing = createOutgoing({ httpsOnly: false, allowed: [], resolve: dns.resolve })
      await expect(outgoing.send({ url: `http://good.example:${port}/secret` })).rejects.toBeInstanceOf(OutgoingRefused)
      dns.close()
    }
    expect(reached).toEqual([])
  })

  it('cannot change its mind between the check and the call: it is asked once, and the answer is what is connected to', async () => {
    const dns = await hostileDns([['127.0.0.1'], ['10.255.255.1']])
    const outgoing = createOutgoing({
      httpsOnly: false,
      allowed: [{ host: 'good.example', port }],
      resolve: dns.resolve,
    })
    const said = await outgoing.send({ url: `http://good.example:${port}/x` })
    expect(said.body.toString()).toBe('you said GET')
    expect(dns.asked()).toBe(1)
    expect(reached).toEqual([{ url: '/x', host: `good.example:${port}` }])
    dns.close()
  })

  it('is a failure when it does not answer in time, not a wait', async () => {
    const outgoing = createOutgoing({ httpsOnly: false, allowed: [], resolve: () => new Promise(() => undefined) })
    await expect(outgoing.send({ url: 'http://good.example', timeoutMs: 50 })).rejects.toBeInstanceOf(OutgoingFailed)
  })
})

describe('a call that is allowed', () => {
  const allowed = [parseOutgoingTarget('127.0.0.0/8')!]
  const outgoing = createOutgoing({ httpsOnly: false, allowed })

  it('is made once, with the answer as it came', async () => {
    const said = await outgoing.send({ url: `http://127.0.0.1:${port}/a`, method: 'POST', body: 'x=1' })
    expect(said).toMatchObject({ status: 200, headers: { 'x-two': 'a, b' } })
    expect(said.body.toString()).toBe('you said POST')
  })

  it.each(['/elsewhere', '/here'])('follows no redirect: %s', async (path) => {
    const said = await outgoing.send({ url: `http://127.0.0.1:${port}${path}` })
    expect([302, 307]).toContain(said.status)
    expect(reached).toHaveLength(1)
  })

  it('takes no more than it asked for, and waits no longer', async () => {
    const large = outgoing.send({ url: `http://127.0.0.1:${port}/large`, maxBytes: 100_000 })
    await expect(large).rejects.toThrow('more than 100000 bytes')
    const slow = outgoing.send({ url: `http://127.0.0.1:${port}/slow`, timeoutMs: 150 })
    await expect(slow).rejects.toThrow('not in time')
  })

  it('carries no second header in the value of one', async () => {
    const sent = outgoing.send({ url: `http://127.0.0.1:${port}/a`, headers: { 'x-a': 'b\r\nhost: evil' } })
    await expect(sent).rejects.toThrow(/Invalid character/)
    expect(reached).toEqual([])
  })

  it('is what a library gets for its fetch', async () => {
    const through = fetchThrough(outgoing)
    const form = new URLSearchParams({ logout_token: 'a b' })
    const said = await through(`http://127.0.0.1:${port}/a`, { method: 'POST', body: form })
    expect([said.status, await said.text()]).toEqual([200, 'you said POST'])
    await expect(fetchThrough(guarded)(`http://127.0.0.1:${port}/a`)).rejects.toBeInstanceOf(OutgoingRefused)
  })
})

describe('what the operator may write', () => {
  it.each([
    ['idp.local', { host: 'idp.local' }],
    ['IDP.local:8443', { host: 'idp.local', port: 8443 }],
    ['10.1.2.3:80', { host: '10.1.2.3', port: 80 }],
    ['[fd00::1]:443', { host: 'fd00::1', port: 443 }],
  ])('%s', (text, target) => {
    expect(parseOutgoingTarget(text)).toMatchObject(target)
  })

  it.each(['10.1.0.0/33', '10.1.0.0/16/2', 'a b', 'http://x/', '/16', 'x/8'])('and may not: %s', (text) => {
    expect(parseOutgoingTarget(text)).toBeUndefined()
  })
})
