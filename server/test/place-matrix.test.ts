import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, newPublicId, splitPublicId } from '../src/kernel/index.ts'
import type { Role } from '../src/kernel/index.ts'
import { multipart, samplePdf } from '../src/modules/files/fixtures.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { SessionView } from '../src/modules/identity/contract/index.ts'
import type { PostRole } from '../src/modules/organizations/contract/index.ts'
import { buildStaff, demoOrganization } from '../src/modules/organizations/fixtures.ts'
import type { BoundRoute } from '../src/platform/http/index.ts'
import { createLeakFinder } from './canaries.ts'
import type { LeakFinder } from './canaries.ts'
import { fittingInput } from './fitting-input.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { plantCase } from './planted-case.ts'
import type { PlantedCase } from './planted-case.ts'
import { walledRows } from './walled-rows.ts'

const COUNTY = '450721'
type Place = 'own' | 'other division' | 'other organization'
const STAFF = (Object.keys(ROLES) as Role[]).filter((role): role is PostRole => role !== 'resident')
/** Who acts for one department: in another one they reach nothing. The others act for the whole county, whichever pays them. */
const OF_A_DEPARTMENT = STAFF.filter((role) => ROLES[role].reach === 'organization')
/** Ends the session that asks, or changes what it signs in with. */
const LEFT_OUT = new Set(['identity.signOut', 'identity.closeAccount'])

interface Person {
  readonly name: string
  readonly role: Role
  readonly accountId: string
  readonly headers: Readonly<Record<string, string>>
}

let app: TestApp
let planted: PlantedCase
let leaks: LeakFinder
let people: Record<Place, Person[]>
beforeAll(async () => {
  app = await openTestApp()
  planted = await plantCase(app)
  leaks = createLeakFinder(planted.secrets)
  const resident = await signIn(app, 'liming')
  people = {
    own: await officials('own', STAFF),
    'other division': [
      ...(await officials('other division', STAFF)),
      { name: 'another resident', role: 'resident', accountId: resident.accountId, headers: resident.headers },
    ],
    'other organization': await officials('other organization', OF_A_DEPARTMENT),
  }
}, 200_000)
afterAll(() => app.close())

/** One official for each role, in the department of the case, in another one of the county, or in another county. */
async function officials(place: Place, roles: readonly PostRole[]): Promise<Person[]> {
  const [of] = await app.sql<{ jurisdiction: string; code: string }>(
    `select o.jurisdiction, o.code from organizations.organizations o, cases.cases c where c.id = $1 and ${
      {
        own: `c.organization_id = o.jurisdiction || '-' || o.id`,
        'other organization': `o.division = c.division and c.organization_id <> o.jurisdiction || '-' || o.id`,
        'other division': `o.jurisdiction <> c.jurisdiction and o.division = o.jurisdiction`,
      }[place]
    } order by o.code limit 1`,
    [splitPublicId(planted.caseId).id],
  )
  const organization = await demoOrganization(app, of!.code, of!.jurisdiction)
  const found: Person[] = []
  for (const role of roles) {
    const staffNo = `${place}-${role}`
    const { id: staffId, posts } = await buildStaff(app, { staffNo, roles: [role], organization })
    const held = posts.map(({ division, organizationId }) => ({ role, division, organizationId }))
    const { id: organizationId, division } = organization
    const account = await openAccount({ staffId, organizationId, division, held })
    found.push({ name: `${role} of ${place}`, role, ...account })
  }
  return found
}

/** An account with a session, made beside the program: nobody waits for two dozen passwords, and no proof grows old on a slow machine. */
async function openAccount(of: {
  staffId: string
  organizationId: string
  division: string
  held: readonly object[]
}): Promise<Pick<Person, 'accountId' | 'headers'>> {
  const accountId = newPublicId(of.division.slice(0, 6))
  const { jurisdiction, id } = splitPublicId(accountId)
  await app.sql(
    `insert into identity.accounts (jurisdiction, id, kind, division, name, staff_id, organization_id, posts, password_hash, created_at)
      select $1, $2, 'staff', $3, name, $4, $5, $6, password_hash, now() from identity.accounts where kind = 'staff' limit 1`,
    [jurisdiction, id, of.division, of.staffId, of.organizationId, JSON.stringify(of.held)],
  )
  const token = randomBytes(32).toString('base64url')
  await app.sql(
    `insert into identity.sessions (token_hash, id, account_jurisdiction, account_id, created_at, seen_at, idle_expires_at, expires_at, proved_at)
      values ($1, $2, $3, $4, now(), now(), now() + interval '2 hours', now() + interval '2 hours', now() + interval '2 hours')`,
    [createHash('sha256').update(token).digest(), randomUUID(), jurisdiction, id],
  )
  const cookie = `yiwang_session=${token}`
  const session = (await app.server.inject({ url: '/api/session', headers: { cookie } })).json<SessionView>()
  return { accountId, headers: { cookie, 'x-csrf-token': session.csrfToken! } }
}

let asked = 0

/** The route, asked over HTTP for what is really there. */
async function ask(
  { contract }: BoundRoute,
  by: Person,
  turn: number,
): Promise<{ answer: LightMyRequestResponse; said: string }> {
  const part = (schema: Parameters<typeof fittingInput>[0] | undefined) =>
    (schema ? fittingInput(schema, planted.real, turn) : {}) as Record<string, unknown>
  const [params, query, body] = [contract.params, contract.query, contract.body].map(part)
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(text(params![name] ?? 'x')))
  const url = `${path}?${new URLSearchParams(texts(query!))}`
  asked += 1
  const remoteAddress = `10.${Math.floor(asked / 62_500)}.${Math.floor(asked / 250) % 250}.${asked % 250}`
  const headers = { ...by.headers, 'idempotency-key': randomUUID() }
  const shared = { method: contract.method, url, remoteAddress }
  const said = JSON.stringify([params, query, body])
  if (contract.upload) {
    const form = multipart({ name: '材料.pdf', content: samplePdf() }, texts(body!))
    const answer = await app.server.inject({
      ...shared,
      payload: form.payload,
      headers: { ...headers, ...form.headers },
    })
    return { answer, said }
  }
  if (contract.method === 'GET') return { answer: await app.server.inject({ ...shared, headers }), said }
  return { answer: await app.server.inject({ ...shared, payload: body!, headers }), said }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]))
}

interface Findings {
  /** What somebody was told that was planted. */
  readonly told: string[]
  readonly faults: string[]
  /** Rows of the county that are not any more what they were, but for what is the askers' own. */
  readonly changed: string[]
  readonly answered: number
}

/** Who has no permit for a route is refused before any place is looked at: the matrix of roles asks those. */
async function askEverything(place: Place): Promise<Findings> {
  const who = people[place]
  const before = await walledRows(app, COUNTY)
  const found: Findings = { told: [], faults: [], changed: [], answered: 0 }
  let answered = 0
  const routes = app.routes.filter(({ contract }) => !LEFT_OUT.has(contract.name))
  for (const [number, route] of routes.entries()) {
    const askers = who.filter(({ role }) => permits(route, role))
    for (const [index, by] of askers.entries()) {
      const { answer, said } = await ask(route, by, number + index)
      const name = `${route.contract.name} by ${by.name}`
      if (answer.statusCode >= 500) found.faults.push(`${name}: ${answer.body.slice(0, 200)}`)
      const secret = leaks.find(answer.rawPayload, said)
      if (secret !== undefined) found.told.push(`${name}: ${secret}`)
      if (answer.statusCode < 300) answered += 1
    }
  }
  const after = await walledRows(app, COUNTY)
  for (const [table, rows] of before) {
    // Sessions know no place: those that ask have theirs there.
    if (table === 'identity.sessions') continue
    const isOwn = (row: string) => who.some(({ accountId }) => row.includes(accountId))
    const gone = [...rows].filter((row) => !after.get(table)!.has(row) && !isOwn(row))
    found.changed.push(...gone.map((row) => `${table}: ${row.slice(0, 200)}`))
  }
  return { ...found, answered }
}

function permits(route: BoundRoute, role: Role): boolean {
  if (route.permit === 'public' || route.permit === 'signed-in') return true
  return app.permits.find(({ name }) => name === route.permit)?.roles.includes(role) ?? false
}

async function stillSignedIn(who: readonly Person[]): Promise<string[]> {
  const out: string[] = []
  for (const { name, headers } of who) {
    const session = (await app.server.inject({ url: '/api/session', headers })).json<SessionView>()
    if (!session.account) out.push(name)
  }
  return out
}

describe('every route × every role that may × place, over HTTP and for what is really there', () => {
  it.each(['other division', 'other organization'] as const)(
    'tells and changes nothing of the county’s to those of %s',
    async (place) => {
      const { told, faults, changed, answered } = await askEverything(place)
      expect.soft(told).toEqual([])
      expect.soft(faults).toEqual([])
      expect.soft(changed).toEqual([])
      expect(answered).toBeGreaterThan(100)
      expect(await stillSignedIn(people[place])).toEqual([])
    },
    500_000,
  )

  it('serves those of its own place as the permits say', async () => {
    const { told, faults, changed, answered } = await askEverything('own')
    expect.soft(faults).toEqual([])
    expect(told.length).toBeGreaterThan(20)
    expect(changed.length).toBeGreaterThan(1)
    expect(answered).toBeGreaterThan(200)
    expect(await stillSignedIn(people.own)).toEqual([])
  }, 500_000)
})
