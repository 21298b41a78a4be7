import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KnownPerson } from './real-name-world.ts'

/** A sign-in by tickets as provinces have it: our mark, a ticket once and for a minute, a token, a person. */
export interface TicketWorld {
  readonly appMark: string
  readonly appWord: string
  readonly people: readonly (KnownPerson & { readonly mobile: string; readonly realLevel: string })[]
}

export interface TicketDesk {
  /** True when the request was one of ours and is answered. */
  answer(request: IncomingMessage, response: ServerResponse, at: { url: URL; text: string }): boolean
}

const TICKET_MS = 60_000
const CLOCK_SKEW_MS = 300_000

interface Issued {
  readonly citizenId: string
  readonly until: number
}

export function createTicketDesk(world: TicketWorld): TicketDesk {
  const tickets = new Map<string, Issued>()
  const tokens = new Map<string, Issued>()
  return {
    answer: (request, response, { url, text }) => {
      switch (url.pathname) {
        case '/upstream/login':
          return login({ world, tickets, url, response })
        case '/upstream/exchange':
          return exchange({ world, request, response, text, from: tickets, to: tokens })
        case '/upstream/user':
          return user({ world, request, response, text, tokens })
        case '/upstream/logout':
          response.writeHead(303, { location: url.searchParams.get('backUrl') ?? '/' }).end()
          return true
        default:
          return false
      }
    },
  }
}

/** Their page of sign-in: one chooses who one is, and the browser takes a ticket back. */
function login(call: {
  world: TicketWorld
  tickets: Map<string, Issued>
  url: URL
  response: ServerResponse
}): boolean {
  const { world, tickets, url, response } = call
  const backUrl = url.searchParams.get('backUrl') ?? ''
  if (url.searchParams.get('appMark') !== world.appMark || !URL.canParse(backUrl)) {
    response.writeHead(400).end()
    return true
  }
  const as = url.searchParams.get('as')
  if (as !== null) {
    const ticket = randomUUID()
    tickets.set(ticket, { citizenId: as, until: Date.now() + TICKET_MS })
    const back = new URL(backUrl)
    back.searchParams.set('ticket', ticket)
    response.writeHead(303, { location: back.href }).end()
    return true
  }
  const links = world.people.map((person) => {
    const query = new URLSearchParams({ appMark: world.appMark, backUrl, as: person.citizenId })
    return `<li><a href="/upstream/login?${query}">${person.name}</a></li>`
  })
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>省统一身份认证（模拟）</title><main><h1>省统一身份认证（模拟）</h1><p>以谁的身份登录？</p><ul>${links.join('')}</ul></main></html>`,
    )
  return true
}

function exchange(call: {
  world: TicketWorld
  request: IncomingMessage
  response: ServerResponse
  text: string
  from: Map<string, Issued>
  to: Map<string, Issued>
}): boolean {
  const { world, request, response, text, from, to } = call
  const { ticket = '' } = JSON.parse(text) as { ticket?: string }
  const issued = isSigned(world, request) ? from.get(ticket) : undefined
  from.delete(ticket)
  if (!issued || issued.until < Date.now()) return say(response, { code: 401, message: 'ticket' })
  const token = randomUUID()
  to.set(token, { citizenId: issued.citizenId, until: Date.now() + TICKET_MS })
  return say(response, { code: 0, data: { token } })
}

function user(call: {
  world: TicketWorld
  request: IncomingMessage
  response: ServerResponse
  text: string
  tokens: Map<string, Issued>
}): boolean {
  const { world, request, response, text, tokens } = call
  const { token = '' } = JSON.parse(text) as { token?: string }
  const issued = isSigned(world, request) ? tokens.get(token) : undefined
  tokens.delete(token)
  const person = world.people.find(({ citizenId }) => citizenId === issued?.citizenId)
  if (!issued || !person || issued.until < Date.now()) return say(response, { code: 401, message: 'token' })
  const { name, citizenId: certNo, mobile, realLevel } = person
  return say(response, { code: 0, data: { name, certNo, certType: '111', mobile, realLevel } })
}

function say(response: ServerResponse, answer: object): boolean {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  return true
}

/** Headers by SM3 over time, mark and word, as they occur. */
function isSigned({ appMark, appWord }: TicketWorld, request: IncomingMessage): boolean {
  const { appmark, time, sign } = request.headers
  if (appmark !== appMark || typeof time !== 'string' || typeof sign !== 'string') return false
  if (!(Math.abs(Date.now() - Number(time)) < CLOCK_SKEW_MS)) return false
  const expected = createHash('sm3').update(`${time}${appMark}${appWord}`).digest()
  const given = Buffer.from(sign, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
