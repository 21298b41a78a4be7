import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { FOOD_ANSWERS, FOOD_ITEM, bareDraft, findItemId, refusalOf, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const COMPANY = '91450721MAYW00016D'
const start = async (by: SignedIn, body: object) =>
  by.post('/api/cases', { itemId: await findItemId(app, FOOD_ITEM), answers: FOOD_ANSWERS, ...body })

describe('starting an application', () => {
  it('makes a draft in the name of whoever is signed in, with their data from the account', async () => {
    const { caseId, state } = await bareDraft(app, cast.resident)
    expect(state).toBe('draft')
    const view = await viewOf(cast.resident, caseId)
    expect(view.applicant).toEqual({
      kind: 'person',
      name: '王芳',
      code: '999999199003120243',
      phone: '13900000001',
      masked: false,
    })
    expect(view.abilities).toMatchObject({ updateDraft: true, submit: true, withdraw: true, receive: false })
    expect(view.caseNo).toBeUndefined()
  })

  it('applies for an organization by a mandate, and names the agent', async () => {
    const agent = await signIn(app, 'liming')
    const { caseId } = await bareDraft(app, agent, { applicantKind: 'organization', creditCode: COMPANY })
    expect((await viewOf(agent, caseId)).applicant).toMatchObject({
      kind: 'organization',
      name: '灵山县荔香食品有限公司',
      code: COMPANY,
      agentName: '李明',
    })
  })

  it('refuses an organization that has not let this person act for it', async () => {
    const refused = await refusalOf(start(cast.resident, { applicantKind: 'organization', creditCode: COMPANY }))
    expect(refused).toMatchObject({ status: 403, code: 'cases/no-mandate' })
    const nameless = await refusalOf(start(cast.resident, { applicantKind: 'organization' }))
    expect(nameless.code).toBe('cases/no-mandate')
  })

  it('refuses whoever the item is not for, in words', async () => {
    const itemId = await findItemId(app, '生育登记')
    const refused = await refusalOf(
      cast.resident.post('/api/cases', { itemId, applicantKind: 'organization', creditCode: COMPANY }),
    )
    expect(refused).toMatchObject({ status: 422, code: 'cases/item-not-for-you' })
    expect(refused.detail).toContain('只面向个人办理')
  })

  it('asks for a real name where the item does', async () => {
    await app.sql(`update identity.accounts set real_name_level = 1 where id = $1::uuid`, [
      cast.resident.accountId.slice(7),
    ])
    const refused = await refusalOf(start(cast.resident, { applicantKind: 'person' }))
    expect(refused).toMatchObject({ status: 403, code: 'cases/real-name-required' })
    expect(refused.detail).toContain('要求实名等级 2 级，您现在是 1 级')
    await app.sql(`update identity.accounts set real_name_level = 2 where id = $1::uuid`, [
      cast.resident.accountId.slice(7),
    ])
  })
})
