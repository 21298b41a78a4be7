import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlainBrowser } from '../../../test/plain-browser.ts'
import {
  app,
  askingUrl,
  closeStage,
  discover,
  enter,
  openStage,
  recorded,
  signedIn,
  web,
} from '../../../test/sign-on-stage.ts'

beforeAll(() => openStage({ secondFactor: true }), 240_000)
afterAll(() => closeStage())

/** As if the person had shown a one-time code as well; that codes are asked for is identity's to test. */
async function provedByCode(browser: PlainBrowser): Promise<void> {
  const { accountId } = await accountOf(browser)
  const changed = await app.sql(
    `update identity.sessions set methods = '{pwd,otp}' where account_id = $1 and ended_at is null returning id`,
    [accountId.slice(7)],
  )
  expect(changed.length).toBeGreaterThan(0)
}

async function accountOf(browser: PlainBrowser): Promise<{ accountId: string }> {
  const session = (await (await browser.api('GET', '/api/session')).json()) as { account: { id: string } }
  return { accountId: session.account.id }
}

async function askedAs(browser: PlainBrowser): Promise<Response> {
  const page = await browser.follow(await browser.get((await askingUrl(await discover(web))).href))
  const uid = (page.headers.get('location') ?? '').split('/').at(-1) ?? ''
  return browser.api('GET', `/api/sign-on/requests/${uid}`)
}

describe('where officials need two factors, signing in to an application', () => {
  it('is for no official who has shown one alone', async () => {
    const view = await askedAs(await signedIn('suli'))
    expect(await view.json()).toMatchObject({ status: 409, code: 'sign-on/factor-first' })
    expect(await recorded('TokenIssued')).toEqual([])
  })

  it('says by which factors the official signed in, and that they were two', async () => {
    const browser = await signedIn('suli')
    await provedByCode(browser)
    const { tokens } = await enter(await discover(web), browser)
    expect(tokens.claims()).toMatchObject({ acr: 'urn:yiwang:acr:2', amr: ['pwd', 'otp', 'mfa'] })
  })

  it('takes a resident’s password, and says that it was one factor', async () => {
    const { tokens } = await enter(await discover(web), await signedIn('wangfang'))
    expect(tokens.claims()).toMatchObject({ acr: 'urn:yiwang:acr:1', amr: ['pwd'] })
  })
})
