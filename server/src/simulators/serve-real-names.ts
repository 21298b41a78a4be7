import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { agrees } from './real-name-world.ts'
import type { Begun, Question, RealNameWorld } from './real-name-world.ts'
import type { CertificateDesk } from './serve-certificates.ts'
import { createTicketDesk } from './serve-upstream.ts'
import type { TicketDesk } from './serve-upstream.ts'

/** How the simulated sources behave: as they should, too slowly, not at all, or like a gateway that answers with a web page. */
export const BEHAVIOURS = ['ok', 'slow', 'down', 'garbled'] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

export interface SimulatorOptions {
  readonly world: RealNameWorld
  readonly client: string
  readonly secret: string
  readonly slowMs: number
  readonly certificates: CertificateDesk
}

interface State extends SimulatorOptions {
  behaviour: Behaviour
  readonly begun: Map<string, Begun>
  readonly messages: { readonly phone: string; readonly code: string }[]
  readonly seen: Set<string>
  readonly desk: TicketDesk
}

const MOST_BYTES = 65_536
const CLOCK_SKEW_MS = 300_000
const MESSAGES_SHOWN = 20
const TITLES: Record<string, string> = { face: '人脸核身', certificate: '网络身份凭证' }
const WORDS: Record<Behaviour, string> = { ok: '正常', slow: '很慢', down: '停机', garbled: '乱答' }

/**
 * A real-name source for trying and for tests: it stands outside the program and speaks the protocol of real ones. It keeps
 * everything in memory and knows invented people alone.
 */
export function serveRealNames(options: SimulatorOptions): Server {
  const state: State = {
    ...options,
    behaviour: 'ok',
    begun: new Map(),
    messages: [],
    seen: new Set(),
    desk: deskOf(options),
  }
  return createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(String((error as Error).message))
    })
  })
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const [, first = '', second = ''] = url.pathname.split('/')
  if (first === 'certificates') return goCertificates(state, { request, response, url })
  if (first === 'upstream') return goUpstream(state, { request, response, url })
  if (request.method === 'POST' && first === 'sources') return ask({ state, request, response, url, verb: second })
  if (request.method === 'POST' && first === 'behaviour') return behave(state, url, response)
  if (first === 'messages') return page(response, '演示短信', messageList(state))
  if (first === 'pages') return visit(state, url, response, second)
  if (url.pathname === '/') return page(response, '实名核验模拟器', switches(state))
  response.writeHead(404).end()
}

/** `POST /sources/begin` and `/sources/check`: signed, fresh, and each request once. */
async function ask(call: {
  state: State
  request: IncomingMessage
  response: ServerResponse
  url: URL
  verb: string
}): Promise<void> {
  const { state, request, response, url, verb } = call
  const text = await read(request)
  if (state.behaviour === 'down') return void request.socket.destroy()
  if (state.behaviour === 'slow') await pause(state.slowMs)
  if (state.behaviour === 'garbled') return page(response, '网关', '<p>服务升级中</p>')
  if (!isSigned(state, request, { path: url.pathname, text })) return void response.writeHead(401).end()
  const question = JSON.parse(text) as Question
  if (state.seen.has(question.requestId)) return void response.writeHead(409).end()
  state.seen.add(question.requestId)
  const { requestId } = question
  const said = verb === 'begin' ? begin(state, question, url.origin) : { answer: check(state, question) }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ requestId, ...said }))
}

/** Everybody the registers know can sign in upstream as well. */
function deskOf({ world, client, secret }: SimulatorOptions): TicketDesk {
  const people = world.people.map((person, place) => ({
    ...person,
    mobile: person.phone ?? `1390000${String(9000 + place)}`,
    realLevel: '3',
  }))
  return createTicketDesk({ appMark: client, appWord: secret, people })
}

async function goUpstream(
  state: State,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  const text = await read(request)
  if (state.behaviour === 'down') return void request.socket.destroy()
  if (state.behaviour === 'slow') await pause(state.slowMs)
  if (state.behaviour === 'garbled') return page(response, '网关', '<p>服务升级中</p>')
  if (!state.desk.answer(request, response, { url, text })) response.writeHead(404).end()
}

async function goCertificates(
  state: State,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  const text = await read(request)
  if (state.behaviour === 'down') return void request.socket.destroy()
  if (!state.certificates.answer(request, response, { url, text })) response.writeHead(404).end()
}

function begin(state: State, question: Question, origin: string): object {
  const reference = randomUUID()
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const { kind, subject = {}, returnTo = '' } = question
  state.begun.set(reference, { kind, subject, returnTo, code })
  if (kind !== 'phone') return { reference, url: `${origin}/pages/${reference}` }
  state.messages.unshift({ phone: subject.phone ?? '', code })
  state.messages.splice(MESSAGES_SHOWN)
  return { reference }
}

function check(state: State, question: Question): 'matched' | 'not-matched' {
  const reference = question.evidence?.reference
  const begun = reference === undefined ? undefined : state.begun.get(reference)
  const isRight = agrees(state.world, question, begun)
  if (isRight && reference !== undefined) state.begun.delete(reference)
  return isRight ? 'matched' : 'not-matched'
}

function isSigned(state: State, request: IncomingMessage, signed: { path: string; text: string }): boolean {
  const time = header(request, 'x-partner-time')
  const age = Math.abs(Date.now() - new Date(time).getTime())
  if (header(request, 'x-partner-client') !== state.client || !(age < CLOCK_SKEW_MS)) return false
  const expected = createHmac('sha256', state.secret).update(`${time}\n${signed.path}\n${signed.text}`).digest()
  const given = Buffer.from(header(request, 'x-partner-signature'), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MOST_BYTES) throw new Error('too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function behave(state: State, url: URL, response: ServerResponse): void {
  const wanted = BEHAVIOURS.find((one) => one === url.searchParams.get('to'))
  if (!wanted) return void response.writeHead(400).end()
  state.behaviour = wanted
  response.writeHead(303, { location: '/' }).end()
}

/** The source's own page, where a camera would look at a face: here a person says what it would have seen. */
function visit(state: State, url: URL, response: ServerResponse, reference: string): void {
  const begun = state.begun.get(reference)
  if (!begun) return page(response, '已经过期', '<p>请回到原来的页面重新开始。</p>')
  const result = url.searchParams.get('result')
  if (result === null) {
    const links = [
      `<p><a class="main" href="?result=yes">是本人，通过</a></p>`,
      `<p><a href="?result=no">不是本人</a></p>`,
    ]
    return page(
      response,
      `${TITLES[begun.kind] ?? '核验'}（模拟）`,
      `<p>这里不使用摄像头，也不留任何图像。</p>${links.join('')}`,
    )
  }
  begun.result = result === 'yes'
  response.writeHead(303, { location: begun.returnTo }).end()
}

function messageList({ messages }: State): string {
  if (messages.length === 0) return '<p>还没有短信。</p>'
  const line = ({ phone, code }: State['messages'][number]) =>
    `<li>${escape(phone.slice(0, 3))}****${escape(phone.slice(-4))}：验证码 <strong>${code}</strong></li>`
  return `<ol>${messages.map(line).join('')}</ol>`
}

function switches({ behaviour }: State): string {
  const button = (one: Behaviour) =>
    `<form method="post" action="/behaviour?to=${one}"><button${one === behaviour ? ' disabled' : ''}>${WORDS[one]}</button></form>`
  return `<p>现在：${WORDS[behaviour]}</p>${BEHAVIOURS.map(button).join('')}<p><a href="/messages">演示短信</a></p><p><a href="/certificates">证书签名工具</a></p>`
}

function page(response: ServerResponse, title: string, content: string): void {
  const style =
    'body{font:17px/1.75 sans-serif;max-width:32em;margin:2em auto;padding:0 1em}a,button{display:inline-block;min-height:44px;font:inherit}'
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1>${content}</main></html>`,
    )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
