import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

/** Talks to the server that served the page; the session travels as its cookie. */
export function createBrowserTransport(fetcher: typeof fetch = fetch): Transport {
  let token: Promise<string | undefined> | undefined
  return {
    async send(request: ApiRequest): Promise<ApiResponse> {
      const response = await fetcher(request.url, {
        method: request.method,
        headers: request.headers,
        credentials: 'same-origin',
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      })
      // Signing in or out ends the session that the token belongs to.
      if (response.status === 401 || (request.method !== 'GET' && request.url.startsWith('/api/session')))
        token = undefined
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        text: await response.text(),
      }
    },
    csrfToken(fresh) {
      if (fresh || token === undefined) token = readToken(fetcher)
      const current = token
      current.catch(() => {
        if (token === current) token = undefined
      })
      return current
    },
  }
}

async function readToken(fetcher: typeof fetch): Promise<string | undefined> {
  const response = await fetcher('/api/session', {
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  })
  if (!response.ok) return undefined
  const session: unknown = await response.json()
  if (typeof session !== 'object' || session === null || !('csrfToken' in session)) return undefined
  return typeof session.csrfToken === 'string' ? session.csrfToken : undefined
}
