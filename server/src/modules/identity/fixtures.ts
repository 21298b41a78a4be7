import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../kernel/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { SessionView } from './contract/index.ts'
import type { IdentityApi } from './index.ts'

/** What these builders use of the app; its own type would tie every module to every other. */
interface Built {
  readonly server: FastifyInstance
  readonly modules: { readonly identity: ModuleParts<IdentityApi> }
}

/** Everybody's password in the demo county and in tests. */
export const TEST_PASSWORD = 'yiwang-demo'

/** A browser that is signed in: it sends the cookie, the CSRF token and a fresh Idempotency-Key with every request. */
export interface SignedIn {
  readonly session: SessionView
  readonly accountId: string
  readonly cookie: string
  /** Who the server takes this browser for. */
  readonly actor: Actor
  readonly headers: Readonly<Record<string, string>>
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
}

/** Signs in over HTTP, as a browser does. */
export async function signIn(app: Built, login: string, password = TEST_PASSWORD): Promise<SignedIn> {
  const answer = await trySignIn(app, login, password)
  if (answer.statusCode !== 200) throw new Error(`${login} could not sign in: ${answer.body}`)
  return signedInBy(app, answer)
}

export function trySignIn(
  app: Built,
  name: string,
  password: string,
  options: Partial<InjectOptions> = {},
): Promise<LightMyRequestResponse> {
  const headers = { 'idempotency-key': randomUUID() }
  return app.server.inject({ method: 'POST', url: '/api/session', headers, payload: { name, password }, ...options })
}

/** The browser that received this answer with its session cookie. */
export async function signedInBy(app: Built, answer: LightMyRequestResponse): Promise<SignedIn> {
  const { name, value } = answer.cookies.find((one) => one.name.endsWith('yiwang_session'))!
  const cookie = `${name}=${value}`
  const actor = await app.modules.identity.api.actorOf({ id: 'test', cookies: { [name]: value } })
  const session = (await app.server.inject({ url: '/api/session', headers: { cookie } })).json<SessionView>()
  const headers = { cookie, 'x-csrf-token': session.csrfToken! }
  return {
    session,
    accountId: session.account!.id,
    cookie,
    actor,
    headers,
    get: (url) => app.server.inject({ url, headers }),
    post: (url, payload = {}, extra = {}) =>
      app.server.inject({
        method: 'POST',
        url,
        payload,
        headers: { ...headers, 'idempotency-key': randomUUID(), ...extra },
      }),
  }
}

let residents = 0

/** Registers a new resident over HTTP. Their citizen id begins with 999999, which is no division: it can belong to nobody. */
export async function buildResident(
  app: Built,
  options: { name?: string } = {},
): Promise<SignedIn & { phone: string }> {
  residents += 1
  const phone = `1390001${String(residents).padStart(4, '0')}`
  const payload = {
    name: options.name ?? '测试居民',
    citizenId: testCitizenId(residents),
    phone,
    password: TEST_PASSWORD,
    division: '450721001',
  }
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/registrations',
    headers: { 'idempotency-key': randomUUID() },
    payload,
  })
  if (answer.statusCode !== 200) throw new Error(`could not register: ${answer.body}`)
  return { ...(await signedInBy(app, answer)), phone }
}

/** A citizen id with a right check digit that nobody can have. */
export function testCitizenId(sequence: number): string {
  const digits = `99999919${String(700101 + (sequence % 28)).padStart(6, '0')}${String(sequence % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return digits + '10X98765432'[sum % 11]
}
