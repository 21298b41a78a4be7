import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPublicId } from '../src/kernel/index.ts'
import { act, FOOD_ANSWERS, FOOD_ITEM, findItemId, ok, PDF, upload, viewOf } from '../src/modules/cases/fixtures.ts'
import type { CaseStanding, CaseSubmission } from '../src/modules/cases/contract/index.ts'
import { multipart, samplePdf } from '../src/modules/files/fixtures.ts'
import { signIn, signedInBy, testCitizenId } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { BoundRoute } from '../src/platform/http/index.ts'
import { createLeakFinder } from './canaries.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
/** A short one in every run of the tests; `npm run fuzz` says how long. */
const BUDGET_MS = Number(process.env.FUZZ_MINUTES ?? 0) * 60_000 || 25_000

/** Somebody whose data must be seen by nobody here: no other person of the demo or of a test is called so. */
const CANARY = {
  name: '钟离惊鸿',
  citizenId: testCitizenId(777),
  phone: '13900097531',
  password: 'jinghong-7531',
  address: '灵山县武利镇惊鸿坳七十五号',
}
/** What officials write about somebody is theirs and the applicant's; so is what a file is called and what a draft holds. */
const PLANTED = {
  shop: '惊鸿小馆',
  opinion: '经查惊鸿坳有积水六寸',
  fileName: '惊鸿租房合同七五三一.pdf',
  draftShop: '未交的惊鸿二分号',
}
const SECRETS = [CANARY.name, CANARY.citizenId, CANARY.phone, CANARY.address, ...Object.values(PLANTED)]
const LEAKS = createLeakFinder(SECRETS)

/** Ends the session that the fuzz runs in. */
const LEFT_OUT = new Set(['identity.signOut'])

let app: TestApp
let strangers: [string, SignedIn | undefined][]
let insiders: [string, SignedIn][]
let ids: string[]
beforeAll(async () => {
  app = await openTestApp()
  ids = await plantCanary()
  strangers = [['nobody', undefined]]
  for (const login of ['liming', 'zhaojingtai', 'admin', 'tanwenbin']) strangers.push([login, await signIn(app, login)])
  insiders = []
  for (const login of ['chenjing', 'huangzhiqiang', 'qinguodong', 'mozhengming', 'suli'])
    insiders.push([login, await signIn(app, login)])
})
afterAll(() => app.close())

/** A person with an account, and an application under way at the window. @returns the ids of what is theirs, for others to try */
async function plantCanary(): Promise<string[]> {
  const { name, citizenId, phone, password } = CANARY
  const payload = { name, citizenId, phone, password, division: '450721101' }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const answer = await app.server.inject({ method: 'POST', url: '/api/registrations', headers, payload })
  expect(answer.statusCode, answer.body).toBe(200)
  const person = await signedInBy(app, answer)
  const clerk = await signIn(app, 'chenjing')
  const itemId = await findItemId(app, FOOD_ITEM)
  const application = {
    itemId,
    applicant: { kind: 'person', name, code: citizenId, phone },
    answers: { ...FOOD_ANSWERS, shopName: PLANTED.shop, placeAddress: CANARY.address, contactPhone: phone },
  }
  const registered = await ok<CaseSubmission>(clerk.post('/api/cases/register', application))
  const { caseId } = registered
  const { materialId } = (await viewOf(clerk, caseId)).materials[0]!
  const named = { name: PLANTED.fileName, type: 'application/pdf', bytes: PDF }
  const attached = await ok<CaseStanding>(upload(app, clerk, { caseId, materialId }, named))
  await act(clerk, attached, 'accept', { opinion: PLANTED.opinion })
  const draft = { itemId, applicantKind: 'person', answers: { ...application.answers, shopName: PLANTED.draftShop } }
  // A draft needs a proven name, which the new account does not have.
  const neighbour = await signIn(app, 'wangfang')
  const drafted = await ok<CaseStanding>(neighbour.post('/api/cases', draft))
  await app.drain()
  const view = JSON.stringify([await viewOf(clerk, caseId), await viewOf(neighbour, drafted.caseId)])
  const found = view.match(/\d{6}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
  return [...new Set([...found, person.accountId, itemId])]
}

const NASTY_TEXT = fc.constantFrom(
  '',
  ' ',
  "'; drop table ledger.entries; --",
  '%',
  '_%\\',
  '\\',
  '{{7*7}}',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '王'.repeat(9_000),
  'a'.repeat(70_000),
  '\u0000',
  '\ud800',
  '\u202e\u200b',
  '𠮷䶮',
  'null',
  '0x7fffffff',
  '9'.repeat(400),
  '1e309',
  '-1',
  '2026-02-30',
  '0001-01-01',
  '9999-12-31',
  '99999-01-01',
  '2026-11-22T00:00:00Z',
  'none~450721-0',
  '450721',
  '000000',
  '450721999999',
  '(a+)+$'.repeat(20),
  '((((((((',
  '食品 & | ! : * <->',
)
const NASTY_NUMBER = fc.constantFrom(0, 1, -1, 2, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 65_536)
const ANYTHING = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  NASTY_TEXT,
  NASTY_NUMBER,
  fc.constant({ __proto: { a: 1 }, constructor: 1 }),
)

interface Shape {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly TSchema[]
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** Mostly what the schema asks for, so that it comes past validation; sometimes anything at all. */
function inputOf(schema: TSchema): Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: fitting(schema as Shape) }, { weight: 1, arbitrary: ANYTHING })
}

function fitting(shape: Shape): Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map(inputOf))
  switch (shape.type) {
    case 'string':
      return textFor(shape)
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: shape.minimum ?? 0, max: Math.min(shape.maximum ?? 60, 1_000) }), NASTY_NUMBER)
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(inputOf(shape.items ?? {}), { maxLength: 4 })
    case 'object':
      return shape.properties && Object.keys(shape.properties).length > 0
        ? fc.record(Object.fromEntries(Object.entries(shape.properties).map(([name, part]) => [name, inputOf(part)])))
        : fc.dictionary(fc.constantFrom('a', 'shopName', 'constructor', '__proto', '名称'), ANYTHING)
    default:
      return ANYTHING
  }
}

function textFor({ pattern, format, minLength = 0, maxLength = 40 }: Shape): Arbitrary<string> {
  if (format === 'date')
    return fc.oneof(fc.constantFrom('2026-11-22', '2026-10-01', '9999-12-31', '0001-01-01'), NASTY_TEXT)
  if (format === 'citizen-id') return fc.constantFrom(testCitizenId(5), CANARY.citizenId)
  if (format === 'phone') return fc.constantFrom('13900000005', CANARY.phone)
  if (pattern?.includes('[0-9a-f]{12}')) return idArbitrary()
  if (pattern !== undefined)
    return fc.oneof(
      { weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern)) },
      { weight: 1, arbitrary: NASTY_TEXT },
    )
  const most = Math.min(maxLength, 200)
  const plain = fc.string({ unit: 'grapheme', minLength: Math.min(minLength, most), maxLength: most })
  return fc.oneof(plain, NASTY_TEXT, idArbitrary())
}

function idArbitrary(): Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constantFrom(newPublicId('450721'), newPublicId('620423'), newPublicId('000000')) },
  )
}

interface Request {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
  readonly fileName: string
  /** Where the text of the body is cut, doubled or altered: what a program that is broken sends, or one that tries. */
  readonly cuts: readonly Cut[]
  readonly headers: Readonly<Record<string, string>>
}

interface Cut {
  readonly at: number
  readonly length: number
  readonly instead: string
}

const CUT: Arbitrary<Cut> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  instead: fc.constantFrom(
    '',
    '"',
    '{',
    '}',
    '[',
    ',',
    '\\',
    '\\u0000',
    '\\ud83d',
    'null',
    '-',
    '1e999',
    '__proto__',
    '\u0000',
    '\ud800',
  ),
})
/** What may stand in a header by its own syntax, and means something to servers. */
const HEADERS = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-language',
    'range',
    'if-none-match',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-http-method-override',
  ),
  fc.constantFrom(
    '*/*',
    'text/html',
    'bytes=0-0,1-',
    '"a", W/"b"',
    '127.0.0.1, evil',
    'evil.example',
    'DELETE',
    'zh;q=9'.repeat(300),
  ),
  { maxKeys: 2 },
)

function cutInto(text: string, cuts: readonly Cut[]): string {
  return cuts.reduce((now, { at, length, instead }) => {
    const place = Math.floor(at * now.length)
    return now.slice(0, place) + instead + now.slice(place + length)
  }, text)
}

function requestOf({ contract }: BoundRoute): Arbitrary<Request> {
  const part = (schema: TSchema | undefined): Arbitrary<Record<string, unknown>> =>
    schema ? (fitting(schema) as Arbitrary<Record<string, unknown>>) : fc.constant({})
  // People are searched for by name, id and phone; nobody is entered under the name of somebody who is there.
  const search = fc.dictionary(
    fc.constantFrom('q', 'person', 'name', 'text', 'phone', 'code', 'holder'),
    fc.constantFrom(CANARY.name, CANARY.citizenId, CANARY.phone),
    { maxKeys: 1 },
  )
  return fc.record({
    params: part(contract.params),
    query: fc.tuple(part(contract.query), search).map(([query, more]) => ({ ...query, ...more })),
    body: contract.body ? inputOf(contract.body) : fc.constant({}),
    cuts: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(CUT, { minLength: 1, maxLength: 4 }) },
    ),
    headers: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: HEADERS }),
    fileName: fc.oneof(fc.constantFrom('材料.pdf', 'a".pdf', '../x.pdf', "'\r\nset-cookie: a=b.pdf"), NASTY_TEXT),
  })
}

function urlOf(path: string, { params, query }: Request): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => percent(params[name] ?? 'x'))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${percent(name)}=${percent(one)}`),
  )
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
}

/** An address can hold no half of a pair; all else is tried. */
function percent(value: unknown): string {
  return encodeURIComponent(asText(value).toWellFormed().slice(0, 2_000))
}

/** What is no text already, in JSON: an object may have no words of its own. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

let address = 0
function send(route: BoundRoute, by: SignedIn | undefined, request: Request): Promise<LightMyRequestResponse> {
  const { contract } = route
  address += 1
  const remoteAddress = `10.${(address >> 16) % 250}.${(address >> 8) % 250}.${address % 250}`
  const headers = { ...request.headers, ...by?.headers, 'idempotency-key': crypto.randomUUID() }
  const shared = { method: contract.method, url: urlOf(contract.path, request), remoteAddress }
  if (contract.upload) {
    const fields = Object.entries(request.body ?? {}).map(([name, value]) => [name, asText(value)])
    const form = multipart({ name: request.fileName, content: samplePdf() }, Object.fromEntries(fields))
    return app.server.inject({ ...shared, payload: form.payload, headers: { ...headers, ...form.headers } })
  }
  if (contract.method === 'GET') return app.server.inject({ ...shared, headers })
  const payload = cutInto(JSON.stringify(request.body), request.cuts)
  return app.server.inject({ ...shared, payload, headers: { ...headers, 'content-type': 'application/json' } })
}

const TELLTALE =
  /\bat [^\n]*\.(?:ts|js):\d+|node_modules|select .* from |syntax error|violates|relation "|duplicate key/i

function wrongWith(answer: LightMyRequestResponse, asked: Request, isStranger: boolean): string | undefined {
  if (answer.statusCode >= 500) return `answered ${answer.statusCode}`
  if (TELLTALE.test(answer.body)) return 'tells of the machine'
  const said = JSON.stringify(asked)
  const leak = isStranger ? LEAKS.find(answer.rawPayload, said) : undefined
  return leak === undefined ? undefined : `gives away ${leak}`
}

describe('the database after an application', () => {
  it("holds nobody's personal data in clear, in no table, queue or entry", async () => {
    const tables = await app.sql<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const [row] = await app.sql<{ text: string }>(
        `select left(t::text, 400) as text from ${name} t where t::text like any ($1) limit 1`,
        [SECRETS.map((secret) => `%${secret}%`)],
      )
      if (row) found.push(`${name}: ${row.text}`)
    }
    expect(found).toEqual([])
  })
})

/** What the platform serves beside the modules' routes, and what it does not serve. */
const PLATFORM_PATHS = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/openapi.json',
  '/ledger/checkpoint',
  '/ledger/tile',
  '/api',
  '/assets',
  '/',
]

describe("what is no module's route", () => {
  it('answers no fault to any path, and gives nothing away', async () => {
    const tail = fc.array(
      fc.oneof(
        fc.constantFrom('0', 'x001', '..', '%2e%2e', 'entries', '000', '%00', '%', '.git'),
        NASTY_TEXT.map(percent),
      ),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLATFORM_PATHS), tail, async (base, rest) => {
        const url = [base, ...rest].join('/').slice(0, 4_000)
        const answer = await app.server.inject({ method: 'GET', url, remoteAddress: '10.9.9.9' })
        expect(answer.statusCode).toBeLessThan(500)
        expect(answer.body).not.toMatch(TELLTALE)
        expect(LEAKS.find(answer.rawPayload, url)).toBeUndefined()
      }),
      { numRuns: 300, seed: SEED },
    )
  })
})

describe('every route under a storm of input', () => {
  it(
    `answers no fault, tells nothing of the machine and nobody's data (FUZZ_SEED=${SEED})`,
    async () => {
      const routes = app.routes.filter((row) => !LEFT_OUT.has(row.contract.name))
      const arbitraries = routes.map((row) => requestOf(row))
      const end = Date.now() + BUDGET_MS
      const wrong = new Map<string, string>()
      let sent = 0
      // At least once to every route, however slow the machine is today.
      for (let round = 0; round === 0 || Date.now() < end; round += 1) {
        for (const [index, row] of routes.entries()) {
          const [asked] = fc.sample(arbitraries[index]!, { seed: SEED + round * 1_000 + index, numRuns: 1 })
          const everybody = [...strangers, ...insiders]
          const [who, by] = everybody[(round + index) % everybody.length]!
          const isStranger = (round + index) % everybody.length < strangers.length
          const answer = await send(row, by, asked!)
          sent += 1
          const fault = wrongWith(answer, asked!, isStranger)
          if (fault !== undefined && !wrong.has(`${row.contract.name} ${fault}`))
            wrong.set(
              `${row.contract.name} ${fault}`,
              `as ${who}: ${JSON.stringify(asked).slice(0, 400)} → ${answer.body.slice(0, 300)}`,
            )
          if (round > 0 && Date.now() >= end) break
        }
      }
      if (process.env.FUZZ_MINUTES)
        process.stderr.write(`${sent} requests to ${routes.length} routes, FUZZ_SEED=${SEED}\n`)
      expect(Object.fromEntries(wrong)).toEqual({})
      expect(sent).toBeGreaterThanOrEqual(routes.length)
    },
    BUDGET_MS + 300_000,
  )
})
