import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlainBrowser } from '../../../test/plain-browser.ts'
import * as oidc from 'openid-client'
import { TEST_PASSWORD } from '../identity/fixtures.ts'
import { ACR } from './actions/acr.ts'
import {
  REDIRECT,
  agree,
  answer,
  app,
  askingUrl,
  closeStage,
  discover,
  enter,
  openStage,
  isRefusal,
  recorded,
  seen,
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

async function provedByPasskey(browser: PlainBrowser): Promise<void> {
  const { accountId } = await accountOf(browser)
  const changed = await app.sql(
    `update identity.sessions set methods = '{pwd,hwk}' where account_id = $1 and ended_at is null returning id`,
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

describe('an application that asks for more', () => {
  it('has the person asked for a second factor, and is told that it was shown', async () => {
    const browser = await signedIn('wangfang')
    const config = await discover(web)
    const verifier = oidc.randomPKCECodeVerifier()
    const address = await askingUrl(config, { verifier, acr_values: ACR.two })
    const view = await seen(browser, await browser.follow(await browser.get(address.href)))
    expect(view).toMatchObject({ step: 'prove-more', lack: 'factor' })
    await provedByPasskey(browser)
    const callback = await agree(browser, address)
    const tokens = await oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier })
    expect(tokens.claims()).toMatchObject({ acr: ACR.two, amr: ['pwd', 'hwk', 'mfa'] })
  })

  it('is told that it was not met when the person does not show it; nobody is let in by less', async () => {
    const browser = await signedIn('wangfang')
    const config = await discover(web)
    const ways = [ACR.two, `${ACR.two} ${ACR.realName3}`, `${ACR.realName3} phr`]
    for (const acr_values of ways) {
      const page = await browser.follow(await browser.get((await askingUrl(config, { acr_values })).href))
      const { uid, step } = await seen(browser, page)
      expect(step).toBe('prove-more')
      const back = await browser.follow(await browser.get(await answer(browser, uid, 'refuse')))
      const callback = new URL(back.headers.get('location') ?? '')
      expect(callback.origin + callback.pathname).toBe(REDIRECT)
      await expect(
        oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: oidc.randomPKCECodeVerifier() }),
      ).rejects.toSatisfy(isRefusal('unmet_authentication_requirements'))
    }
  })

  it('gets no consent in the place of a proof', async () => {
    const browser = await signedIn('wangfang')
    const page = await browser.follow(
      await browser.get((await askingUrl(await discover(web), { acr_values: ACR.two })).href),
    )
    const { uid } = await seen(browser, page)
    const given = await browser.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: 'allow' })
    expect(await given.json()).toMatchObject({ code: 'sign-on/request-gone' })
  })

  it('is told the real-name level where it holds, and has the person led to it where it does not', async () => {
    const browser = await signedIn('wangfang')
    const config = await discover(web)
    const two = await enter(config, browser, { acr_values: ACR.realName2 })
    expect(two.tokens.claims()).toMatchObject({ acr: ACR.realName2, amr: ['pwd'] })
    const page = await browser.follow(await browser.get((await askingUrl(config, { acr_values: ACR.realName3 })).href))
    expect(await seen(browser, page)).toMatchObject({ step: 'prove-more', lack: 'real-name', level: 3 })
    const either = await enter(config, browser, { acr_values: `${ACR.realName3} ${ACR.one}` })
    expect(either.tokens.claims()).toMatchObject({ acr: ACR.one })
    const nothing = await enter(config, browser)
    expect(nothing.tokens.claims()).toMatchObject({ acr: ACR.one })
  })

  it('asks silently, and is told that it is not met', async () => {
    const browser = await signedIn('wangfang')
    const config = await discover(web)
    await enter(config, browser)
    const silent = await askingUrl(config, { acr_values: ACR.two, prompt: 'none' })
    const back = await browser.follow(await browser.get(silent.href))
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('error')).toBe(
      'unmet_authentication_requirements',
    )
    const plain = await browser.follow(await browser.get((await askingUrl(config, { prompt: 'none' })).href))
    expect(new URL(plain.headers.get('location') ?? '').searchParams.get('code')).not.toBeNull()
  })

  it('asks for a sign-in that is not older, and gets a new one', async () => {
    const browser = await signedIn('wangfang')
    const config = await discover(web)
    const { accountId } = await accountOf(browser)
    await app.sql(
      `update identity.sessions set created_at = created_at - interval '1 hour' where account_id = $1 and ended_at is null`,
      [accountId.slice(7)],
    )
    await enter(config, browser)
    const verifier = oidc.randomPKCECodeVerifier()
    const address = await askingUrl(config, { verifier, max_age: '300' })
    expect(await seen(browser, await browser.follow(await browser.get(address.href)))).toMatchObject({
      step: 'sign-in',
      again: true,
    })
    const again = await browser.api('POST', '/api/session', { name: 'wangfang', password: TEST_PASSWORD })
    expect(again.status).toBe(200)
    const callback = await agree(browser, address)
    const tokens = await oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, maxAge: 300 })
    expect(tokens.claims()?.auth_time).toBeGreaterThan(Date.now() / 1000 - 600)
  })
})
