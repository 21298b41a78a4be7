import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { RecoveryView } from '../src/modules/identity/contract/index.ts'
import { signedInBy, testCitizenId } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import { startRealNames } from '../src/simulators/start-real-names.ts'
import type { RunningSimulator } from '../src/simulators/start-real-names.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

export const PASSWORD = 'lychee-tree-7'
export const NEW_PASSWORD = 'longan-tree-8'
const XIAOMEI = { name: '陆小梅', citizenId: '999999200001010628' }

export let simulator: RunningSimulator
export let app: TestApp

/** The program and the simulated sources: people who forgot their passwords, and what their phones show. */
export async function openRecoveryStage(): Promise<void> {
  simulator = await startRealNames()
  app = await openTestApp({ identityPartners: simulator.partners })
}

/** As if a day had passed and nobody had tried anything. */
export async function calm(): Promise<void> {
  app.clock.setOffsetMs(0)
  await behave('ok')
  await app.sql('delete from identity.throttles')
}

export async function closeRecoveryStage(): Promise<void> {
  await app.close()
  await simulator.stop()
}

export async function behave(to: string): Promise<void> {
  await fetch(`${simulator.address.url}/behaviour?to=${to}`, { method: 'POST', redirect: 'manual' })
}

export interface Person {
  readonly name: string
  readonly citizenId: string
  readonly phone: string
}

let people = 0
/** 陆小梅 is known to the simulated register (level 2); anybody else is not (level 0). */
export async function register(
  person: { name?: string; citizenId?: string } = {},
): Promise<SignedIn & { person: Person }> {
  people += 1
  const own = { name: '测试居民', citizenId: testCitizenId(400 + people), ...person }
  const stated = { ...own, phone: `1390004${String(people).padStart(4, '0')}` }
  const answer = await post('/api/registrations', { ...stated, password: PASSWORD })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return { ...(await signedInBy(app, answer)), person: stated }
}

/** The one whom the register knows; who was that before is gone. */
export async function xiaomei(): Promise<SignedIn & { person: Person }> {
  await app.sql(
    `update identity.accounts set state = 'closed', closed_at = now(), erased_at = now(), citizen_id = null, citizen_id_blind = null,
       phone = null, division = null, password_hash = '' where id::text in (select substr(account_id, 8) from identity.sign_in_names where kind = 'citizen-id')
       and kind = 'person' and not is_demo`,
  )
  await app.sql(
    `delete from identity.sign_in_names n using identity.accounts a where substr(n.account_id, 8)::uuid = a.id and a.erased_at is not null`,
  )
  return register(XIAOMEI)
}

export function post(
  url: string,
  payload: object,
  cookie?: string,
  remoteAddress?: string,
): Promise<LightMyRequestResponse> {
  const headers = { 'idempotency-key': randomUUID(), ...(cookie !== undefined && { cookie }) }
  return app.server.inject({ method: 'POST', url, headers, payload, ...(remoteAddress && { remoteAddress }) })
}

/** A browser in which somebody recovers a password. */
export function browserOf(answer: LightMyRequestResponse) {
  const { name, value } = answer.cookies.find((one) => one.name.endsWith('_recovery'))!
  const cookie = `${name}=${value}`
  return {
    cookie,
    size: value.length,
    get: async () => await app.server.inject({ url: '/api/recoveries/current', headers: { cookie } }),
    ask: (providerId: string) => post('/api/recoveries/current/questions', { providerId }, cookie),
    prove: (given: object) => post('/api/recoveries/current/proofs', given, cookie),
    wait: () => post('/api/recoveries/current/wait', {}, cookie),
    setPassword: (newPassword = NEW_PASSWORD) => post('/api/recoveries/current/password', { newPassword }, cookie),
  }
}

export async function begin(stated: Person, from?: string) {
  const answer = await post('/api/recoveries', stated, undefined, from)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  await app.drain()
  return browserOf(answer)
}

export async function messages(): Promise<{ phone: string; code: string }[]> {
  const text = await (await fetch(`${simulator.address.url}/messages`)).text()
  return [...text.matchAll(/(1\d\d\*{4}\d{4})：验证码 <strong>(\d{6})/g)].map(([, phone, code]) => ({
    phone: phone!,
    code: code!,
  }))
}

/** As the simulator shows them. */
const covered = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

export async function codesFor({ phone }: Person): Promise<string[]> {
  return (await messages()).filter((one) => one.phone === covered(phone)).map(({ code }) => code)
}

export async function codeFor({ phone }: Person): Promise<string> {
  const found = (await messages()).find((one) => one.phone === covered(phone))
  if (!found) throw new Error(`no code was sent to ${phone}`)
  return found.code
}

export async function provedByPhone(person: Person) {
  const browser = await begin(person)
  const view = (await browser.prove({ code: await codeFor(person) })).json<RecoveryView>()
  return { ...browser, view }
}

export async function kindsOf(stream: string): Promise<string[]> {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map(({ kind }) => kind.replace(/^identity\/|\.v1$/g, ''))
}

export async function noticesOf(accountId: string): Promise<number> {
  await app.drain()
  const [row] = await app.sql<{ n: number }>(
    `select count(*)::int as n from notices.notices where account_id = $1 and kind = 'recovery'`,
    [accountId],
  )
  return row!.n
}
