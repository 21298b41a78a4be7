import type { OutgoingHttp, OutgoingRequest } from './outgoing.ts'

const NO_BODY = new Set([204, 205, 304])
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']

/** `fetch` for libraries that want one: the same guard, and no redirect followed. Takes an address, plain headers and a text or bytes. */
export function fetchThrough(
  outgoing: OutgoingHttp,
  limits: Pick<OutgoingRequest, 'timeoutMs' | 'maxBytes'> = {},
): typeof fetch {
  return async (input, init = {}) => {
    const method = (init.method ?? 'GET').toUpperCase()
    if (!METHODS.includes(method)) throw new TypeError(`${method} is not sent`)
    const { status, headers, body } = await outgoing.send({
      url: input instanceof Request ? input.url : String(input),
      method: method as NonNullable<OutgoingRequest['method']>,
      headers: Object.fromEntries(new Headers(init.headers).entries()),
      ...(init.body != null && { body: bodyOf(init.body) }),
      ...limits,
    })
    return new Response(NO_BODY.has(status) ? null : new Uint8Array(body), { status, headers })
  }
}

function bodyOf(body: NonNullable<RequestInit['body']>): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('only a text, bytes or form fields are sent')
}
