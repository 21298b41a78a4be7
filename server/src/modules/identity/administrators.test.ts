import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { todayIn } from '../../kernel/index.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { createSoftPasskey } from '../../../test/soft-passkey.ts'
import type {
  FactorResetView,
  PasskeyRequest,
  PasskeyWish,
  RecoveryView,
  SessionLines,
  SessionView,
  StaffAccountView,
} from './contract/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { buildStaff } from '../organizations/fixtures.ts'
import { TEST_PASSWORD, signIn, trySignIn } from './fixtures.ts'
import type { SignedIn } from './fixtures.ts'

let app: TestApp
let admin: SignedIn
let security: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  admin = await signIn(app, 'admin')
  security = await signIn(app, 'luweiping')
})
afterAll(() => app.close())

async function kindsOf(stream: string): Promise<string[]> {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map((row) => row.kind)
}

async function addPasskey(browser: SignedIn): Promise<void> {
  const wish = (await browser.get('/api/my/passkeys/options')).json<PasskeyWish>()
  const credential = createSoftPasskey().register(wish, 'http://localhost')
  expect((await browser.post('/api/my/passkeys', { label: '丢了的手机', credential })).statusCode).toBe(200)
}

describe('the three administrators', () => {
  it('hold no permit of the business, and each their own', async () => {
    const auditor = await signIn(app, 'ningshenji')
    const abilitiesOf = (browser: SignedIn) => Object.keys(browser.session.abilities)
    for (const browser of [admin, security, auditor]) {
      expect(abilitiesOf(browser).filter((one) => /^(cases|licences|documents|files|notices)\./.test(one))).toEqual([])
    }
    expect(abilitiesOf(security)).toContain('organizations.confirmAppointments')
    expect(abilitiesOf(security)).not.toContain('organizations.manage')
    expect(abilitiesOf(admin)).not.toContain('organizations.confirmAppointments')
    expect(abilitiesOf(auditor)).not.toContain('identity.watchAccounts')
  })
})

describe('a lost factor', () => {
  it('is taken away by two administrators and by none alone; its owner then signs in and adds another', async () => {
    const owner = await signIn(app, 'huangzhiqiang')
    await addPasskey(owner)
    expect((await trySignIn(app, 'huangzhiqiang', TEST_PASSWORD)).json<SessionView>().signedIn).toBe(false)
    const path = `/api/staff-accounts/${owner.accountId}/factor-resets`
    expect((await security.post(path, { reason: '手机丢失' })).statusCode).toBe(403)
    const asked = (await admin.post(path, { reason: '手机丢失，本人持工作证到场' })).json<FactorResetView>()
    expect(asked).toMatchObject({ state: 'asked', ownerName: '黄志强', abilities: { decide: false } })
    expect((await admin.post(path, { reason: '再次' })).json()).toMatchObject({ code: 'identity/reset-asked' })
    const grant = `/api/factor-resets/${asked.id}/grant`
    expect((await admin.post(grant, { version: 1 })).json()).toMatchObject({ code: 'permit/not-allowed' })
    expect((await security.post(grant, { version: 9 })).json()).toMatchObject({ code: 'http/stale-version' })
    const { resets } = (await security.get('/api/factor-resets')).json<{ resets: FactorResetView[] }>()
    expect(resets[0]).toMatchObject({ id: asked.id, abilities: { decide: true } })
    expect((await security.post(grant, { version: 1 })).json()).toMatchObject({
      state: 'granted',
      decidedByName: '陆卫平',
    })
    expect((await owner.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect((await security.post(grant, { version: 2 })).json()).toMatchObject({ code: 'identity/reset-decided' })
    const again = await signIn(app, 'huangzhiqiang')
    expect((await again.get('/api/my/factors')).json()).toMatchObject({ factors: [], recoveryCodesLeft: 0 })
    await addPasskey(again)
    expect(await kindsOf(`account:${owner.accountId}`)).toEqual([
      'identity/AccountOpened.v1',
      'identity/FactorAdded.v1',
      'identity/FactorResetAsked.v1',
      'identity/FactorsReset.v1',
      'identity/FactorAdded.v1',
    ])
  })

  it('stays when the second person refuses', async () => {
    const owner = await signIn(app, 'suli')
    await addPasskey(owner)
    const path = `/api/staff-accounts/${owner.accountId}/factor-resets`
    const asked = (await admin.post(path, { reason: '电话里说丢了' })).json<FactorResetView>()
    const refusal = { version: 1, reason: '没有见到本人' }
    expect((await security.post(`/api/factor-resets/${asked.id}/refuse`, refusal)).json()).toMatchObject({
      state: 'refused',
    })
    expect((await owner.get('/api/my/factors')).json().factors).toHaveLength(1)
  })

  it('of an administrator is not reset by that administrator, and what is not there is said', async () => {
    const nothing = '450721-00000000-0000-7000-8000-000000000000'
    const code = async (by: SignedIn, url: string, body: object) =>
      (await by.post(url, body)).json<{ code: string }>().code
    const reason = { reason: '丢失' }
    expect(await code(admin, `/api/staff-accounts/${admin.accountId}/factor-resets`, reason)).toBe(
      'identity/own-account',
    )
    expect(await code(admin, `/api/staff-accounts/${nothing}/factor-resets`, reason)).toBe('identity/account-unknown')
    expect(await code(security, `/api/factor-resets/${nothing}/grant`, { version: 1 })).toBe('identity/reset-unknown')
    const own = (
      await admin.post(`/api/staff-accounts/${security.accountId}/factor-resets`, reason)
    ).json<FactorResetView>()
    expect(await code(security, `/api/factor-resets/${own.id}/grant`, { version: 1 })).toBe('identity/second-person')
  })
})

describe('an account that was closed', () => {
  it('is not followed by another with the same posts: they are taken first, and given anew by two people', async () => {
    const other = await signIn(app, 'qinguodong')
    const { accounts } = (await admin.get('/api/staff-accounts')).json<{ accounts: StaffAccountView[] }>()
    const { version, staffId } = accounts.find((one) => one.id === other.accountId)!
    const closed = await admin.post(`/api/staff-accounts/${other.accountId}/close`, { version, reason: '试试接管' })
    expect(closed.statusCode).toBe(200)
    const again = { staffId, login: 'taken-over', initialPassword: 'known-to-admin-1' }
    expect((await admin.post('/api/staff-accounts', again)).json()).toMatchObject({ code: 'identity/posts-held' })
    const read = (ctx: Context) => app.modules.organizations.api.findStaff(ctx, staffId)
    for (const post of (await app.act({ mode: 'read' }, read))!.posts) {
      const { version } = (await app.act({ mode: 'read' }, read))!
      const ended = await admin.post(`/api/staff/${staffId}/posts/${post.id}/end`, { version })
      expect(ended.statusCode).toBe(200)
    }
    expect((await admin.post('/api/staff-accounts', again)).statusCode).toBe(200)
    const taken = await signIn(app, 'taken-over', 'known-to-admin-1')
    expect(Object.keys(taken.session.abilities)).toEqual([])
  })
})

describe('security', () => {
  it('sees accounts with numbers only, and ends the sessions of one', async () => {
    const owner = await signIn(app, 'mozhengming')
    const { accounts } = (await security.get('/api/staff-accounts')).json<{ accounts: StaffAccountView[] }>()
    const account = accounts.find((one) => one.id === owner.accountId)!
    expect(account).toMatchObject({ name: '莫正明', roleTitles: ['监察员'], sessionCount: 1, factorCount: 0 })
    expect(JSON.stringify(accounts)).not.toContain('argon2')
    const url = `/api/staff-accounts/${owner.accountId}/sessions`
    expect((await security.get(url)).json<SessionLines>().sessions).toHaveLength(1)
    const reader = `access:${security.accountId}:%`
    expect(await app.sql('select kind from ledger.entries where stream like $1', [reader])).toEqual([
      { kind: 'ledger/PersonalDataRead.v1' },
    ])
    expect((await admin.get(url)).statusCode).toBe(403)
    const end = `/api/staff-accounts/${owner.accountId}/sessions/end`
    const ended = await security.post(end, { reason: '异地登录' }, { 'idempotency-key': randomUUID() })
    expect(ended.json()).toEqual({ ended: 1 })
    expect((await owner.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect(await kindsOf(`session:${owner.accountId}`)).toContain('identity/SessionEnded.v1')
  })
})

describe('a post for a time', () => {
  it('begins and ends by itself at midnight in Shanghai', async () => {
    const staff = await buildStaff(app, { staffNo: 'I-6', roles: [] })
    await admin.post('/api/staff-accounts', {
      staffId: staff.id,
      login: 'stand-in',
      initialPassword: 'first-password-1',
    })
    await app.sql('update identity.accounts set must_change_password = false where staff_id = $1', [staff.id])
    const today = app.clock.now().getTime()
    const day = (after: number) => todayIn(new Date(today + after * 86_400_000))
    const { id, version, organizationId } = staff
    const post = { version, role: 'handler', organizationId, division: '450721', startsOn: day(1), endsOn: day(2) }
    const { id: appointmentId } = (await admin.post(`/api/staff/${id}/posts`, post)).json<{ id: string }>()
    expect((await security.post(`/api/appointments/${appointmentId}/confirm`, { version: 1 })).statusCode).toBe(200)
    const rolesAfter = async (days: number) => {
      app.clock.setOffsetMs(new Date(`${day(days)}T12:00:00+08:00`).getTime() - Date.now())
      return (await signIn(app, 'stand-in', 'first-password-1')).session.roles
    }
    const seen = [await rolesAfter(0), await rolesAfter(1), await rolesAfter(2), await rolesAfter(3)]
    expect(seen).toEqual([[], ['handler'], ['handler'], []])
    app.clock.setOffsetMs(0)
  })
})

describe('an official’s forgotten password', () => {
  const post = (url: string, payload: object, cookie?: string) =>
    app.server.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'idempotency-key': randomUUID(), ...(cookie !== undefined && { cookie }) },
    })

  async function bothHalves(owner: SignedIn): Promise<[string, string]> {
    const path = `/api/staff-accounts/${owner.accountId}/factor-resets`
    const asked = (await admin.post(path, { reason: '忘记密码，本人到场', what: 'password' })).json<FactorResetView>()
    const path2 = `/api/factor-resets/${asked.id}/grant`
    const granted = (await security.post(path2, { version: asked.version })).json<FactorResetView>()
    return [asked.codePart!, granted.codePart!]
  }

  it('is reset by two, who each give half of what begins it; the official sets the new one', async () => {
    const owner = await signIn(app, 'liangxiuying')
    const [first, second] = await bothHalves(owner)
    const { resets } = (await security.get('/api/factor-resets')).json<{ resets: FactorResetView[] }>()
    expect(resets[0]).toMatchObject({ what: 'password', state: 'granted' })
    expect(JSON.stringify(resets)).not.toContain(second)
    for (const half of [`${first}${first}`, `${second}${second}`, `${second}${first}`]) {
      const alone = await post('/api/recoveries/by-code', { account: 'liangxiuying', startCode: half })
      expect(alone.json()).toMatchObject({ code: 'identity/recovery-not-proved' })
    }
    expect((await owner.get('/api/session')).json()).toMatchObject({ signedIn: true })
    const begun = await post('/api/recoveries/by-code', { account: 'liangxiuying', startCode: `${first}-${second}` })
    expect(begun.json()).toMatchObject({ step: 'password' })
    const { name, value } = begun.cookies.find((one) => one.name.endsWith('_recovery'))!
    const set = await post('/api/recoveries/current/password', { newPassword: 'longan-tree-8' }, `${name}=${value}`)
    expect(set.json()).toEqual({ kind: 'staff' })
    expect((await owner.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect((await trySignIn(app, 'liangxiuying', TEST_PASSWORD)).statusCode).toBe(401)
    expect((await trySignIn(app, 'liangxiuying', 'longan-tree-8')).statusCode).toBe(200)
    expect((await kindsOf(`account:${owner.accountId}`)).slice(1)).toEqual([
      'identity/FactorResetAsked.v1',
      'identity/RecoveryStarted.v1',
      'identity/RecoveryProved.v1',
      'identity/PasswordRecovered.v1',
    ])
  })

  it('asks for the second factor of who has one, too', async () => {
    const owner = await signIn(app, 'weijianhua')
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const passkey = createSoftPasskey()
    await owner.post('/api/my/passkeys', { label: '密钥', credential: passkey.register(wish, 'http://localhost') })
    const [first, second] = await bothHalves(owner)
    const begun = await post('/api/recoveries/by-code', { account: 'weijianhua', startCode: `${first}${second}` })
    const view = begun.json<RecoveryView>()
    expect(view).toMatchObject({ step: 'factor', factor: { kinds: ['passkey'] } })
    const { name, value } = begun.cookies.find((one) => one.name.endsWith('_recovery'))!
    const cookie = `${name}=${value}`
    const early = await post('/api/recoveries/current/password', { newPassword: 'longan-tree-8' }, cookie)
    expect(early.json()).toMatchObject({ code: 'identity/recovery-more' })
    const stranger = createSoftPasskey()
    stranger.register(wish, 'http://localhost')
    const asked = view.factor!.passkey!
    const wrong = { factor: { passkey: stranger.sign(asked, 'http://localhost') } }
    expect((await post('/api/recoveries/current/proofs', wrong, cookie)).json()).toMatchObject({
      code: 'identity/recovery-not-proved',
    })
    const right = { factor: { passkey: passkey.sign(asked, 'http://localhost') } }
    expect((await post('/api/recoveries/current/proofs', right, cookie)).json()).toMatchObject({ step: 'password' })
  })

  it('is never reset by one alone, nor by a passkey of the official', async () => {
    const owner = await signIn(app, 'tanwenbin')
    const path = `/api/staff-accounts/${owner.accountId}/factor-resets`
    const asked = (await admin.post(path, { reason: '忘记密码', what: 'password' })).json<FactorResetView>()
    const own = await admin.post(`/api/factor-resets/${asked.id}/grant`, { version: asked.version })
    expect(own.statusCode).toBe(403)
    const half = await post('/api/recoveries/by-code', { account: 'tanwenbin', startCode: `${asked.codePart}AAAAA` })
    expect(half.json()).toMatchObject({ code: 'identity/recovery-not-proved' })
    const refused = await security.post(`/api/factor-resets/${asked.id}/refuse`, { version: 1, reason: '没有到场' })
    expect(refused.json()).toMatchObject({ state: 'refused' })
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const passkey = createSoftPasskey()
    await owner.post('/api/my/passkeys', { label: '密钥', credential: passkey.register(wish, 'http://localhost') })
    const options = (await app.server.inject({ url: '/api/recoveries/options' })).json<{ passkey: PasskeyRequest }>()
    const by = await post('/api/recoveries/by-passkey', { passkey: passkey.sign(options.passkey, 'http://localhost') })
    expect(by.json()).toMatchObject({ code: 'identity/passkey-refused' })
  })
})
