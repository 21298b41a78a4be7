import { lookup } from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** Never an application of another office: this machine, its neighbours without an address, and the clouds' metadata. */
const FORBIDDEN = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  FORBIDDEN.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
] as const)
  FORBIDDEN.addSubnet(network, bits, 'ipv6')
const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

const PATIENCE_MS = 5_000

/**
 * Posts to an address that an administrator registered and another approved. Private networks are where a county's systems
 * are, so they are not refused; the address is judged when the connection is made, so that a name cannot change in between.
 */
export function createOutgoingPost(options: { mayBeLoopback: boolean }): typeof fetch {
  const isForbidden = (address: string) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    return FORBIDDEN.check(address, family) || (!options.mayBeLoopback && LOOPBACK.check(address, family))
  }
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(literal) !== 0 && isForbidden(literal)) throw new Error(`${url.hostname} is not an address to send to`)
    const body = init?.body instanceof URLSearchParams ? init.body.toString() : ''
    const status = await post(url, { body, headers: new Headers(init?.headers), isForbidden })
    return new Response(null, { status })
  }
}

function post(
  url: URL,
  { body, headers, isForbidden }: { body: string; headers: Headers; isForbidden: (address: string) => boolean },
): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(PATIENCE_MS),
        lookup: (host, asked, done) => guardedLookup(host, asked, { isForbidden, done }),
      },
      (answer) => {
        // What it says is of no interest, and may be without end.
        answer.destroy()
        resolve(answer.statusCode ?? 502)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

type LookedUp = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

function guardedLookup(
  host: string,
  asked: LookupOptions,
  { isForbidden, done }: { isForbidden: (address: string) => boolean; done: LookedUp },
): void {
  lookup(host, { ...asked, all: true }, (error, addresses) => {
    const allowed = (addresses ?? []).filter(({ address }) => !isForbidden(address))
    const [first] = allowed
    if (error || !first) return done(error ?? new Error(`${host} is not an address to send to`), '', 0)
    if (asked.all) return done(null, allowed)
    done(null, first.address, first.family)
  })
}
