import { randomUUID } from 'node:crypto'
import { createServer, request as send } from 'node:http'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Scanners know no sessions like ours: the relay sends what they ask as one signed-in person, and looks at every answer itself. */
export interface ScanRelay {
  readonly url: string
  readonly requests: () => number
  /** Answers that no input may cause, each once. */
  readonly faults: () => readonly string[]
  close(): Promise<void>
}

const TELLTALE =
  /\bat [^\n]*\.(?:ts|js):\d+|node_modules|syntax error at|violates \w+ constraint|relation "|duplicate key/i
/** What would end the session that the scan runs in, or take the account from it. */
const LEFT_ALONE = /^\/api\/session$|password|sign-?out/i
const MOST_BYTES_LOOKED_AT = 2 * 1_048_576

export async function startRelay(target: string, login: { name: string; password: string }): Promise<ScanRelay> {
  const session = await signIn(target, login)
  const faults = new Map<string, string>()
  let requests = 0
  const server = createServer((asked, answer) => {
    requests += 1
    if (asked.method !== 'GET' && LEFT_ALONE.test(asked.url ?? '')) {
      asked.resume()
      answer.writeHead(403).end()
      return
    }
    relay(asked, answer, { target, session, report: (what) => remember(faults, asked, what) })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    faults: () => [...faults.values()],
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => void server.close(() => done()))
    },
  }
}

interface Session {
  readonly cookie: string
  readonly csrf: string
}

async function signIn(target: string, { name, password }: { name: string; password: string }): Promise<Session> {
  const answer = await fetch(`${target}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ name, password }),
  })
  if (!answer.ok) throw new Error(`${name} cannot sign in: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, csrf: ((await answer.json()) as { csrfToken: string }).csrfToken }
}

interface Passing {
  readonly target: string
  readonly session: Session
  readonly report: (what: string) => void
}

function relay(asked: IncomingMessage, answer: ServerResponse, { target, session, report }: Passing): void {
  const headers: OutgoingHttpHeaders = { ...asked.headers, cookie: session.cookie, host: new URL(target).host }
  if (asked.method !== 'GET') Object.assign(headers, { 'x-csrf-token': session.csrf, 'idempotency-key': randomUUID() })
  for (const name of ['origin', 'referer', 'sec-fetch-site', 'accept-encoding']) delete headers[name]
  const { hostname, port } = new URL(target)
  const passed = send({ hostname, port, path: asked.url, method: asked.method, headers }, (got) => {
    const { 'set-cookie': _kept, ...rest } = got.headers
    if ((got.statusCode ?? 0) >= 500) report(`answered ${got.statusCode}`)
    answer.writeHead(got.statusCode ?? 502, rest)
    let text = ''
    got.on('data', (part: Buffer) => {
      if (text.length < MOST_BYTES_LOOKED_AT) text += part.toString('latin1')
      answer.write(part)
    })
    got.once('end', () => {
      if (TELLTALE.test(text) && !/javascript|css/.test(String(rest['content-type']))) report('tells of the machine')
      answer.end()
    })
    got.once('error', () => answer.destroy())
  })
  passed.once('error', (error) => {
    if (!answer.destroyed) report(`gave no answer: ${error.message}`)
    answer.destroy()
  })
  answer.once('close', () => passed.destroy())
  asked.pipe(passed)
}

/** By route and kind: a scanner finds the same a thousand times. */
function remember(faults: Map<string, string>, { method, url = '' }: IncomingMessage, what: string): void {
  const route = url.split('?')[0]!.replaceAll(/[0-9a-f-]{20,}|\d+/g, '…')
  const key = `${method} ${route} ${what}`
  if (!faults.has(key) && faults.size < 200) faults.set(key, `${method} ${url.slice(0, 300)} ${what}`)
}
