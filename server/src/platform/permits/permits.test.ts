import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { ROLES, systemActor } from '../../kernel/index.ts'
import type { Actor, PermitDefinition, Reachable, Role } from '../../kernel/index.ts'
import { tablesOf } from '../db/index.ts'
import { grantsOf, permitChecks, withinReach } from './index.ts'
import type { HeldPost } from './index.ts'

/** Places of two regions, down to villages; and who stands above whom, written down by hand instead of derived from codes. */
const PARENTS: Readonly<Record<string, string | undefined>> = {
  '000000': undefined,
  '450000': '000000',
  '450700': '450000',
  '450721': '450700',
  '450722': '450700',
  '450721101': '450721',
  '450721101001': '450721101',
  '450721101002': '450721101',
  '450721102': '450721',
  '450721102001': '450721102',
  '460000': '000000',
  '460105': '460000',
  '620423': '000000',
  '620423100': '620423',
}
const PLACES = Object.keys(PARENTS)
const ORGANIZATIONS = ['approval-bureau', 'health-bureau', 'town-office']
const ACCOUNTS = ['wang', 'li', 'chen']
const EVERY_ROLE = Object.keys(ROLES) as Role[]

/** Every place with every organization and owner, and rows that have none of either. */
const ROWS: Reachable[] = PLACES.flatMap((division) =>
  [...ORGANIZATIONS, undefined].flatMap((organizationId) =>
    [...ACCOUNTS, undefined].map((ownerId) => ({
      division,
      ...(organizationId !== undefined && { organizationId }),
      ...(ownerId !== undefined && { ownerId }),
    })),
  ),
)

interface Holder {
  readonly posts: readonly HeldPost[]
  readonly isResident: boolean
  readonly accountId: string
}

const anyHolder: fc.Arbitrary<Holder> = fc.record({
  posts: fc.array(
    fc.record({
      role: fc.constantFrom(...EVERY_ROLE.filter((role) => role !== 'resident')),
      division: fc.constantFrom(...PLACES),
      organizationId: fc.constantFrom(...ORGANIZATIONS),
    }),
    { maxLength: 6 },
  ),
  isResident: fc.boolean(),
  accountId: fc.constantFrom(...ACCOUNTS),
})
const anyPermit: fc.Arbitrary<PermitDefinition> = fc
  .subarray(EVERY_ROLE, { minLength: 1 })
  .map((roles) => ({ name: 'things.do', title: '办理', roles }))

/** The rule in one sentence: a post of one of the permit's roles, above the row, and in its organization where the role asks that. */
function mayReach(holder: Holder, permit: PermitDefinition, row: Reachable): boolean {
  const isOwn = permit.roles.includes('resident') && holder.isResident && row.ownerId === holder.accountId
  return isOwn || holder.posts.some((post) => permit.roles.includes(post.role) && covers(post, row))
}

function covers(post: HeldPost, row: Reachable): boolean {
  if (!isAbove(post.division, row.division)) return false
  return ROLES[post.role].reach === 'division' || post.organizationId === row.organizationId
}

function isAbove(place: string, division: string): boolean {
  for (let at: string | undefined = division; at !== undefined; at = PARENTS[at]) if (at === place) return true
  return false
}

function actorOf(holder: Holder, permit: PermitDefinition): Actor {
  const { posts, isResident, accountId } = holder
  const roles: Role[] = [...posts.map(({ role }) => role), ...(isResident ? ['resident' as const] : [])]
  const grants = grantsOf([permit], { posts, roles, accountId })
  return { kind: 'staff', accountId, jurisdiction: '450721', roles, grants }
}

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await app.sql(`create table public.things (n integer primary key, jurisdiction text collate "C" not null,
    division text collate "C" not null, organization_id text, owner_id text)`)
  await app.sql('grant select on public.things to yiwang_app, yiwang_worker, yiwang_reader')
  for (const [n, { division, organizationId, ownerId }] of ROWS.entries()) {
    const values = [n, division.slice(0, 6), division, organizationId ?? null, ownerId ?? null]
    await app.sql('insert into public.things values ($1, $2, $3, $4, $5)', values)
  }
})
afterAll(() => app.close())

/** What the predicate finds on the database, by the places of the rows. */
async function found(actor: Actor, withCounty: boolean): Promise<number[]> {
  const reach = permitChecks(actor).reach('things.do')
  const columns = { division: 'division', organization: 'organization_id', owner: 'owner_id' }
  const where = withinReach(reach, withCounty ? { ...columns, jurisdiction: 'jurisdiction' } : columns)
  const query = sql<{ n: number }>`select n from public.things where ${where} order by n`
  const { rows } = await app.as(systemActor('test'), (ctx) => query.execute(tablesOf<unknown>(ctx.tx)), 'read')
  return rows.map(({ n }) => n)
}

describe('a permit', () => {
  it('lets see in a list exactly the rows that the rule says, whatever the posts', async () => {
    await fc.assert(
      fc.asyncProperty(anyHolder, anyPermit, fc.boolean(), async (holder, permit, withCounty) => {
        const expected = [...ROWS.keys()].filter((n) => mayReach(holder, permit, ROWS[n]!))
        expect(await found(actorOf(holder, permit), withCounty)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('decides of one row as of the list, and refuses with the reason that gives nothing away', () => {
    fc.assert(
      fc.property(anyHolder, anyPermit, (holder, permit) => {
        const checks = permitChecks(actorOf(holder, permit))
        for (const row of ROWS) {
          const may = mayReach(holder, permit, row)
          expect(checks.allows('things.do', row)).toBe(may)
          expect(checks.allows('things.undo', row)).toBe(false)
          if (may) expect(() => checks.require('things.do', row)).not.toThrow()
          else expect(() => checks.require('things.do', row)).toThrow(/permit\/(out-of-reach|not-allowed)/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('that nobody gave says so, and one that ends before the row is nothing but absent', () => {
    const post = { role: 'handler' as const, division: '450721', organizationId: 'health-bureau' }
    const holder = { posts: [post], isResident: false, accountId: 'wang' }
    const checks = permitChecks(actorOf(holder, { name: 'things.do', title: '办理', roles: ['handler'] }))
    expect(() => checks.require('things.undo', { division: '450721' })).toThrow('permit/not-allowed')
    expect(() => checks.require('things.do', { division: '450722' })).toThrow('permit/out-of-reach')
  })
})
