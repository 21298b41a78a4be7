import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ANONYMOUS, ROLES } from '../src/kernel/index.ts'
import type { Actor, IncomingFile, Reach, Role } from '../src/kernel/index.ts'
import { samplePdf } from '../src/modules/files/fixtures.ts'
import type { BoundRoute, RequestFacts } from '../src/platform/http/index.ts'
import type * as Permits from '../src/platform/permits/index.ts'
import { fittingInput } from './fitting-input.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { plantCase } from './planted-case.ts'
import type { PlantedCase } from './planted-case.ts'
import { walledRows } from './walled-rows.ts'

const permits = vi.hoisted(() => ({ allowEverything: false }))

/** Permits that allow everything everywhere, once the county is set up: what is refused then is refused by the database alone. */
vi.mock('../src/platform/permits/index.ts', async (original) => {
  const real = await original<typeof Permits>()
  const everywhere: Reach = { areas: [{ lo: '', hi: ':', roles: Object.keys(ROLES) as Role[] }] }
  return {
    ...real,
    permitChecks: (...given: Parameters<typeof real.permitChecks>): Permits.PermitChecks => ({
      ...real.permitChecks(...given),
      ...(permits.allowEverything && {
        reach: () => everywhere,
        allows: () => true,
        require: () => undefined,
        requireProof: () => undefined,
      }),
    }),
    withinReach: (...given: Parameters<typeof real.withinReach>) =>
      permits.allowEverything ? sql<boolean>`true` : real.withinReach(...given),
  }
})

const COUNTY = '450721'
/** Entries of the ledger have no division: to the wall they are their county's, down to its towns. */
const OF_THE_SAME_COUNTY = /^supervision\.getStream tells .* of 450721101$/
/** Ends or begins a session of its own making: nothing of the county's rows. */
const LEFT_OUT = new Set(['identity.signOut'])

let app: TestApp
let planted: PlantedCase
beforeAll(async () => {
  app = await openTestApp()
  planted = await plantCase(app)
  permits.allowEverything = true
}, 120_000)
afterAll(() => app.close())

const FACTS: RequestFacts = {
  network: '10.9.9.9',
  userAgent: '',
  cookie: () => undefined,
  setCookie: () => undefined,
  forgetPages: () => undefined,
}
const fileOf = (): IncomingFile => ({
  fileName: '材料.pdf',
  declaredType: 'application/pdf',
  stream: Readable.from([samplePdf()]),
})

type Outsider = readonly [name: string, actor: Actor]

const STAFF = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'resident')

/** Every role in a post of another county, one of them by turns in a town of this one too; somebody else; nobody. */
function outsiders(turn: number): Outsider[] {
  const of = (role: Role, division: string): Outsider => [
    `${role} of ${division}`,
    actorWith(app, [role], { division }),
  ]
  return [
    ['nobody', ANONYMOUS],
    ['another resident', actorWith(app, ['resident'])],
    of(STAFF[turn % STAFF.length]!, '450721101'),
    ...STAFF.map((role) => of(role, '620423')),
  ]
}

/** What the route answers, as text; undefined when it refuses. */
async function call(row: BoundRoute, actor: Actor, turn: number): Promise<string | undefined> {
  const { contract } = row
  const parts = [contract.query, contract.body, contract.params].flatMap((part) => part ?? [])
  const input = Object.assign({}, ...parts.map((part) => fittingInput(part, planted.real, turn))) as unknown
  const file = fileOf()
  const work = { act: <T>(fn: Parameters<typeof app.as<T>>[1]) => app.as(actor, fn, 'read') }
  try {
    const prepared = await row.prepare?.(work, input, FACTS, file)
    const mode = contract.method !== 'GET' ? 'write' : row.records ? 'record' : 'read'
    const answer = await app.as(actor, (ctx) => row.run(ctx, input, file, FACTS, prepared), mode)
    return JSON.stringify(answer) ?? ''
  } catch {
    return undefined // Refused, whatever the reason: what it left behind is looked at in the tables.
  }
}

/** Rows that are gone or altered, and new ones where only those who reach the place may add some. */
function trespasses(before: Map<string, Set<string>>, after: Map<string, Set<string>>): string[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table)!
    return [...rows].filter((row) => !now.has(row)).map((row) => `${table}: ${row.slice(0, 200)}`)
  })
}

async function tryEverything(
  who: (turn: number) => readonly Outsider[],
): Promise<{ leaks: string[]; changes: string[]; answered: number }> {
  const before = await walledRows(app, COUNTY)
  const leaks: string[] = []
  let answered = 0
  for (const [turn, row] of app.routes.filter(({ contract }) => !LEFT_OUT.has(contract.name)).entries()) {
    for (const [index, [name, actor]] of who(turn).entries()) {
      const answer = await call(row, actor, turn + index)
      if (answer === undefined) continue
      answered += 1
      const leak = planted.secrets.find((secret) => answer.includes(secret))
      if (leak !== undefined) leaks.push(`${row.contract.name} tells ${leak} to ${name}`)
    }
  }
  return { leaks: [...new Set(leaks)], changes: trespasses(before, await walledRows(app, COUNTY)), answered }
}

describe('every route × every role from elsewhere, with permits that allow everything', () => {
  it('reads and changes no row of the county: the wall alone holds', async () => {
    const { leaks, changes, answered } = await tryEverything(outsiders)
    expect.soft(leaks.filter((leak) => !OF_THE_SAME_COUNTY.test(leak))).toEqual([])
    expect.soft(changes).toEqual([])
    expect(answered).toBeGreaterThan(100)
  }, 500_000)

  it('still serves those of the county', async () => {
    const { leaks } = await tryEverything(() => [['here', actorWith(app, ['supervisor'], { division: COUNTY })]])
    expect(leaks.length).toBeGreaterThan(2)
  }, 200_000)

  it('would notice it if there were no wall', async () => {
    for (const table of (await walledRows(app, COUNTY)).keys())
      await app.sql(`alter table ${table} disable row level security`)
    const { leaks } = await tryEverything((turn) => outsiders(turn).slice(1, 4))
    expect(leaks.length).toBeGreaterThan(2)
  }, 300_000)
})
