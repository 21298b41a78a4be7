import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { RequestOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorOf } from '../src/cli/certificate-door.ts'
import { readTls } from '../src/platform/http/index.ts'
import { openCertificateWorld } from './certificate-world.ts'
import type { CertificateWorld } from './certificate-world.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import type { Issued } from './openssl-ca.ts'

const WANG_FANG = '999999199003120243'

let home: string
let rsa: CertificateWorld
let ecdsa: CertificateWorld
let revoked: Issued
let app: TestApp
let port: number
let doorPort: number

/** The program's own TLS, at both ports, as an operator has it. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'yiwang-door-'))
  const files = { certificate: join(home, 'tls.pem'), key: join(home, 'tls.key') }
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...args, '-keyout', files.key, '-out', files.certificate, ...named], { stdio: 'ignore' })
  rsa = await openCertificateWorld('rsa', 'lists')
  ecdsa = await openCertificateWorld('ecdsa', 'lists')
  revoked = await rsa.person(WANG_FANG)
  await rsa.issuing.revoke(revoked)
  for (const world of [rsa, ecdsa]) await world.publishLists()
  const tls = await readTls(files)
  app = await openTestApp({
    publicUrl: 'https://localhost',
    secureCookies: true,
    tls,
    certificateDoor: 'https://localhost:8443/',
    identityPartners: { realNames: [], authorities: [rsa.settings, ecdsa.settings] },
  })
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  const door = doorOf(app, tls)
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  port = (app.server.server.address() as AddressInfo).port
  doorPort = (door.address() as AddressInfo).port
}, 120_000)
afterAll(async () => {
  await app.close()
  await rsa.close()
  await ecdsa.close()
  await rm(home, { recursive: true, force: true })
})

/** A browser that really speaks TLS, with one jar of cookies for both ports. */
class Browser {
  readonly cookies = new Map<string, string>()

  async post(path: string, body: object = {}): Promise<Record<string, never>> {
    const answer = await this.#send(
      { port, path, method: 'POST', headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json' } },
      JSON.stringify(body),
    )
    return JSON.parse(answer.body) as Record<string, never>
  }

  atDoor(shown: Issued | undefined, path = '/'): Promise<Answer> {
    return this.#shows(shown, { port: doorPort, path })
  }

  async #shows(shown: Issued | undefined, options: RequestOptions): Promise<Answer> {
    const own = shown && { cert: shown.pem, key: await readFile(shown.keyFile) }
    return this.#send({ ...options, ...own })
  }

  async #send(options: RequestOptions, body?: string): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(options.headers as Record<string, string>), ...(cookie !== '' && { cookie }) }
    const tls = { host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false, agent: false }
    const asked = request({ ...tls, ...options, headers })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return this.#read(response)
  }

  async #read(response: IncomingMessage): Promise<Answer> {
    const parts: Buffer[] = []
    for await (const part of response as AsyncIterable<Buffer>) parts.push(part)
    for (const line of response.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/)
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return {
      status: response.statusCode ?? 0,
      location: response.headers.location,
      body: Buffer.concat(parts).toString(),
    }
  }
}

interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

describe('a browser that shows a certificate in TLS', () => {
  it('is linked the first time and signed in from then on, at the program’s own port for it', async () => {
    const issued = await ecdsa.person(WANG_FANG, '王芳')
    const browser = new Browser()
    await browser.post('/api/session/certificates/challenges', { next: '/items' })
    const passed = await browser.atDoor(issued)
    expect(passed).toMatchObject({ status: 303, location: 'https://localhost/sign-in/certificate/shown', body: '' })
    expect([...browser.cookies.keys()]).toContain('__Host-yiwang_shown')
    const came = await browser.post('/api/session/certificates/shown')
    expect(came).toMatchObject({ next: '/items', linking: { by: 'cert', name: '王芳', hasAccount: true } })
    const linked = await browser.post('/api/session/upstreams/links', { name: 'wangfang', password: 'yiwang-demo' })
    expect(linked).toMatchObject({ signedIn: true, methods: ['cert'], account: { realNameLevel: 3 } })
    const again = new Browser()
    await again.post('/api/session/certificates/challenges')
    await again.atDoor(issued)
    expect(await again.post('/api/session/certificates/shown')).toMatchObject({
      session: { account: { name: '王芳' } },
    })
  })

  it('counts once, for its own question, and not by what another browser showed', async () => {
    const issued = await rsa.person(WANG_FANG, '王芳')
    const browser = new Browser()
    await browser.post('/api/session/certificates/challenges')
    await browser.atDoor(issued)
    const kept = new Map(browser.cookies)
    const other = new Browser()
    await other.post('/api/session/certificates/challenges')
    other.cookies.set('__Host-yiwang_shown', kept.get('__Host-yiwang_shown')!)
    expect(await other.post('/api/session/certificates/shown')).toMatchObject({ code: 'identity/certificate-refused' })
    expect(await browser.post('/api/session/certificates/shown')).toHaveProperty('linking')
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(await browser.post('/api/session/certificates/shown')).toMatchObject({
      code: 'identity/certificate-refused',
    })
  })

  it('is refused without a certificate, with a revoked one, with one of strangers; without a question nothing is judged', async () => {
    const stranger = await openCertificateWorld('ecdsa', 'lists')
    const words: string[] = []
    for (const shown of [undefined, revoked, await stranger.person(WANG_FANG)]) {
      const browser = new Browser()
      await browser.post('/api/session/certificates/challenges')
      expect((await browser.atDoor(shown)).status).toBe(303)
      const refused = (await browser.post('/api/session/certificates/shown')) as { code?: string; detail?: string }
      expect(refused.code).toBe('identity/certificate-refused')
      words.push(refused.detail ?? '')
    }
    await stranger.close()
    expect(words[0]).toContain('没有出示证书')
    expect(words[1]).toContain('吊销')
    expect(words[2]).toContain('不是页面上列出的认证机构')
    const nobody = new Browser()
    expect((await nobody.atDoor(revoked)).status).toBe(303)
    expect(nobody.cookies.size).toBe(0)
    expect((await nobody.atDoor(revoked, '/api/session')).status).toBe(404)
  })

  it('is asked for one at that port alone', async () => {
    const list = await app.server.inject({ url: '/api/session/certificates' })
    expect(list.json().door).toBe('https://localhost:8443/')
    const browser = new Browser()
    expect(await browser.post('/api/session/certificates/shown')).toMatchObject({
      code: 'identity/certificate-refused',
    })
  })
})
