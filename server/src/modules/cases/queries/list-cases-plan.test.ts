import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor, Role } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import { grantsOf } from '../../../platform/permits/index.ts'
import { casesContext, registered, signInCast } from '../fixtures.ts'
import { listQuery } from '../store/case-store.ts'
import { listCases } from './list-cases.ts'

const CASES = 6_000
const ITEMS = 500
const VILLAGES = 400
const PAGE = 21
const county = '450721'
const organizationIds = Array.from({ length: 30 }, () => newPublicId(county))
/** 450721101001 to 450721120020: twenty towns of twenty villages. */
const villages = Array.from({ length: VILLAGES }, (_, n) =>
  [county, 101 + Math.floor(n / 20), String(1 + (n % 20)).padStart(3, '0')].join(''),
)

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const cast = await signInCast(app)
  await registered(app, cast.clerk)
  await app.sql(
    `insert into cases.cases
     select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'division', ($1::text[])[1 + n % ${VILLAGES}],
       'item_id', 'item-' || n % ${ITEMS}, 'organization_id', ($2::text[])[1 + n % 30], 'case_no', 'N' || n, 'query_code', 'Q' || n,
       'updated_at', timestamptz '2026-01-01' + n * interval '7 minutes'))).*
     from cases.cases c, generate_series(1, ${CASES}) n`,
    [villages, organizationIds],
  )
  // Another county, busier and newer: it must cost this one's officers nothing.
  await app.sql(
    `insert into cases.cases
     select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'jurisdiction', '620423', 'division', '620423',
       'organization_id', '620423-x', 'case_no', 'M' || n, 'query_code', 'P' || n, 'updated_at', timestamptz '2026-11-01' + n * interval '1 minute'))).*
     from cases.cases c, generate_series(1, ${CASES}) n where c.case_no = 'N1'`,
  )
  await app.sql('analyze cases.cases')
}, 120_000)
afterAll(() => app.close())

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Subplan Name'?: string
  readonly Plans?: readonly PlanNode[]
}

async function planOf(actor: Actor) {
  const found = await app.as(
    actor,
    (ctx) => {
      const query = listQuery(ctx.tx, ctx.permit.reach('cases.read'), { limit: PAGE })
      const explained = sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>`explain (analyze, format json) ${query}`
      return explained.execute(tablesOf<unknown>(ctx.tx))
    },
    'read',
  )
  const nodes = flatten(found.rows[0]!['QUERY PLAN'][0].Plan)
  const read = nodes.filter((node) => !node.Plans)
  return {
    kinds: nodes.map((node) => node['Node Type']),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    perRow: nodes.filter((node) => node['Subplan Name'] !== undefined || node['Node Type'] === 'Function Scan').length,
    rowsRead: read.reduce(
      (sum, node) => sum + node['Actual Rows'] * node['Actual Loops'] + (node['Rows Removed by Filter'] ?? 0),
      0,
    ),
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

function holding(posts: { role: Role; division: string; organizationId: string }[]): Actor {
  const accountId = newPublicId('000000')
  const roles = [...new Set(posts.map(({ role }) => role))]
  const grants = grantsOf(app.permits, { posts, roles, accountId })
  return { kind: 'staff', accountId, staffId: accountId, jurisdiction: county, roles, grants }
}

const ofCounty = () => actorWith(app, ['window-clerk'])
const ofEveryVillage = () =>
  holding(
    villages.map((division) => ({ role: 'window-clerk' as const, division, organizationId: organizationIds[0]! })),
  )

describe('the officials’ list of cases, with five hundred items in four hundred villages', () => {
  it('costs a page and not the county: one index in order of time, nothing asked row by row', async () => {
    const plan = await planOf(ofCounty())
    expect(plan).toMatchObject({ indexes: ['cases_newest_of_county'], perRow: 0 })
    expect(plan.kinds).not.toContain('Sort')
    expect(plan.rowsRead).toBeLessThanOrEqual(PAGE * 2)
  })

  it('costs the same for somebody who has a post in each of the villages', async () => {
    const plan = await planOf(ofEveryVillage())
    expect(plan).toMatchObject({ indexes: ['cases_newest_of_county'], perRow: 0 })
    expect(plan.rowsRead).toBeLessThanOrEqual(PAGE * 2)
  })

  it('costs what one organization or one village has, where that is all of the reach', async () => {
    const organizationId = organizationIds[3]!
    const handler = await planOf(actorWith(app, ['handler'], { organizationId }))
    expect(handler.perRow).toBe(0)
    expect(handler.kinds).not.toContain('Seq Scan')
    expect(handler.rowsRead).toBeLessThanOrEqual(PAGE * 40)
    const village = await planOf(actorWith(app, ['window-clerk'], { division: villages[7]! }))
    expect(village.kinds).not.toContain('Seq Scan')
    expect(village.rowsRead).toBeLessThanOrEqual(CASES / VILLAGES + PAGE)
  })

  it('shows what lies in the reach and nothing else', async () => {
    const town = actorWith(app, ['window-clerk'], { division: '450721105' })
    const { cases } = await app.as(town, (ctx) => listCases(casesContext(app, ctx), { limit: 20 }), 'read')
    expect(cases).toHaveLength(20)
    const ids = cases.map((one) => one.caseId.slice(7))
    const rows = await app.sql<{ n: string }>(
      `select count(*) n from cases.cases where id = any ($1::uuid[]) and division like '450721105%'`,
      [ids],
    )
    expect(Number(rows[0]!.n)).toBe(20)
  })
})
