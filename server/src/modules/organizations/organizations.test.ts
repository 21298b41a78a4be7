import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { divisionRange } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { assignPost } from './actions/assign-post.ts'
import { confirmAppointment, refuseAppointment } from './actions/decide-appointment.ts'
import { createStaff } from './actions/create-staff.ts'
import { endPost } from './actions/end-post.ts'
import { grantAuthorization } from './actions/grant-authorization.ts'
import { revokeAuthorization } from './actions/revoke-authorization.ts'
import { buildStaff, demoOrganization } from './fixtures.ts'
import { listAppointments } from './queries/list-appointments.ts'
import { listAuthorizations } from './queries/list-authorizations.ts'
import { listStaff } from './queries/list-staff.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

function fileOf(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../data/divisions/${name}`, import.meta.url), 'utf8'))
}

function importFile(name: string) {
  return app.act({ mode: 'write' }, (ctx) =>
    app.modules.organizations.api.importDivisions(ctx, { content: fileOf(name), fileName: name }),
  )
}

async function entriesOf(stream: string): Promise<string[]> {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map((row) => row.kind)
}

describe('the seed', () => {
  it('brings 灵山县 with its 19 towns and 414 villages', async () => {
    const rows = await app.sql(
      "select level, count(*)::int as n from organizations.divisions where code >= '450721' and code < '450722' group by level order by level",
    )
    expect(rows).toEqual([
      { level: 3, n: 1 },
      { level: 4, n: 19 },
      { level: 5, n: 414 },
    ])
  })

  it('gives every department that owns items a handler, a reviewer and an approver', async () => {
    const rows = await app.sql<{ name: string; roles: string[] }>(`
      select o.name, array_agg(distinct p.role order by p.role) as roles from organizations.organizations o
      join organizations.posts p on p.jurisdiction = o.jurisdiction and p.organization_id = o.id
      where o.kind = 'department' and p.role in ('handler', 'reviewer', 'approver') group by o.name`)
    expect(rows.length).toBeGreaterThanOrEqual(8)
    for (const row of rows) expect(row.roles).toEqual(['approver', 'handler', 'reviewer'])
  })
})

describe('the register of divisions', () => {
  it('takes a county once: the second import changes nothing and leaves no entry', async () => {
    const first = await importFile('520525-nayong.json')
    expect(first).toMatchObject({ taken: 476, changed: 0, unchanged: 0, refused: [] })
    const entries = await entriesOf('divisions')
    const second = await importFile('520525-nayong.json')
    expect(second).toMatchObject({ taken: 0, changed: 0, unchanged: 476, refused: [] })
    expect(await entriesOf('divisions')).toEqual(entries)
  })

  it('takes a league to the town and the whole country to the county, and says what it folded', async () => {
    expect(await importFile('15-inner-mongolia.json')).toMatchObject({ taken: 1346, refused: [] })
    const country = await importFile('china-to-county.json')
    expect(country).toMatchObject({ folded: 3, changed: 0, refused: [] })
    expect(country.taken + country.unchanged).toBe(3348)
  })

  it('answers the same subtree by range as by descending parents', async () => {
    for (const code of ['450721', '450721001', '450700', '150100', '150000', '321371']) {
      const { lo, hi } = divisionRange(code)
      const [byRange] = await app.sql<{ codes: string[] | null }>(
        'select array_agg(code order by code) as codes from organizations.divisions where code >= $1 and code < $2',
        [lo, hi],
      )
      const [byDescent] = await app.sql<{ codes: string[] | null }>(
        `with recursive below as (
           select code from organizations.divisions where code = $1
           union all select d.code from organizations.divisions d join below b on d.parent = b.code)
         select array_agg(code order by code) as codes from below`,
        [code],
      )
      expect(byRange).toEqual(byDescent)
    }
  })

  it('is open to everybody who picks an address', async () => {
    const village = await app.server.inject({ url: '/api/divisions/450721001001' })
    expect(village.json().path.map((one: { name: string }) => one.name)).toEqual([
      '广西壮族自治区',
      '钦州市',
      '灵山县',
      '灵城街道',
      '六峰社区居委会',
    ])
    const towns = await app.server.inject({ url: '/api/divisions/450721/children' })
    expect(towns.json().divisions).toHaveLength(19)
    const provinces = await app.server.inject({ url: '/api/divisions/000000/children' })
    expect(provinces.json().divisions).toHaveLength(31)
    const leaf = await app.server.inject({ url: '/api/divisions/450721001001/children' })
    expect(leaf.json()).toEqual({ divisions: [] })
  })

  it('says that it does not know a division', async () => {
    for (const url of ['/api/divisions/999999', '/api/divisions/999999/children']) {
      const answer = await app.server.inject({ url })
      expect(answer.statusCode).toBe(404)
      expect(answer.json()).toMatchObject({ code: 'organizations/division-unknown' })
    }
    expect((await app.server.inject({ url: '/api/divisions/45x' })).statusCode).toBe(400)
  })

  it('names a place from its county down', async () => {
    const names = await app.act({ mode: 'read' }, (ctx) =>
      Promise.all([
        app.modules.organizations.api.divisionName(ctx, '450721001'),
        app.modules.organizations.api.divisionName(ctx, '450700'),
      ]),
    )
    expect(names).toEqual(['灵山县灵城街道', '钦州市'])
  })
})

describe('departments and windows', () => {
  it('are listed by division, with their opaque codes', async () => {
    const answer = await app.server.inject({ url: '/api/organizations?division=450721' })
    const codes = answer.json().organizations.map((one: { code: string }) => one.code)
    expect(codes).toContain('TE4507211000000003')
    expect(codes).not.toContain('YW6204230000000001')
    const windows = await app.server.inject({ url: '/api/windows?division=450721' })
    expect(windows.json().windows).toHaveLength(4)
    expect(windows.json().windows[0]).toMatchObject({ organizationName: '灵山县政务服务中心', phone: '0777-6428001' })
  })

  it('give names by ids in one answer, and leave out who is not there', async () => {
    const bureau = await demoOrganization(app)
    const names = await app.act({ mode: 'read' }, (ctx) =>
      app.modules.organizations.api.organizationNames(ctx, [
        bureau.id,
        bureau.id,
        `450721-${'0'.repeat(8)}-0000-7000-8000-000000000000`,
      ]),
    )
    expect([...names]).toEqual([[bureau.id, '灵山县行政审批局']])
  })
})

/** What the composition root gives: whoever copies posts is told. */
const posting = (ctx: Context) => ({
  ...ctx,
  postsChanged: app.modules.identity.api.refreshPosts,
  staffLeft: app.modules.identity.api.closeOfStaff,
  joinerConfirmed: app.modules.identity.api.welcomeJoiner,
  keptBy: app.modules['sign-on'].api.keptBy,
})

/** The second person. */
const security = () => actorWith(app, ['security-admin'], { division: '450721' })

function confirm(appointmentId: string, by = security()) {
  return app.as(by, (ctx) => confirmAppointment(posting(ctx), { appointmentId, version: 1 }))
}

function staffOf(staffId: string) {
  return app.act({ mode: 'read' }, async (ctx) => (await app.modules.organizations.api.findStaff(ctx, staffId))!)
}

async function codeOf(refused: Promise<unknown>): Promise<string> {
  return refused.then(
    () => 'it was accepted',
    (error: { definition: { code: string } }) => error.definition.code,
  )
}

describe('a post is given by two people', () => {
  const admin = actorWithStaff(['system-admin'])

  async function propose(staffNo: string, days: { startsOn?: string; endsOn?: string } = {}) {
    const staff = await buildStaff(app, { staffNo, roles: [] })
    const post = { role: 'handler' as const, organizationId: staff.organizationId, division: '450721' }
    const { id: staffId, version } = staff
    return app.as(admin(), (ctx) => assignPost(ctx, { staffId, version, ...post, ...days }))
  }

  it('and confirmed neither by who proposed it, nor by whom it is for, nor from another county', async () => {
    const proposed = await propose('A-1')
    const itself = { ...security(), staffId: proposed.staffId }
    expect(await codeOf(confirm(proposed.id, itself))).toBe('organizations/second-person')
    const proposer = { ...security(), staffId: proposed.proposedBy }
    expect(await codeOf(confirm(proposed.id, proposer))).toBe('organizations/second-person')
    expect(await codeOf(confirm(proposed.id, admin()))).toBe('permit/not-allowed')
    const elsewhere = actorWith(app, ['security-admin'], { division: '620423' })
    // The wall under the permit answers first, and as if there were none.
    expect(await codeOf(confirm(proposed.id, elsewhere))).toBe('organizations/appointment-unknown')
    expect((await confirm(proposed.id)).state).toBe('confirmed')
    expect(await codeOf(confirm(proposed.id))).toBe('organizations/appointment-decided')
    const nothing = '450721-00000000-0000-7000-8000-000000000000'
    expect(await codeOf(confirm(nothing))).toBe('organizations/appointment-unknown')
  })

  it('or sent back with a reason, and then permits nothing', async () => {
    const { id: appointmentId, staffId } = await propose('A-2')
    const seen = await app.as(security(), (ctx) => listAppointments(ctx, { state: 'proposed' }), 'read')
    expect(seen.appointments[0]).toMatchObject({ id: appointmentId, state: 'proposed', abilities: { confirm: true } })
    const input = { appointmentId, version: 1, reason: '没有任职文件' }
    expect((await app.as(security(), (ctx) => refuseAppointment(ctx, input))).state).toBe('refused')
    expect((await staffOf(staffId)).posts).toEqual([])
    expect(await entriesOf(`staff:${staffId}`)).toContain('organizations/PostRefused.v1')
  })

  it('for days to come only, and the rules of posts are asked again when it is confirmed', async () => {
    expect(await codeOf(propose('A-3', { startsOn: '2020-01-01' }))).toBe('organizations/post-period')
    expect(await codeOf(propose('A-4', { startsOn: '2099-02-01', endsOn: '2099-01-01' }))).toBe(
      'organizations/post-period',
    )
    const first = await propose('A-5')
    const staff = await staffOf(first.staffId)
    const auditor = { role: 'auditor' as const, organizationId: staff.organizationId, division: '450721' }
    const second = await app.as(admin(), (ctx) =>
      assignPost(ctx, { staffId: staff.id, version: staff.version, ...auditor }),
    )
    await confirm(first.id)
    expect(await codeOf(confirm(second.id))).toBe('organizations/post-conflicts')
  })
})

describe('the days of a post', () => {
  const admin = () => actorWith(app, ['system-admin'], { division: '450721' })

  it('may be cut short by one administrator, and not put off', async () => {
    const staff = await buildStaff(app, { staffNo: 'A-6', roles: [] })
    const post = { role: 'handler' as const, organizationId: staff.organizationId, division: '450721' }
    const days = { startsOn: '2098-01-01', endsOn: '2098-06-30' }
    const proposed = await app.as(admin(), (ctx) =>
      assignPost(ctx, { staffId: staff.id, version: staff.version, ...post, ...days }),
    )
    await confirm(proposed.id)
    const end = async (lastDay: string) => {
      const { version, posts } = await staffOf(staff.id)
      return app.as(admin(), (ctx) =>
        endPost(posting(ctx), { staffId: staff.id, postId: posts[0]!.id, version, lastDay }),
      )
    }
    expect(await codeOf(end('2098-07-01'))).toBe('organizations/post-period')
    expect(await codeOf(end('2097-12-31'))).toBe('organizations/post-period')
    expect((await end('2098-03-31')).posts).toMatchObject([{ startedOn: '2098-01-01', endedOn: '2098-04-01' }])
  })

  it('that are over when the second person comes to it are only sent back', async () => {
    const staff = await buildStaff(app, { staffNo: 'A-7', roles: [] })
    const post = { role: 'handler' as const, organizationId: staff.organizationId, division: '450721' }
    const { id } = await app.as(admin(), (ctx) =>
      assignPost(ctx, { staffId: staff.id, version: staff.version, ...post, endsOn: ctx.today }),
    )
    app.clock.setOffsetMs(2 * 86_400_000)
    expect(await codeOf(confirm(id))).toBe('organizations/appointment-over')
    app.clock.setOffsetMs(0)
    expect((await confirm(id)).state).toBe('confirmed')
  })
})

/** Somebody of flesh and blood: who acts has an id of their own each time. */
function actorWithStaff(roles: Parameters<typeof actorWith>[1]) {
  return () => actorWith(app, roles, { division: '450721' })
}

describe('posts', () => {
  const admin = () => actorWith(app, ['system-admin'], { division: '450721' })

  it('are given and ended, each with an entry in the stream of the person', async () => {
    const bureau = await demoOrganization(app)
    const created = await app.as(admin(), (ctx) =>
      createStaff(ctx, { staffNo: 'T-1', name: '新来的', organizationId: bureau.id }),
    )
    const post = { role: 'handler' as const, organizationId: bureau.id, division: '450721' }
    const proposed = await app.as(admin(), (ctx) => assignPost(ctx, { staffId: created.id, version: 1, ...post }))
    expect(proposed).toMatchObject({ state: 'proposed', staffName: '新来的', abilities: { confirm: false } })
    expect((await staffOf(created.id)).posts).toEqual([])
    await confirm(proposed.id)
    const given = await staffOf(created.id)
    expect(given.posts).toMatchObject([{ role: 'handler', roleTitle: '承办人' }])
    expect(given.version).toBe(2)
    const ended = await app.as(admin(), (ctx) =>
      endPost(posting(ctx), { staffId: created.id, postId: given.posts[0]!.id, version: 2 }),
    )
    expect(ended.posts).toEqual([])
    expect(await entriesOf(`staff:${created.id}`)).toEqual([
      'organizations/StaffCreated.v1',
      'organizations/PostProposed.v1',
      'organizations/PostAssigned.v1',
      'organizations/PostEnded.v1',
    ])
  })

  it('of a stale version are refused, saying who changed what', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-2', roles: ['handler'] })
    const input = {
      staffId: staff.id,
      role: 'reviewer' as const,
      organizationId: staff.organizationId,
      division: '450721',
    }
    await expect(app.as(admin(), (ctx) => assignPost(ctx, { ...input, version: 1 }))).rejects.toMatchObject({
      definition: { code: 'http/stale-version' },
    })
  })

  it('are refused twice, outside the department’s area, and where roles exclude each other', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-3', roles: ['handler'] })
    const input = { staffId: staff.id, version: staff.version, organizationId: staff.organizationId }
    const refused = (role: 'handler' | 'auditor', division: string) =>
      app.as(admin(), (ctx) => assignPost(ctx, { ...input, role, division })).catch((error) => error.definition.code)
    expect(await refused('handler', '450721')).toBe('organizations/post-held')
    expect(await refused('handler', '450700')).toBe('organizations/post-reaches-beyond')
    expect(await refused('auditor', '450721')).toBe('organizations/post-conflicts')
    expect(await refused('handler', '459999')).toBe('organizations/division-unknown')
  })

  it('are out of reach for the administrator of another county', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-4', roles: ['handler'] })
    const stranger = actorWith(app, ['system-admin'], { division: '620423' })
    const input = { staffId: staff.id, postId: staff.posts[0]!.id, version: staff.version }
    for (const version of [input.version, input.version + 7]) {
      await expect(app.as(stranger, (ctx) => endPost(posting(ctx), { ...input, version }))).rejects.toMatchObject({
        // The wall under the permit answers first, and as if there were nobody.
        definition: { code: 'organizations/staff-unknown', status: 404 },
      })
    }
    const seen = await app.as(stranger, (ctx) => listStaff(ctx, {}), 'read')
    expect(new Set(seen.staff.map((one) => one.division))).toEqual(new Set(['620423']))
  })

  it('need a staff number of their own in the county', async () => {
    await expect(buildStaff(app, { staffNo: '450721-001', roles: [] })).rejects.toMatchObject({
      definition: { code: 'organizations/staff-no-taken' },
    })
  })
})

describe('letters of authorization', () => {
  it('cover an act from their first to their last day, until the day they are revoked', async () => {
    const api = app.modules.organizations.api
    const staff = await buildStaff(app, { staffNo: 'T-5', roles: ['approver'] })
    const head = actorWith(app, ['agency-head'], { organizationId: staff.organizationId })
    const letter = await app.as(head, (ctx) =>
      grantAuthorization(ctx, {
        granteeId: staff.id,
        powers: ['approve'],
        docNo: '测试授〔2026〕9号',
        validFrom: ctx.today,
        validTo: '2099-12-31',
      }),
    )
    expect(letter).toMatchObject({ grantorName: '灵山县行政审批局', granteeName: '测试员', powers: ['approve'] })
    const isAuthorized = (power: 'approve' | 'coordinate') =>
      app.act({ mode: 'read' }, (ctx) => {
        const { id: staffId, organizationId } = staff
        return api.isAuthorized(ctx, { staffId, organizationId, power, on: ctx.today })
      })
    expect(await isAuthorized('approve')).toBe(true)
    const { authorizations } = await app.as(head, (ctx) => listAuthorizations(ctx, {}), 'read')
    expect(authorizations.map((one) => one.id)).toContain(letter.id)
    expect(await isAuthorized('coordinate')).toBe(false)
    const revoked = await app.as(head, (ctx) =>
      revokeAuthorization(ctx, { authorizationId: letter.id, version: 1, reason: '岗位调整' }),
    )
    expect(revoked).toMatchObject({ revokeReason: '岗位调整', version: 2 })
    expect(await isAuthorized('approve')).toBe(false)
    await expect(
      app.as(head, (ctx) => revokeAuthorization(ctx, { authorizationId: letter.id, version: 2, reason: '再次' })),
    ).rejects.toMatchObject({ definition: { code: 'organizations/authorization-revoked' } })
  })

  it('are not given by the head of another department', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-6', roles: ['approver'] })
    const other = await demoOrganization(app, 'TE4507211000000003')
    const head = actorWith(app, ['agency-head'], { organizationId: other.id })
    const input = {
      granteeId: staff.id,
      powers: ['approve' as const],
      docNo: '越权1号',
      validFrom: '2026-01-01',
      validTo: '2099-01-01',
    }
    await expect(app.as(head, (ctx) => grantAuthorization(ctx, input))).rejects.toMatchObject({
      definition: { code: 'permit/out-of-reach' },
    })
  })
})

describe('what is not there', () => {
  const nothing = '450721-00000000-0000-7000-8000-000000000000'
  const admin = () => actorWith(app, ['system-admin'], { division: '450721' })

  it('is said of a department, a member of staff, a post and a letter', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-7', roles: ['handler'] })
    const { id: staffId, version, organizationId } = staff
    const post = { role: 'reviewer' as const, division: '450721' }
    const head = actorWith(app, ['agency-head'], { organizationId })
    const codes = [
      codeOf(app.as(admin(), (ctx) => createStaff(ctx, { staffNo: 'T-8', name: '谁', organizationId: nothing }))),
      codeOf(app.as(admin(), (ctx) => assignPost(ctx, { ...post, staffId: nothing, version, organizationId }))),
      codeOf(app.as(admin(), (ctx) => endPost(posting(ctx), { staffId, version, postId: nothing }))),
      codeOf(app.as(head, (ctx) => revokeAuthorization(ctx, { authorizationId: nothing, version: 1, reason: '没有' }))),
    ]
    expect(await Promise.all(codes)).toEqual([
      'organizations/organization-unknown',
      'organizations/staff-unknown',
      'organizations/post-unknown',
      'organizations/authorization-unknown',
    ])
  })

  it('is a term that ends before it begins, or a number that was given already', async () => {
    const staff = await buildStaff(app, { staffNo: 'T-9', roles: ['approver'] })
    const head = actorWith(app, ['agency-head'], { organizationId: staff.organizationId })
    const letter = { granteeId: staff.id, powers: ['approve' as const], docNo: '测试授〔2026〕10号' }
    const grant = (validFrom: string, validTo: string) =>
      codeOf(app.as(head, (ctx) => grantAuthorization(ctx, { ...letter, validFrom, validTo })))
    expect(await grant('2099-02-01', '2099-01-01')).toBe('organizations/authorization-period')
    expect(await grant('2020-01-01', '2020-12-31')).toBe('organizations/authorization-period')
    expect(await grant('2026-01-01', '2099-12-31')).toBe('it was accepted')
    expect(await grant('2026-01-01', '2099-12-31')).toBe('organizations/doc-no-taken')
  })
})
