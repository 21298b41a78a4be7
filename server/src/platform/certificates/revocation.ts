import { randomBytes } from 'node:crypto'
import { OutgoingFailed, OutgoingRefused } from '../outgoing/index.ts'
import type { OutgoingHttp } from '../outgoing/index.ts'
import { crlAddressesOf } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import type { Chain } from './chain.ts'
import { isCurrent, readRevocationList, statusByList } from './crl.ts'
import type { RevocationList } from './crl.ts'
import { DerError } from './der.ts'
import { isNeverAskedAbout, ocspRequest, readOcspAnswer } from './ocsp.ts'

/** Where an authority says which of its certificates hold no longer. */
export interface RevocationPlaces {
  /** Lists for all of its certificates, by address. */
  readonly crls?: readonly string[]
  /** Hosts from which the list that a certificate itself names is fetched: what a stranger wrote is not called. */
  readonly crlHosts?: readonly string[]
  readonly ocsp?: string
  readonly timeoutMs?: number
}

export type RevocationStatus = 'good' | 'revoked' | 'unknown'

/** 吊销检查: every certificate below the root is asked about; silence is no answer. */
export interface Revocation {
  statusOf(chain: Chain, now: Date): Promise<RevocationStatus>
}

const TIMEOUT_MS = 5_000
const MOST_LIST_BYTES = 16 * 1_048_576
const MOST_ANSWER_BYTES = 65_536
/** A list is asked for anew after an hour, because the next one may come before it has to; the one before counts until its end. */
const FRESH_MS = 3_600_000
/** A place that gave none is left alone for so long, so that it keeps nobody waiting each time. */
const AWAY_MS = 20_000
const MOST_LISTS = 64

interface Kept {
  readonly list?: RevocationList
  readonly askedAt: number
}

export function createRevocation(places: RevocationPlaces, outgoing: OutgoingHttp): Revocation {
  const kept = new Map<string, Promise<Kept>>()
  const asking: Asking = { places, outgoing, listAt: (url, now) => listAt({ kept, places, outgoing }, url, now) }
  return {
    statusOf: async (chain, now) => {
      let worst: RevocationStatus = 'good'
      for (const [place, certificate] of chain.slice(0, -1).entries()) {
        const status = await statusOfOne(asking, { certificate, issuer: chain[place + 1]!, now })
        if (status === 'revoked') return status
        if (status === 'unknown') worst = status
      }
      return worst
    },
  }
}

interface Asking {
  readonly places: RevocationPlaces
  readonly outgoing: OutgoingHttp
  listAt(url: string, now: Date): Promise<RevocationList | undefined>
}

interface Asked {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly now: Date
}

/** Lists and responder are both asked: either may know of a revocation first, and one of them is enough to be good. */
async function statusOfOne(asking: Asking, asked: Asked): Promise<RevocationStatus> {
  const said = await Promise.all([byLists(asking, asked), byResponder(asking, asked)])
  if (said.includes('revoked')) return 'revoked'
  return said.includes('good') ? 'good' : 'unknown'
}

async function byLists({ places, listAt: at }: Asking, asked: Asked): Promise<RevocationStatus> {
  const { crls = [], crlHosts = [] } = places
  const named = crlAddressesOf(asked.certificate).filter(
    (url) => URL.canParse(url) && crlHosts.includes(new URL(url).host),
  )
  let status: RevocationStatus = 'unknown'
  for (const url of new Set([...crls, ...named.slice(0, 2)])) {
    const list = await at(url, asked.now)
    const said = list && (await statusByList(list, asked))
    if (said === 'revoked') return said
    status = said ?? status
  }
  return status
}

async function byResponder(asking: Asking, asked: Asked): Promise<RevocationStatus> {
  const { places, outgoing } = asking
  if (places.ocsp === undefined) return 'unknown'
  const question = { ...asked, nonce: randomBytes(16) }
  const url = places.ocsp
  const headers = { 'content-type': 'application/ocsp-request' }
  const timeoutMs = places.timeoutMs ?? TIMEOUT_MS
  const said = await orNothing(async () => {
    const body = ocspRequest(question)
    const request = {
      url,
      method: 'POST',
      headers,
      body,
      timeoutMs,
      maxBytes: MOST_ANSWER_BYTES,
      isSigned: true,
    } as const
    const { status, body: answer } = await outgoing.send(request)
    return status === 200 ? await readOcspAnswer(answer, question, asked.now) : undefined
  })
  if (!said) return 'unknown'
  const { responder } = said
  if (!responder || isNeverAskedAbout(responder)) return said.status
  // Nobody but the list can say that the responder's own certificate was revoked.
  const own = await byLists(asking, { ...asked, certificate: responder })
  return own === 'good' ? said.status : 'unknown'
}

/** The list that is kept, or a new one; many who ask at once wait for one answer. */
async function listAt(
  keeping: { kept: Map<string, Promise<Kept>>; places: RevocationPlaces; outgoing: OutgoingHttp },
  url: string,
  now: Date,
): Promise<RevocationList | undefined> {
  const { kept } = keeping
  const waited = kept.get(url)
  const before = await waited
  const age = before && Math.abs(now.getTime() - before.askedAt)
  const isUsable = before?.list !== undefined && isCurrent(before.list, now)
  if (age !== undefined && age < (isUsable ? FRESH_MS : AWAY_MS)) return before?.list
  const meanwhile = kept.get(url)
  if (meanwhile !== waited) return (await meanwhile)?.list
  const asked = fetchList(keeping, url).then((list) => keptOf(list ?? before?.list, now))
  if (kept.size >= MOST_LISTS && !kept.has(url)) kept.clear()
  kept.set(url, asked)
  return (await asked).list
}

function keptOf(list: RevocationList | undefined, now: Date): Kept {
  return { askedAt: now.getTime(), ...(list && { list }) }
}

async function fetchList(
  { places, outgoing }: { places: RevocationPlaces; outgoing: OutgoingHttp },
  url: string,
): Promise<RevocationList | undefined> {
  return orNothing(async () => {
    const timeoutMs = places.timeoutMs ?? TIMEOUT_MS
    const { status, body } = await outgoing.send({ url, timeoutMs, maxBytes: MOST_LIST_BYTES, isSigned: true })
    if (status !== 200) return undefined
    return readRevocationList(body)
  })
}

/** Another's server may be away or answer anything: then nothing is known. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DerError || error instanceof OutgoingFailed || error instanceof OutgoingRefused)
      return undefined
    throw error
  }
}
