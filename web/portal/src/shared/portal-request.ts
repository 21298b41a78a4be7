import {
  type Client,
  createClient,
  createInjectedTransport,
  type InjectRequest,
  type InjectResponse,
  type Transport,
} from '@yiwang/client'
import { createContext, type RouterContextProvider } from 'react-router'

/** What the web server hands over with each request for a page. */
export interface PortalVisit {
  request: Request
  /** Allows the page's own scripts under the content security policy. */
  nonce: string
  site: PortalSite
  /** The calendar day in Asia/Shanghai, by the server's own clock. */
  today: string
  /** The server's own way in: same routes, same permits, no loopback HTTP. */
  inject(request: InjectRequest): Promise<InjectResponse>
  /** Headers of the visitor that the API should see (address, language). */
  forward: Readonly<Record<string, string>>
  reportFault(error: unknown): void
}

/** Whose site this is. */
export interface PortalSite {
  jurisdiction: string
  /** 灵山县 */
  divisionName: string
  publicUrl: string
  /** With the demo accounts shown on the sign-in page. */
  isDemo: boolean
}

export interface PortalRequest {
  visit: PortalVisit
  api: Client
  /** For a posted form: writes carry the token that the form carried. */
  apiWith(csrfToken: string | undefined): Client
  /** Where a path of the API answers with something that no contract types (uploads, downloads). */
  transport(csrfToken: string | undefined): Transport
  /** Cookies that the API set on the way, for the visitor's browser. */
  cookies: string[]
}

export const portalRequest = createContext<PortalRequest>()

export function createPortalRequest(visit: PortalVisit): PortalRequest {
  const cookies: string[] = []
  const forward = { ...visit.forward }
  const transport = (csrfToken: string | undefined) =>
    createInjectedTransport({
      inject: (request) => visit.inject(request),
      forward,
      csrfToken,
      onResponse(response) {
        const set = setCookies(response)
        cookies.push(...set)
        if (set.length > 0) forward.cookie = withCookies(forward.cookie, set)
      },
    })
  const apiWith = (csrfToken: string | undefined) => createClient(transport(csrfToken))
  return { visit, api: apiWith(undefined), apiWith, transport, cookies }
}

export function portalOf(context: Readonly<RouterContextProvider>): PortalRequest {
  return context.get(portalRequest)
}

function setCookies(response: InjectResponse): string[] {
  const value = response.headers['set-cookie']
  if (value === undefined) return []
  return Array.isArray(value) ? value : [String(value)]
}

/** The next call of the same page is made with what the last one set: signing in and saving are one submission. */
export function withCookies(header: string | undefined, set: readonly string[]): string {
  const jar = new Map((header ?? '').split(/;\s*/).filter(Boolean).map(splitCookie))
  for (const line of set) {
    const [name, value] = splitCookie(line.split(';')[0] ?? '')
    if (value === '' || /;\s*max-age=0(;|$)/i.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function splitCookie(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
}
