import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { TicketUpstream } from '../contract/partners.ts'
import type { UpstreamAnswer, UpstreamPerson, UpstreamProvider, UpstreamSecrets } from '../domain/upstream.ts'

const TIMEOUT_MS = 5_000
const MOST_BYTES = 65_536

/**
 * 上游 by tickets: the browser goes there with our mark and comes back with a ticket that is good once and for a minute; behind
 * the browser it is changed for a token, and that for a person. State is ours: the protocol has none.
 */
export function createTicketUpstream(settings: TicketUpstream, outgoing: OutgoingHttp): UpstreamProvider {
  const { id, title, levels = {}, validMonths } = settings
  return {
    id,
    title,
    method: 'fed',
    ground: 'upstream',
    levels,
    ...(validMonths !== undefined && { validMonths }),
    begin: (returnTo) => {
      const state = randomBytes(24).toString('base64url')
      const back = new URL(returnTo)
      back.searchParams.set('state', state)
      const url = withQuery(settings.loginUrl, { appMark: settings.appMark, backUrl: back.href })
      return Promise.resolve({ url, secrets: { state } })
    },
    complete: (came, secrets) => complete(settings, outgoing, { came, secrets }),
    logoutUrl: (returnTo) =>
      Promise.resolve(
        settings.logoutUrl && withQuery(settings.logoutUrl, { appMark: settings.appMark, backUrl: returnTo }),
      ),
  }
}

async function complete(
  settings: TicketUpstream,
  outgoing: OutgoingHttp,
  { came, secrets }: { came: URL; secrets: UpstreamSecrets },
): Promise<UpstreamAnswer> {
  const ticket = came.searchParams.get('ticket')
  if (!ticket || !isSame(came.searchParams.get('state') ?? '', secrets.state)) return 'refused'
  const changed = await ask({ settings, outgoing, url: settings.exchangeUrl, body: { ticket } })
  if (typeof changed === 'string') return changed
  const token = changed['token']
  if (typeof token !== 'string') return 'unavailable'
  const told = await ask({ settings, outgoing, url: settings.userUrl, body: { token } })
  return typeof told === 'string' ? told : personOf(told)
}

interface Asking {
  readonly settings: TicketUpstream
  readonly outgoing: OutgoingHttp
  readonly url: string
  readonly body: object
}

/** `{ code: 0, data }` is an answer, another code a refusal; all else is none. */
async function ask({
  settings,
  outgoing,
  url,
  body,
}: Asking): Promise<Record<string, unknown> | 'refused' | 'unavailable'> {
  const { appMark, secret } = settings
  const time = String(Date.now())
  const sign = createHash('sm3').update(`${time}${appMark}${secret}`).digest('hex')
  try {
    const answer = await outgoing.send({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json', appMark, time, sign },
      body: JSON.stringify(body),
      timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    })
    if (answer.status !== 200) return answer.status >= 500 ? 'unavailable' : 'refused'
    const said: unknown = JSON.parse(answer.body.toString('utf8'))
    if (typeof said !== 'object' || said === null || !('code' in said)) return 'unavailable'
    if (said.code !== 0) return 'refused'
    return 'data' in said && typeof said.data === 'object' && said.data !== null
      ? (said.data as Record<string, unknown>)
      : 'unavailable'
  } catch (error) {
    if (error instanceof OutgoingFailed || error instanceof OutgoingRefused || error instanceof SyntaxError)
      return 'unavailable'
    throw error
  }
}

/** Where they give no number of their own, the document's number is what they know somebody by; it is kept by blind index alone. */
function personOf(told: Record<string, unknown>): UpstreamAnswer {
  const textOf = (name: string): string | undefined => {
    const value = told[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const subject = textOf('userId') ?? textOf('certNo')
  if (subject === undefined || subject === '') return 'unavailable'
  const person: Record<string, string | undefined> = {
    name: textOf('name'),
    citizenId: textOf('certNo'),
    phone: textOf('mobile'),
    level: textOf('realLevel'),
  }
  const known = Object.entries(person).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { subject, ...Object.fromEntries(known) } satisfies UpstreamPerson
}

function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
