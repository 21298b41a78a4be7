import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { Problem, ROLES, newPublicId } from '../../../kernel/index.ts'
import type { Actor, Role } from '../../../kernel/index.ts'
import { grantsOf } from '../../../platform/permits/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import { newCase, newSealedPart } from '../actions/new-case.ts'
import { casesPermits } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { FOOD_ITEM, casesContext, findItemId, registered, signInCast } from '../fixtures.ts'
import * as caseStore from '../store/case-store.ts'
import { getCase } from './get-case.ts'
import { listCases } from './list-cases.ts'
import { listMyCases } from './list-my-cases.ts'

/** A county with a town and a village of it, another town, and places outside, down to another province. */
const DIVISIONS = ['450721', '450721001', '450721001003', '450721002', '450722', '450702', '620423', '620423101']
/** Posts may also be of the city or of the province above. */
const PLACES = [...DIVISIONS, '450700', '450000']
const ORGANIZATIONS = Array.from({ length: 3 }, () => newPublicId('450721'))
const ACCOUNTS = Array.from({ length: 4 }, () => newPublicId('000000'))
const STATES = ['draft', 'withdrawn', 'submitted', 'received', 'accepted'] as const

let app: TestApp
let cases: Case[]
beforeAll(async () => {
  app = await openTestApp()
  cases = await app.act({ mode: 'record' }, async (ctx) => insertCases(casesContext(app, ctx)))
})
afterAll(() => app.close())

/** One of each place, organization and state in turn, handed in or not, some without an account. */
async function insertCases(ctx: ReturnType<typeof casesContext>): Promise<Case[]> {
  const item = await ctx.catalogue.getItem(ctx, await findItemId(app, FOOD_ITEM))
  const applicant = { kind: 'person', name: '陆小梅', code: '999999200001010628', phone: '13900000009' } as const
  const made = Array.from({ length: 60 }, (_, index): Case => {
    const division = DIVISIONS[index % DIVISIONS.length]!
    const state = STATES[index % STATES.length]!
    const ownerId = [...ACCOUNTS, undefined][index % 5]
    const isHandedIn = state !== 'draft' && index % 7 !== 0
    const aCase = newCase(
      ctx,
      { ...item, division, organizationId: ORGANIZATIONS[index % 3]! },
      { ownerId, channel: 'web' },
    )
    const numbers = { caseNo: `test-${index}`, queryCode: `test-${index}` }
    const times = state === 'accepted' ? { acceptedAt: ctx.now, acceptedOn: ctx.today } : {}
    return {
      ...aCase,
      ...times,
      state: isHandedIn ? state : state === 'withdrawn' ? 'withdrawn' : 'draft',
      ...(isHandedIn && numbers),
    }
  })
  for (const aCase of made) await caseStore.insert(ctx, { aCase, sealed: newSealedPart(ctx, applicant, {}) })
  return made
}

const roles = fc.constantFrom(...(Object.keys(ROLES) as Role[]).filter((role) => role !== 'resident'))
const posts: fc.Arbitrary<HeldPost[]> = fc.array(
  fc.record({ role: roles, division: fc.constantFrom(...PLACES), organizationId: fc.constantFrom(...ORGANIZATIONS) }),
  { maxLength: 3 },
)

function official(held: HeldPost[]): Actor {
  const accountId = newPublicId('000000')
  const terms = { posts: held, roles: held.map((post) => post.role), accountId }
  return { ...actorWith(app, ['handler']), accountId, roles: terms.roles, grants: grantsOf(app.permits, terms) }
}

/** The rule, said plainly: a post sees what was handed in below its place, of its own organization where the role is bound to one. */
function maySee(held: readonly HeldPost[], { division, organizationId, caseNo }: Case): boolean {
  return (
    caseNo !== undefined &&
    held.some(
      (post) =>
        casesPermits.read.roles.includes(post.role) &&
        division.startsWith(post.division.replace(/^(\d{2})0000$|^(\d{4})00$/, '$1$2')) &&
        (ROLES[post.role].reach === 'division' || organizationId === post.organizationId),
    )
  )
}

const read = <T>(actor: Actor, run: (ctx: ReturnType<typeof casesContext>) => Promise<T>): Promise<T> =>
  app.as(actor, (ctx) => run(casesContext(app, ctx)), 'record')

async function mayGet(actor: Actor, caseId: string): Promise<boolean> {
  return read(actor, (ctx) => getCase(ctx, { caseId })).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem && error.definition.code === 'cases/not-found') return false
      throw error
    },
  )
}

describe('which cases somebody sees', () => {
  it('are, for officials, those within the reach of their posts and handed in: in the list and by address alike', async () => {
    await fc.assert(
      fc.asyncProperty(posts, fc.nat({ max: 59 }), async (held, chosen) => {
        const actor = official(held)
        const { cases: listed } = await read(actor, (ctx) => listCases(ctx, { limit: 100 }))
        const expected = cases.filter((aCase) => maySee(held, aCase)).map((aCase) => aCase.id)
        expect(listed.map((one) => one.caseId).toSorted()).toEqual(expected.toSorted())
        const one = cases[chosen]!
        expect(await mayGet(actor, one.id)).toBe(maySee(held, one))
      }),
      { numRuns: 60 },
    )
  })

  it('are, for applicants, their own and nobody else’s, without the drafts they gave up', async () => {
    for (const accountId of ACCOUNTS) {
      const actor = actorWith(app, ['resident'], { accountId })
      const { cases: listed } = await read(actor, (ctx) => listMyCases(ctx, { limit: 100 }))
      const own = cases.filter((aCase) => aCase.ownerId === accountId)
      const shown = own.filter((aCase) => aCase.caseNo !== undefined || aCase.state !== 'withdrawn')
      expect(listed.map((one) => one.caseId).toSorted()).toEqual(shown.map((aCase) => aCase.id).toSorted())
      for (const aCase of cases.slice(0, 20)) expect(await mayGet(actor, aCase.id)).toBe(aCase.ownerId === accountId)
    }
  })

  it('come page by page, each once, and a page that is none is refused', async () => {
    const actor = official([{ role: 'supervisor', division: '450000', organizationId: ORGANIZATIONS[0]! }])
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await read(actor, (ctx) => listCases(ctx, { limit: 7, cursor }))
      seen.push(...page.cases.map((one) => one.caseId))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(cases.filter(({ caseNo, division }) => caseNo && division.startsWith('45')).length)
    const { clerk } = await signInCast(app)
    expect((await clerk.get('/api/cases?cursor=2026-01-01~x')).json()).toMatchObject({
      status: 400,
      code: 'http/invalid-input',
    })
  })

  it('are found by number and by person only when told exactly', async () => {
    const { clerk } = await signInCast(app)
    const { caseId, caseNo } = await registered(app, clerk)
    const find = async (query: string) =>
      (await clerk.get(`/api/cases?${query}`)).json<{ cases: { caseId: string }[] }>().cases.map((one) => one.caseId)
    for (const person of ['王芳', '999999199003120243', '13900000001'])
      expect(await find(`person=${encodeURIComponent(person)}`)).toEqual([caseId])
    expect(await find(`person=${encodeURIComponent('王')}`)).toEqual([])
    expect(await find(`number=${caseNo}`)).toEqual([caseId])
    expect(await find(`number=${caseNo.slice(0, -1)}`)).toEqual([])
  })
})
