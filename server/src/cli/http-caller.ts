import { randomUUID } from 'node:crypto'
import type { Contract, InputOf, OutputOf } from '../kernel/index.ts'
import type { SessionView } from '../modules/identity/contract/index.ts'

/** Somebody at a running server, as a browser is: keeps the cookie, sends the token and a fresh key with every write. */
export interface HttpCaller {
  call<C extends Contract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>>
  upload<C extends Contract>(contract: C, input: InputOf<C>, file: File): Promise<OutputOf<C>>
}

/** The server answered with a refusal or a fault; `message` is what it said. */
export class CallRefused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function createCaller(base: string): HttpCaller {
  const held = { cookie: '', csrf: '' }
  const send = async (contract: Contract, input: Readonly<Record<string, unknown>>, file?: File): Promise<unknown> => {
    const { url, body } = addressed(contract, input)
    const headers: Record<string, string> = { accept: 'application/json' }
    if (held.cookie) headers['cookie'] = held.cookie
    if (contract.method !== 'GET') {
      headers['idempotency-key'] = randomUUID()
      if (held.csrf) headers['x-csrf-token'] = held.csrf
      if (!file) headers['content-type'] = 'application/json'
    }
    const payload = file ? formOf(body, file) : contract.method === 'GET' ? undefined : JSON.stringify(body)
    const response = await fetch(base + url, { method: contract.method, headers, ...(payload && { body: payload }) })
    const text = await response.text()
    if (!response.ok) throw new CallRefused(response.status, describe(text))
    keepSession(held, response, text)
    return JSON.parse(text)
  }
  return {
    call: (contract, input) => send(contract, input) as Promise<OutputOf<typeof contract>>,
    upload: (contract, input, file) => send(contract, input, file) as Promise<OutputOf<typeof contract>>,
  }
}

/** Path parameters into the path, the query into the query, the rest is the body. */
function addressed(contract: Contract, input: Readonly<Record<string, unknown>>) {
  const inPath = new Set(Object.keys(contract.params?.properties ?? {}))
  const inQuery = new Set(Object.keys(contract.query?.properties ?? {}))
  const path = contract.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const query = new URLSearchParams()
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (inPath.has(name) || value === undefined) continue
    if (inQuery.has(name)) query.set(name, String(value))
    else body[name] = value
  }
  return { url: query.size > 0 ? `${path}?${query.toString()}` : path, body }
}

function formOf(fields: Readonly<Record<string, unknown>>, file: File): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('file', file)
  return form
}

function keepSession(held: { cookie: string; csrf: string }, response: Response, text: string): void {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  if (cookies.length > 0) held.cookie = cookies.join('; ')
  const { csrfToken } = JSON.parse(text) as Partial<SessionView>
  if (csrfToken) held.csrf = csrfToken
}

/** What a problem (RFC 9457) says to people; anything else as it came. */
function describe(text: string): string {
  try {
    const { title, detail, errors } = JSON.parse(text) as {
      title?: string
      detail?: string
      errors?: { path: string; message: string }[]
    }
    const fields = (errors ?? []).map(({ path, message }) => `${path} ${message}`)
    return [title, detail, ...fields].filter(Boolean).join(';')
  } catch {
    return text.slice(0, 300)
  }
}
