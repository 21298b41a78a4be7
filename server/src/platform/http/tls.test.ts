import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRedirectServer } from './redirect-to-https.ts'
import { createTlsServer, readTls } from './tls.ts'

let home: string
const place = (name: string) => join(home, name)

/** Certificates as an authority gives them; the tests' client trusts each for itself. */
function makeCertificate(name: string, subject: string): void {
  const files = ['-keyout', place(`${name}.key`), '-out', place(`${name}.pem`)]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '90']
  execFileSync(
    'openssl',
    ['req', '-x509', ...kind, ...files, '-subj', `/CN=${subject}`, '-addext', `subjectAltName=DNS:${subject}`],
    {
      stdio: 'ignore',
    },
  )
}

interface Serving {
  readonly port: number
  readonly said: string[]
  close(): Promise<void>
}

async function serve(name: string): Promise<Serving> {
  const said: string[] = []
  const material = await readTls({ certificate: place(`${name}.pem`), key: place(`${name}.key`) })
  const server = createTlsServer(
    (_request, response) => response.end('一网'),
    { requestTimeout: 10_000 },
    {
      material,
      everyMs: 20,
      onRenewed: (leaf) => said.push(`renewed ${leaf.subject}`),
      onTrouble: (error) => said.push(`trouble ${String(error)}`),
    },
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    said,
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** A client that really speaks TLS; it may be told to speak older ones than it would by itself. */
function shakeHands(
  port: number,
  options: ConnectionOptions = {},
): Promise<{ protocol: string; cipher: string; subject: string }> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
      const { CN } = socket.getPeerCertificate().subject
      resolve({ protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name, subject: String(CN) })
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'yiwang-tls-'))
  makeCertificate('first', 'zwfw.example.cn')
  makeCertificate('second', 'new.example.cn')
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe('TLS that the program ends itself', () => {
  it('speaks 1.3 and 1.2, with ciphers that authenticate, and nothing older', async () => {
    const { port, close } = await serve('first')
    expect(await shakeHands(port)).toMatchObject({ protocol: 'TLSv1.3', subject: 'zwfw.example.cn' })
    const older = await shakeHands(port, { maxVersion: 'TLSv1.2' })
    expect(older).toMatchObject({ protocol: 'TLSv1.2' })
    expect(older.cipher).toMatch(/^ECDHE-.*(GCM|POLY1305)/)
    await expect(shakeHands(port, OLD)).rejects.toThrow(/protocol version|no protocols available|unsupported protocol/i)
    const weak = {
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA:AES128-GCM-SHA256',
    } as const
    await expect(shakeHands(port, weak)).rejects.toThrow(/handshake failure/)
    await close()
  })

  it('is refused 1.1 by the server, not by a client that cannot speak it', async () => {
    const { options } = await readTls({ certificate: place('first.pem'), key: place('first.key') })
    const old = createServer({
      cert: options.cert,
      key: options.key,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await new Promise<void>((done) => old.listen(0, '127.0.0.1', done))
    expect(await shakeHands((old.address() as AddressInfo).port, OLD)).toMatchObject({ protocol: 'TLSv1.1' })
    await new Promise((done) => old.close(done))
  })

  it('takes up a renewed certificate while it serves, and keeps the former one while what lies there cannot be used', async () => {
    for (const end of ['pem', 'key']) await cp(place(`first.${end}`), place(`live.${end}`))
    const { port, said, close } = await serve('live')
    const until = async (done: () => boolean) => {
      for (let tries = 0; !done() && tries < 500; tries += 1) await pause(20)
    }
    await cp(place('second.pem'), place('live.pem'))
    await until(() => said.length > 0)
    expect(said[0]).toMatch(/^trouble .*不是证书/)
    expect(await shakeHands(port)).toMatchObject({ subject: 'zwfw.example.cn' })
    await cp(place('second.key'), place('live.key'))
    await until(() => said.some((one) => one.startsWith('renewed')))
    expect(said.at(-1)).toBe('renewed CN=new.example.cn')
    expect(await shakeHands(port)).toMatchObject({ subject: 'new.example.cn' })
    await writeFile(place('live.pem'), 'half a certificate')
    await until(() => said.length > 2)
    expect(said[2]).toMatch(/读不懂/)
    expect(await shakeHands(port)).toMatchObject({ subject: 'new.example.cn' })
    await close()
    expect(said).toHaveLength(3)
  })

  it('does not begin with files that are not there or not of each other', async () => {
    const read = (certificate: string, key: string) => readTls({ certificate: place(certificate), key: place(key) })
    await expect(read('first.pem', 'second.key')).rejects.toThrow('不是证书')
    await expect(read('first.pem', 'none.key')).rejects.toThrow('读不了')
    await expect(read('first.key', 'first.key')).rejects.toThrow('读不懂')
  })
})

describe('http beside it', () => {
  it('leads to the public address and nowhere else, and takes nothing that was sent in clear', async () => {
    const server = createRedirectServer('https://zwfw.example.cn')
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const ask = (path: string, method = 'GET') =>
      new Promise<{ status: number | undefined; location: string | undefined }>((done, fail) => {
        const sent = request({ port, path, method, headers: { host: 'evil.example' } }, (answer) => {
          answer.resume()
          done({ status: answer.statusCode, location: answer.headers.location })
        })
        sent.once('error', fail)
        sent.end()
      })
    expect(await ask('/cases/1?a=b')).toEqual({ status: 308, location: 'https://zwfw.example.cn/cases/1?a=b' })
    for (const path of ['//evil.example/', 'http://evil.example/', '*'])
      expect(await ask(path)).toEqual({ status: 308, location: 'https://zwfw.example.cn/' })
    expect(await ask('/api/session', 'POST')).toEqual({ status: 403, location: undefined })
    await new Promise((done) => server.close(done))
  })
})
