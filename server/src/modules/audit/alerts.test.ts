import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { ok, received, refusalOf, signInCast } from '../cases/fixtures.ts'
import type { Cast } from '../cases/fixtures.ts'
import { signIn, trySignIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { AlertView, AuditEntry, WatchRule, WatchRuleName } from './contract/index.ts'

let app: TestApp
let cast: Cast
let security: SignedIn
let auditor: SignedIn
let caseIds: string[]

/** A Tuesday without holidays near, in office hours. */
beforeAll(async () => {
  app = await openTestApp()
  await comes('2026-10-20T10:00:00+08:00')
  caseIds = []
  for (let made = 0; made < 3; made += 1) caseIds.push((await received(app, cast)).caseId)
  await watch()
})
afterAll(() => app.close())

/** Another hour: sessions that nobody used are over, so everybody signs in. */
async function comes(instant: string): Promise<void> {
  app.at(instant)
  cast = await signInCast(app)
  security = await signIn(app, 'luweiping')
  auditor = await signIn(app, 'ningshenji')
}

async function watch(): Promise<void> {
  await app.drain()
  for (const timer of app.modules.audit.timers ?? [])
    if (timer.name === 'audit/watch-entries')
      await timer.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
  await app.drain()
}

async function set(rule: WatchRuleName, wanted: Partial<WatchRule>): Promise<WatchRule> {
  const { rules } = await ok<{ rules: WatchRule[] }>(security.get('/api/audit/rules'))
  const { isOn, most, windowMinutes, version } = { ...rules.find((one) => one.rule === rule)!, ...wanted }
  return ok(security.post(`/api/audit/rules/${rule}`, { isOn, most, windowMinutes, version, reason: '试行' }))
}

const alerts = async (): Promise<AlertView[]> =>
  (await ok<{ alerts: AlertView[] }>(auditor.get('/api/audit/alerts'))).alerts
const ofRule = async (rule: WatchRuleName): Promise<AlertView[]> => (await alerts()).filter((one) => one.rule === rule)

describe('an alert', () => {
  it('is raised of many look-ups in a short time, once, and names the entries that it stands on', async () => {
    await set('mass-look-ups', { most: 2, windowMinutes: 30 })
    for (const caseId of caseIds.slice(0, 2)) await ok(cast.handler.get(`/api/cases/${caseId}`))
    await watch()
    expect(await ofRule('mass-look-ups')).toEqual([])
    await ok(cast.handler.get(`/api/cases/${caseIds[2]}`))
    await ok(cast.handler.get(`/api/cases/${caseIds[2]}`))
    await watch()
    await ok(cast.handler.get(`/api/cases/${caseIds[0]}`))
    await watch()
    const [alert, ...more] = await ofRule('mass-look-ups')
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      state: 'open',
      staffName: '黄志强',
      text: '30 分钟内查阅了 3 个办件的个人信息（限值 2）',
    })
    const { entries } = await ok<{ entries: AuditEntry[] }>(auditor.get(`/api/audit/alerts/${alert!.id}`))
    expect(new Set(entries.map((entry) => entry.subject))).toEqual(new Set(caseIds))
    expect(entries.every((entry) => entry.actorName === '黄志强')).toBe(true)
  })

  it('is raised of looks at cases that the official never worked on, two hours later, and not of his own', async () => {
    await set('look-ups-without-case', { most: 2 })
    await comes('2026-10-20T11:00:00+08:00')
    for (const caseId of caseIds) await ok(cast.reviewer.get(`/api/cases/${caseId}`))
    for (const caseId of caseIds) await ok(cast.clerk.get(`/api/cases/${caseId}`))
    await watch()
    expect(await ofRule('look-ups-without-case')).toEqual([])
    await comes('2026-10-20T13:30:00+08:00')
    await watch()
    const found = await ofRule('look-ups-without-case')
    expect(new Set(found.map((one) => one.staffName))).toEqual(new Set(['梁秀英', '黄志强']))
    expect(found[0]!.text).toContain('自己从未经办')
  })

  it('is raised of look-ups outside the hours that the county has declared, and not of those within', async () => {
    await set('off-hours-look-ups', { most: 0 })
    await watch()
    expect(await ofRule('off-hours-look-ups')).toEqual([])
    await comes('2026-10-20T23:10:00+08:00')
    await ok(cast.approver.get(`/api/cases/${caseIds[0]}`))
    await watch()
    const [alert] = await ofRule('off-hours-look-ups')
    expect(alert).toMatchObject({ staffName: '覃国栋', text: '12 小时内在办公时间以外查阅个人信息 1 次（限值 0）' })
    await comes('2026-10-24T10:00:00+08:00')
    await ok(cast.reviewer.get(`/api/cases/${caseIds[0]}`))
    await watch()
    expect((await ofRule('off-hours-look-ups')).map((one) => one.staffName)).toEqual(['梁秀英', '覃国栋'])
  })

  it('is raised of many failed sign-ins, whoever’s, and says no name', async () => {
    await comes('2026-10-26T10:00:00+08:00')
    await set('failed-sign-ins', { most: 4 })
    for (const login of ['chenjing', 'huangzhiqiang', 'liangxiuying', 'qinguodong', 'suli'])
      await trySignIn(app, login, 'wrong', { remoteAddress: '203.0.113.9' })
    await watch()
    const [alert] = await ofRule('failed-sign-ins')
    expect(alert).toMatchObject({ text: '10 分钟内登录失败 5 次（限值 4）', state: 'open' })
    expect(alert!.staffName).toBeUndefined()
  })

  it('is raised when an official signs in while signed in from another network, not from the same', async () => {
    await comes('2026-10-27T10:00:00+08:00')
    const from = (remoteAddress: string) => trySignIn(app, 'weijianhua', 'yiwang-demo', { remoteAddress })
    await from('198.51.100.7')
    await from('198.51.100.7')
    await watch()
    expect(await ofRule('two-places')).toEqual([])
    await from('203.0.113.20')
    await watch()
    expect(await ofRule('two-places')).toMatchObject([{ staffName: '韦建华' }])
  })

  it('is told at once to the auditor and to security of the county, together and not again before it was read', async () => {
    await comes('2026-10-28T10:00:00+08:00')
    await auditor.post('/api/my/notices/read')
    await security.post('/api/my/notices/read')
    const told = async (browser: SignedIn) =>
      (
        await ok<{ notices: { kind: string; title: string; text: string }[] }>(
          browser.get('/api/my/notices?unread=true'),
        )
      ).notices.filter(({ kind }) => kind === 'audit-alert')
    for (const login of ['chenjing', 'huangzhiqiang', 'liangxiuying', 'qinguodong', 'suli'])
      await trySignIn(app, login, 'wrong', { remoteAddress: '203.0.113.30' })
    await trySignIn(app, 'qinguodong', 'yiwang-demo', { remoteAddress: '198.51.100.8' })
    await trySignIn(app, 'qinguodong', 'yiwang-demo', { remoteAddress: '203.0.113.31' })
    await watch()
    for (const browser of [auditor, security]) {
      expect(await told(browser)).toMatchObject([{ title: '有 2 件新的异常预警待核实' }])
      expect((await told(browser))[0]!.text).toContain('集中登录失败 1 件、同一账号在多处登录 1 件')
      expect((await told(browser))[0]!.text).not.toContain('覃国栋')
    }
    for (const login of ['admin', 'chenjing', 'mozhengming', 'zhaojingtai'])
      expect(await told(await signIn(app, login)), login).toEqual([])
    await comes('2026-10-28T16:00:00+08:00')
    for (const login of ['chenjing', 'huangzhiqiang', 'liangxiuying', 'qinguodong', 'suli'])
      await trySignIn(app, login, 'wrong', { remoteAddress: '203.0.113.32' })
    await watch()
    expect(await told(auditor)).toHaveLength(1)
    await security.post('/api/my/notices/read')
    await comes('2026-10-28T17:00:00+08:00')
    for (const login of ['chenjing', 'huangzhiqiang', 'liangxiuying', 'qinguodong', 'suli'])
      await trySignIn(app, login, 'wrong', { remoteAddress: '203.0.113.33' })
    await watch()
    expect(await told(security)).toMatchObject([{ title: '有 1 件新的异常预警待核实' }])
    expect(await told(auditor)).toHaveLength(1)
  })

  it('is not raised by a rule that is off, nor again when the index was made anew', async () => {
    const before = await alerts()
    await app.readers.rebuild('audit/index')
    await watch()
    expect(await alerts()).toEqual(before)
    await set('two-places', { isOn: false })
    await comes('2026-10-29T10:00:00+08:00')
    await trySignIn(app, 'weijianhua', 'yiwang-demo', { remoteAddress: '198.51.100.7' })
    await trySignIn(app, 'weijianhua', 'yiwang-demo', { remoteAddress: '203.0.113.20' })
    await watch()
    expect(await ofRule('two-places')).toHaveLength(before.filter(({ rule }) => rule === 'two-places').length)
  })
})

describe('an alert is decided', () => {
  it('with a reason, once, by the auditor or by security, and each step is an entry', async () => {
    const [first] = await ofRule('mass-look-ups')
    const [second] = await ofRule('two-places')
    const url = `/api/audit/alerts/${first!.id}/explanation`
    expect((await auditor.post(url, { version: 1 })).statusCode).toBe(400)
    const explained = await ok<AlertView>(auditor.post(url, { version: 1, reason: '集中补录去年的办件' }))
    expect(explained).toMatchObject({ state: 'explained', reason: '集中补录去年的办件', decidedByName: '宁审计' })
    expect(await refusalOf(security.post(url, { version: 2, reason: '再看' }))).toMatchObject({
      code: 'audit/alert-decided',
    })
    const confirmation = `/api/audit/alerts/${second!.id}/confirmation`
    const confirmed = await ok<AlertView>(security.post(confirmation, { version: 1, reason: '账号借给了别人' }))
    expect(confirmed).toMatchObject({ state: 'confirmed', decidedByName: '陆卫平' })
    const entries = await app.sql<{ kind: string; canonical: string }>(
      `select kind, canonical from ledger.entries where stream = any($1) order by id`,
      [[`alert:${first!.id}`, `alert:${second!.id}`]],
    )
    expect(entries.map(({ kind }) => kind)).toEqual([
      'audit/AlertRaised.v1',
      'audit/AlertRaised.v1',
      'audit/AlertExplained.v1',
      'audit/AlertConfirmed.v1',
    ])
    expect(entries.map(({ canonical }) => canonical).join()).not.toMatch(/补录|借给/)
  })

  it('by somebody else than whom it concerns, within reach, and by nobody else (audit.confirmAlert, audit.getAlert)', async () => {
    const [alert] = await ofRule('off-hours-look-ups')
    const owner = await app.sql<{ staff_id: string }>('select staff_id from audit.alerts where id = $1', [
      alert!.id.slice(7),
    ])
    await app.sql(`update audit.alerts set staff_id = $2 where id = $1`, [alert!.id.slice(7), auditor.actor.staffId])
    const url = `/api/audit/alerts/${alert!.id}/confirmation`
    const own = await refusalOf(auditor.post(url, { version: 1, reason: '没有问题' }))
    expect(own).toMatchObject({ status: 409, code: 'audit/own-alert' })
    await app.sql(`update audit.alerts set staff_id = $2 where id = $1`, [alert!.id.slice(7), owner[0]!.staff_id])
    for (const login of ['chenjing', 'mozhengming', 'admin'])
      expect((await (await signIn(app, login)).get('/api/audit/alerts')).statusCode, login).toBe(403)
    const unknown = await refusalOf(auditor.get(`/api/audit/alerts/450721-00000000-0000-7000-8000-000000000000`))
    expect(unknown).toMatchObject({ status: 404, code: 'audit/alert-unknown' })
  })
})

describe('the rules', () => {
  it('are set by security alone, by version, with what they were in the entry (audit.setWatchRule)', async () => {
    const rule = { isOn: true, most: 9, windowMinutes: 60, version: 1, reason: '旺季' }
    expect((await auditor.post('/api/audit/rules/mass-look-ups', rule)).statusCode).toBe(403)
    const stale = await refusalOf(security.post('/api/audit/rules/mass-look-ups', { ...rule, version: 0 }))
    expect(stale).toMatchObject({ status: 409, code: 'audit/rule-changed' })
    await ok(security.post('/api/audit/rules/mass-look-ups', rule))
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where kind = 'audit/WatchRuleSet.v1' order by id desc limit 1`,
    )
    expect(JSON.parse(entry!.canonical)).toMatchObject({ body: { most: 9, was: { most: 2, windowMinutes: 30 } } })
    const { rules } = await ok<{ rules: WatchRule[] }>(auditor.get('/api/audit/rules'))
    expect(rules.find((one) => one.rule === 'mass-look-ups')).toMatchObject({ most: 9, usual: { most: 60 } })
  })
})
