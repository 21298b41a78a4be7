import { lookup } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { deliverStream } from './deliver-stream.ts'
import type { OutgoingStream } from './deliver-stream.ts'
import { OutgoingFailed, OutgoingRefused } from './outgoing-errors.ts'
import { isAllowed, plainHost } from './outgoing-target.ts'
import type { OutgoingTarget } from './outgoing-target.ts'
import { isPublicAddress } from './public-address.ts'
import { sendDatagrams } from './send-datagrams.ts'

export interface OutgoingOptions {
  /** In production: what travels in clear is not sent. */
  readonly httpsOnly: boolean
  /** What may be reached although it is not on the internet. */
  readonly allowed: readonly OutgoingTarget[]
  /** All addresses of a name; for tests. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

export interface OutgoingRequest {
  readonly url: string
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** For the whole of it, from the look-up of the name to the last byte. Default ten seconds. */
  readonly timeoutMs?: number
  /** Most bytes of an answer. Default one megabyte. */
  readonly maxBytes?: number
  /** What comes is public and signed by itself (lists of revoked certificates): it may travel in clear in production too. */
  readonly isSigned?: boolean
}

export interface OutgoingAnswer {
  readonly status: number
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The only way out: whatever address it is given, by whomever, it reaches nothing inside that the operator has not named. */
export interface OutgoingHttp {
  /** Redirects are not followed: one is an answer like others. @throws OutgoingRefused, OutgoingFailed */
  send(request: OutgoingRequest): Promise<OutgoingAnswer>
}

/** The same guard for what is no HTTP: a stream of bytes that is said once and to the end. */
export interface OutgoingStreams {
  /** @throws OutgoingRefused, OutgoingFailed */
  deliver(stream: OutgoingStream): Promise<void>
}

const TIMEOUT_MS = 10_000
const STREAM_TIMEOUT_MS = 20_000
const MOST_BYTES = 1_048_576

export function createOutgoing(options: OutgoingOptions): OutgoingHttp & OutgoingStreams {
  return {
    send: async (asked) => {
      const url = checkedUrl(asked.url, { httpsOnly: options.httpsOnly && asked.isSigned !== true })
      const signal = AbortSignal.timeout(asked.timeoutMs ?? TIMEOUT_MS)
      const address = await inTime(pin(url, options), signal)
      return await exchange(asked, { url, address, signal })
    },
    deliver: async (asked) => {
      const url = checkedStreamUrl(asked, options)
      const signal = AbortSignal.timeout(asked.timeoutMs ?? STREAM_TIMEOUT_MS)
      const address = await inTime(pin(url, options), signal)
      const host = plainHost(url.hostname)
      if (url.protocol === 'udp:')
        await sendDatagrams(asked.messages, { host, port: Number(url.port), address, signal })
      else await deliverStream(asked, { url, host, address, signal })
    },
  }
}

function checkedUrl(text: string, { httpsOnly }: Pick<OutgoingOptions, 'httpsOnly'>): URL {
  if (!URL.canParse(text)) throw new OutgoingRefused('this is no address')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new OutgoingRefused(`${url.protocol} is not spoken: http and https are`)
  if (httpsOnly && url.protocol === 'http:') throw new OutgoingRefused('in production only https is spoken')
  if (url.username !== '' || url.password !== '')
    throw new OutgoingRefused('names and passwords do not belong in an address')
  return url
}

function checkedStreamUrl({ url: text, mayBeClear }: OutgoingStream, { httpsOnly }: OutgoingOptions): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.port === undefined || url.port === '') throw new OutgoingRefused('this is no address with a port')
  if (!['tls:', 'tcp:', 'udp:'].includes(url.protocol))
    throw new OutgoingRefused(`${url.protocol} is not spoken: tls, tcp and udp are`)
  if (httpsOnly && url.protocol !== 'tls:' && mayBeClear !== true)
    throw new OutgoingRefused('in production only tls is spoken')
  return url
}

/**
 * The one address that is then connected to, so that a name cannot mean another machine a moment later. One address inside among
 * several is enough to refuse the name. @throws OutgoingRefused, OutgoingFailed
 */
async function pin(url: URL, options: OutgoingOptions): Promise<string> {
  const host = plainHost(url.hostname)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const addresses = isIP(host) === 0 ? await resolved(host, options) : [host]
  const inside = addresses.find(
    (address) => !isPublicAddress(address) && !isAllowed(options.allowed, { host, port, address }),
  )
  if (inside !== undefined)
    throw new OutgoingRefused(`${host} is ${inside}, which is not on the internet and not on the operator's list`)
  return addresses[0]!
}

async function resolved(host: string, { resolve = systemResolve }: OutgoingOptions): Promise<readonly string[]> {
  const addresses = await resolve(host).catch((cause: unknown): never => {
    throw new OutgoingFailed(`${host} is not known: ${(cause as Error).message}`, { cause })
  })
  if (addresses.length === 0) throw new OutgoingFailed(`${host} has no address`)
  return addresses
}

async function systemResolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

interface Exchange {
  readonly url: URL
  readonly address: string
  readonly signal: AbortSignal
}

async function exchange(asked: OutgoingRequest, { url, address, signal }: Exchange): Promise<OutgoingAnswer> {
  const isSecure = url.protocol === 'https:'
  const host = plainHost(url.hostname)
  try {
    const response = await new Promise<IncomingMessage>((done, fail) => {
      const request = (isSecure ? requestHttps : requestHttp)(url, {
        method: asked.method ?? 'GET',
        headers: { 'accept-encoding': 'identity', ...asked.headers },
        // A connection of its own: one that was kept open may lead where the name led before.
        agent: false,
        lookup: (_host, wanted, found) => {
          const family = isIP(address)
          if (wanted.all) found(null, [{ address, family }])
          else found(null, address, family)
        },
        ...(isSecure && isIP(host) === 0 && { servername: host }),
        signal,
      })
      request.once('error', fail)
      request.once('response', done)
      request.end(asked.body)
    })
    return {
      status: response.statusCode ?? 0,
      headers: plainHeaders(response),
      body: await bodyOf(response, asked.maxBytes),
    }
  } catch (error) {
    if (error instanceof OutgoingFailed) throw error
    throw new OutgoingFailed(`${url.host} gave no answer: ${reasonOf(error, signal)}`, { cause: error })
  }
}

async function bodyOf(response: IncomingMessage, maxBytes = MOST_BYTES): Promise<Buffer> {
  const parts: Buffer[] = []
  let total = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    total += part.length
    if (total > maxBytes) throw new OutgoingFailed(`the answer has more than ${maxBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function plainHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** A look-up cannot be broken off; it is left to itself. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(new OutgoingFailed('the name was not found in time')), { once: true })
  })
  return Promise.race([work, late])
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  return signal.aborted ? 'not in time' : (error as Error).message
}
