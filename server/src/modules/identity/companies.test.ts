import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { startRealNames } from '../../simulators/start-real-names.ts'
import type { RunningSimulator } from '../../simulators/start-real-names.ts'
import { TEST_PASSWORD, buildResident, signIn, signedInBy } from './fixtures.ts'
import type { SignedIn } from './fixtures.ts'

const LYCHEE = { creditCode: '91450721MAYW00016D', name: '灵山县荔香食品有限公司' }

let simulator: RunningSimulator
let app: TestApp
let owner: SignedIn
beforeAll(async () => {
  simulator = await startRealNames()
  app = await openTestApp({ identityPartners: simulator.partners })
  // 周荔香 is the legal representative that the simulated register names.
  const payload = { name: '周荔香', citizenId: '999999197811220518', phone: '13900040001', password: TEST_PASSWORD }
  const headers = { 'idempotency-key': randomUUID() }
  owner = await signedInBy(
    app,
    await app.server.inject({ method: 'POST', url: '/api/registrations', headers, payload }),
  )
})
beforeEach(() => app.sql('delete from identity.throttles'))
afterAll(async () => {
  await app.close()
  await simulator.stop()
})

function register(browser: SignedIn, company: object = LYCHEE) {
  return browser.post('/api/my/companies', company)
}

async function companyId(): Promise<string> {
  return (await register(owner)).json<{ id: string }>().id
}

const agent = { agentName: '王芳', agentCitizenId: '999999199003120243', validTo: '2027-06-30' }

describe('a company', () => {
  it('is registered by whom the register names, who may then act for it', async () => {
    const company = (await register(owner)).json()
    expect(company).toMatchObject({ ...LYCHEE, level: 2, source: '演示市场主体库（模拟）' })
    const { mandates } = (await owner.get('/api/my/organizations')).json()
    expect(mandates).toMatchObject([{ creditCode: LYCHEE.creditCode, letterNo: '法定代表人（登记信息核验）' }])
    const again = await register(owner)
    expect(again.json()).toMatchObject({ id: company.id })
    expect((await owner.get('/api/my/organizations')).json().mandates).toHaveLength(1)
  })

  it('is not registered by its agent, under another name, or with a wrong code', async () => {
    const liming = await signIn(app, 'liming')
    expect((await register(liming)).json()).toMatchObject({ code: 'identity/company-not-matched' })
    const renamed = await register(owner, { ...LYCHEE, name: '灵山县荔香食品厂' })
    expect(renamed.json()).toMatchObject({ code: 'identity/company-not-matched' })
    const spoilt = await register(owner, { ...LYCHEE, creditCode: '91450721MAYW00016E' })
    expect(spoilt.json()).toMatchObject({ code: 'http/invalid-input', fields: [{ path: '/creditCode' }] })
  })

  it('needs its representative at level 2, and a register that answers', async () => {
    const stranger = await buildResident(app)
    expect((await register(stranger)).json()).toMatchObject({ code: 'identity/company-needs-level' })
    await fetch(`${simulator.address.url}/behaviour?to=down`, { method: 'POST', redirect: 'manual' })
    expect((await register(owner)).json()).toMatchObject({ code: 'identity/company-unavailable', status: 503 })
    await fetch(`${simulator.address.url}/behaviour?to=ok`, { method: 'POST', redirect: 'manual' })
  })

  it('whose code is tried out by somebody makes them wait', async () => {
    const liming = await signIn(app, 'liming')
    const codes: number[] = []
    for (let i = 0; i < 6; i += 1) codes.push((await register(liming)).statusCode)
    expect(codes).toEqual([409, 409, 409, 409, 409, 429])
  })
})

describe('an agent', () => {
  it('is appointed by the legal representative, sees the company, and is dismissed', async () => {
    const id = await companyId()
    const wangfang = await signIn(app, 'wangfang')
    const mandate = (await owner.post(`/api/my/companies/${id}/agents`, agent)).json()
    expect(mandate).toMatchObject({ creditCode: LYCHEE.creditCode, validTo: '2027-06-30' })
    const twice = await owner.post(`/api/my/companies/${id}/agents`, agent)
    expect(twice.json()).toMatchObject({ code: 'identity/mandate-exists' })
    expect((await wangfang.get('/api/my/organizations')).json().mandates).toHaveLength(1)
    const { companies } = (await owner.get('/api/my/companies')).json()
    expect(companies[0].agents.map(({ name }: { name: string }) => name)).toContain('王芳')
    const end = `/api/my/companies/${id}/agents/${mandate.id}/end`
    expect((await wangfang.post(end, { version: 1 })).json()).toMatchObject({ code: 'identity/company-unknown' })
    expect((await owner.post(end, { version: 1 })).statusCode).toBe(200)
    expect((await owner.post(end, { version: 2 })).json()).toMatchObject({ code: 'identity/mandate-revoked' })
    expect((await wangfang.get('/api/my/organizations')).json()).toEqual({ mandates: [] })
  })

  it('may be appointed for some themes alone, which stands beside the name and on the mandate', async () => {
    const id = await companyId()
    const scope = { kind: 'themes', codes: ['agriculture', 'planning'] }
    const empty = { ...agent, scope: { kind: 'themes', codes: [] } }
    const refused = await owner.post(`/api/my/companies/${id}/agents`, empty)
    expect(refused.json()).toMatchObject({ code: 'identity/mandate-scope' })
    const mandate = (await owner.post(`/api/my/companies/${id}/agents`, { ...agent, scope })).json()
    const { companies } = (await owner.get('/api/my/companies')).json()
    expect(companies[0].agents).toContainEqual(expect.objectContaining({ mandateId: mandate.id, scope }))
    const wangfang = await signIn(app, 'wangfang')
    expect((await wangfang.get('/api/my/organizations')).json().mandates).toMatchObject([{ scope }])
    await owner.post(`/api/my/companies/${id}/agents/${mandate.id}/end`, { version: 1 })
  })

  it('has to be somebody who is known by name and number; which of the two is wrong is not told', async () => {
    const id = await companyId()
    const unknown = await owner.post(`/api/my/companies/${id}/agents`, { ...agent, agentName: '王方' })
    expect(unknown.json()).toMatchObject({ code: 'identity/agent-not-matched' })
    const nobody = { ...agent, agentCitizenId: '999999200001010628' }
    const other = await owner.post(`/api/my/companies/${id}/agents`, nobody)
    expect({ ...other.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
    const past = await owner.post(`/api/my/companies/${id}/agents`, { ...agent, validTo: '2020-01-01' })
    expect(past.json()).toMatchObject({ code: 'identity/mandate-period' })
  })

  it('is appointed by nobody whose sign-in is not fresh, nor after the register’s word has run out', async () => {
    const id = await companyId()
    app.clock.setOffsetMs(6 * 60_000)
    const stale = await owner.post(`/api/my/companies/${id}/agents`, agent)
    expect(stale.json()).toMatchObject({ code: 'permit/proof-needed' })
    app.clock.setOffsetMs(0)
    await app.sql(`update identity.companies set valid_until = '2020-01-01' where legal_representative is not null`)
    const late = await owner.post(`/api/my/companies/${id}/agents`, agent)
    expect(late.json()).toMatchObject({ code: 'identity/company-unknown' })
  })
})
