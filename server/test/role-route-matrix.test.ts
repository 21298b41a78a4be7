import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../src/kernel/index.ts'
import type { Role } from '../src/kernel/index.ts'
import type { BoundRoute } from '../src/platform/http/index.ts'
import { checkPermit } from '../src/platform/http/handler.ts'
import { ANONYMOUS, Problem } from '../src/kernel/index.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'

let app: TestApp
let accounts: Map<string, SignedIn>
/** One demo account for each role that the demo county fills. */
const LOGINS: Partial<Record<Role, string>> = {
  resident: 'wangfang',
  'window-clerk': 'chenjing',
  handler: 'huangzhiqiang',
  reviewer: 'liangxiuying',
  approver: 'qinguodong',
  'agency-head': 'weijianhua',
  'certificate-clerk': 'suli',
  archivist: 'liaojingwen',
  'data-protection-officer': 'luojiaxin',
  'item-admin': 'tanwenbin',
  'item-drafter': 'nongxuemei',
  'legal-reviewer': 'lumingde',
  'item-publisher': 'moliqing',
  supervisor: 'mozhengming',
  'system-admin': 'admin',
  'security-admin': 'luweiping',
  auditor: 'ningshenji',
}

beforeAll(async () => {
  app = await openTestApp()
  accounts = new Map()
  for (const [role, login] of Object.entries(LOGINS)) accounts.set(role, await signIn(app, login))
})
afterAll(() => app.close())

/** Limits count by address: each request comes from another one. */
let address = 0
const remoteAddress = (): string => `10.1.${Math.floor((address += 1) / 250)}.${address % 250}`

const allowed = (route: BoundRoute, role: Role): boolean =>
  route.permit === 'public' ||
  route.permit === 'signed-in' ||
  (app.permits.find((permit) => permit.name === route.permit)?.roles.includes(role) ?? false)

const outcomeOf = (check: () => void): number => {
  try {
    check()
    return 200
  } catch (error) {
    if (error instanceof Problem) return error.definition.status
    throw error
  }
}

describe('every route × every role', () => {
  it('names a permit that exists', () => {
    const known = new Set(app.permits.map((permit) => permit.name))
    const unknown = app.routes.filter(
      (route) => !['public', 'signed-in'].includes(route.permit) && !known.has(route.permit),
    )
    expect(unknown.map((route) => route.contract.name)).toEqual([])
  })

  it('is decided as the permits say, for actors made of each role alone', () => {
    for (const route of app.routes) {
      for (const role of Object.keys(ROLES) as Role[]) {
        const actor = actorWith(app, [role])
        expect(
          outcomeOf(() => checkPermit(route.permit, actor)),
          `${route.contract.name} as ${role}`,
        ).toBe(allowed(route, role) ? 200 : 403)
      }
      expect(
        outcomeOf(() => checkPermit(route.permit, ANONYMOUS)),
        `${route.contract.name} as nobody`,
      ).toBe(route.permit === 'public' ? 200 : 401)
    }
  })

  it('answers over HTTP: 401 to nobody, 403 without the permit, anything else with it', async () => {
    const wrong: string[] = []
    for (const route of app.routes) {
      const url = route.contract.path.replace(/:\w+/g, 'x')
      const bare = await app.server.inject({ method: route.contract.method, url, remoteAddress: remoteAddress() })
      if ((bare.statusCode === 401) !== (route.permit !== 'public'))
        wrong.push(`${route.contract.name} as nobody: ${bare.statusCode}`)
      for (const [role, by] of accounts) {
        const answer = await app.server.inject({
          method: route.contract.method,
          url,
          headers: by.headers,
          remoteAddress: remoteAddress(),
        })
        const isRefused = answer.statusCode === 403 && answer.json<{ code: string }>().code === 'permit/not-allowed'
        if (isRefused === allowed(route, role as Role))
          wrong.push(`${route.contract.name} as ${role}: ${answer.statusCode} ${answer.body.slice(0, 120)}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('never answers a fault to an empty request', async () => {
    const faults: string[] = []
    for (const route of app.routes) {
      const url = route.contract.path.replace(/:\w+/g, 'x')
      for (const by of accounts.values()) {
        const headers = { ...by.headers, 'idempotency-key': crypto.randomUUID() }
        const answer = await app.server.inject({
          method: route.contract.method,
          url,
          headers,
          remoteAddress: remoteAddress(),
          ...(route.contract.method !== 'GET' && { payload: {} }),
        })
        if (answer.statusCode >= 500) faults.push(`${route.contract.name}: ${answer.body.slice(0, 200)}`)
      }
    }
    expect([...new Set(faults)]).toEqual([])
  })
})
