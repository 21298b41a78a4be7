import { isIP, isIPv4 } from 'node:net'
import type { BlockList } from 'node:net'
import { listOf } from './public-address.ts'

/** What the operator lets the program reach although it is not on the internet: a host (and port) by name, or a network. */
export type OutgoingTarget = { readonly host: string; readonly port?: number } | { readonly network: BlockList }

/** `idp.example.cn`, `10.1.2.3:8443`, `10.1.0.0/16`. @returns undefined when it is none of these */
export function parseOutgoingTarget(text: string): OutgoingTarget | undefined {
  if (text.includes('/')) return parseNetwork(text)
  if (!URL.canParse(`http://${text}`)) return undefined
  const { hostname, port, pathname, username } = new URL(`http://${text}`)
  if (pathname !== '/' || username !== '' || hostname === '') return undefined
  const stated = port || (text.endsWith(':80') ? '80' : '')
  return { host: plainHost(hostname), ...(stated && { port: Number(stated) }) }
}

/** The host and port of an address that the operator's own settings name. */
export function targetOf(url: string): OutgoingTarget {
  const { hostname, port, protocol } = new URL(url)
  return { host: plainHost(hostname), port: Number(port || (protocol === 'https:' ? 443 : 80)) }
}

/** Without the brackets that addresses write around IPv6. */
export function plainHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

export function isAllowed(
  allowed: readonly OutgoingTarget[],
  place: { host: string; port: number; address: string },
): boolean {
  return allowed.some((target) =>
    'network' in target
      ? target.network.check(place.address, isIPv4(place.address) ? 'ipv4' : 'ipv6')
      : target.host === place.host && (target.port === undefined || target.port === place.port),
  )
}

function parseNetwork(text: string): OutgoingTarget | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/')
  const most = isIPv4(address) ? 32 : 128
  if (isIP(address) === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > most) return undefined
  return { network: listOf([text]) }
}
