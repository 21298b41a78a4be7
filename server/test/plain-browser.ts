import { randomUUID } from 'node:crypto'

/** What a browser without scripts does: keeps cookies by path, follows redirects within the site, sends forms. */
export interface PlainBrowser {
  get(url: string): Promise<Response>
  send(url: string, fields: Record<string, string>): Promise<Response>
  /** A call to our API as a page makes it. */
  api(method: 'GET' | 'POST', path: string, body?: object): Promise<Response>
  /** Follows redirects until one leads away from the site or none comes. */
  follow(response: Response): Promise<Response>
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

export function openBrowser(site: string): PlainBrowser {
  const jar = new Map<string, Cookie>()
  let csrfToken: string | undefined
  const request = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = cookiesFor(jar, new URL(url, site).pathname)
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...(init.headers as Record<string, string>) }
    const response = await fetch(new URL(url, site), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }
  const api = async (method: 'GET' | 'POST', path: string, body: object = {}): Promise<Response> => {
    // The page's cookies come along: the portal calls the API while it makes the page at its address.
    const cookie = cookiesFor(jar, path.replace('/api/sign-on/requests', '/sign-on'))
    const isWrite = method === 'POST'
    const headers = {
      cookie,
      ...(isWrite && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      ...(csrfToken !== undefined && { 'x-csrf-token': csrfToken }),
    }
    const init = { method, headers, ...(isWrite && { body: JSON.stringify(body) }) }
    const response = await fetch(new URL(path, site), init)
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    csrfToken = ((await response.clone().json()) as { csrfToken?: string }).csrfToken ?? csrfToken
    return response
  }
  const follow = async (response: Response): Promise<Response> => {
    const location = response.headers.get('location')
    if (location === null) return response
    const next = new URL(location, site)
    const isElsewhere = next.origin !== new URL(site).origin || next.pathname.startsWith('/sign-on/')
    return isElsewhere ? response : follow(await request(next.href))
  }
  return { get: (url) => request(url), send: (url, fields) => request(url, formOf(fields)), api, follow }
}

function formOf(fields: Record<string, string>): RequestInit {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', headers, body: new URLSearchParams(fields).toString() }
}

function cookiesFor(jar: ReadonlyMap<string, Cookie>, place: string): string {
  return [...jar.values()]
    .filter(({ path }) => path === '/' || place === path || place.startsWith(`${path}/`))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
  const isGone = value === '' || attributes.some((one) => /^(expires=Thu, 01 Jan 1970|max-age=0)/i.test(one))
  if (isGone) jar.delete(`${name} ${path}`)
  else jar.set(`${name} ${path}`, { name, value, path })
}
