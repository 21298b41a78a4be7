import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/kernel/index.ts'
import { forgetAnswers } from '../src/platform/http/index.ts'
import { act, draftCase, FOOD_ANSWERS, ok, submitted } from '../src/modules/cases/fixtures.ts'
import type { CaseView } from '../src/modules/cases/contract/index.ts'
import { buildResident, signIn, TEST_PASSWORD, trySignIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { readableText } from './readable-text.ts'

/** Words that stand nowhere else. */
const NAME = '区𬭊鸾'
const SHOP = '灵山区𬭊鸾荔枝铺'

let app: TestApp
let clerk: SignedIn
let resident: SignedIn & { phone: string }
let citizenId: string
beforeAll(async () => {
  app = await openTestApp()
  clerk = await signIn(app, 'chenjing')
  resident = await buildResident(app, { name: NAME })
  // Stands for the population base, which knows nobody of this name.
  await app.sql(`update identity.accounts set real_name_level = 2, real_name_source = '测试' where id = $1`, [
    resident.accountId.slice(7),
  ])
  const found = (await readableText(app)).find(
    (text) => /^identity\.accounts: 999999\d{11}[\dX]$/.test(text) && !isDemo(text),
  )
  citizenId = found?.split(': ')[1] ?? ''
})
afterAll(() => app.close())

const isDemo = (text: string) => /199003120243|198506070319|197604180621/.test(text)
const erasure = () => resident.get('/api/my/account/erasure')
async function erase(password = TEST_PASSWORD) {
  const { version } = (await erasure()).json<{ version: number }>()
  return resident.post('/api/my/account/erasure', { version, password })
}
const planted = async () => {
  const words = [NAME, SHOP, citizenId, resident.phone]
  return (await readableText(app)).filter((text) => words.some((word) => text.includes(word)))
}

describe('closing an account and erasing its personal data', () => {
  it('is refused with the reason while a case runs, and while it must be kept after it ended', async () => {
    const aCase = await submitted(app, resident, { answers: { ...FOOD_ANSWERS, shopName: SHOP } })
    const { hindrances } = (await erasure()).json<{ hindrances: string[] }>()
    expect(hindrances).toEqual([expect.stringMatching(/^办件“.*”（.*）还没有办完。$/)])
    const running = await erase()
    expect(running.statusCode).toBe(409)
    expect(running.json()).toMatchObject({ code: 'identity/account-needed' })
    await act(resident, aCase, 'withdraw', { reason: `${NAME}不租了` })
    const kept = await erase()
    expect(kept.statusCode).toBe(409)
    expect(kept.json<{ detail: string }>().detail).toMatch(/《行政诉讼法》第四十六条.*要保存到/)
    expect((await clerk.get('/api/my/account/erasure')).json()).toMatchObject({ code: 'identity/people-only' })
  })

  it('takes the password, and leaves nothing of the person in any table', async () => {
    await draftCase(app, resident, { answers: { ...FOOD_ANSWERS, shopName: SHOP } })
    await app.drain()
    expect(citizenId).toMatch(/^999999/)
    expect((await planted()).length).toBeGreaterThan(8)
    app.at('2029-03-01T02:00:00Z')
    resident = { ...(await signIn(app, resident.phone)), phone: resident.phone }
    const wrong = await erase('not-my-password-9')
    expect(wrong.statusCode).toBe(403)
    expect((await planted()).length).toBeGreaterThan(8)
    const note = await app.ledger.checkpoint()
    expect((await erasure()).json()).toMatchObject({ hindrances: [] })

    const done = await erase()
    expect(done.statusCode, done.body).toBe(200)
    await app.drain()
    app.at('2029-03-08T02:00:00Z')
    await app.act({ actor: systemActor('upkeep'), mode: 'record', role: 'yiwang_worker' }, forgetAnswers)
    expect(await planted()).toEqual([])
    expect((await app.ledger.verify(note)).findings).toEqual([])
  })

  it('ends every session and frees the names of sign-in; the cases say who erased them', async () => {
    expect((await resident.get('/api/my/cases')).statusCode).toBe(401)
    expect((await trySignIn(app, resident.phone, TEST_PASSWORD)).statusCode).toBe(401)
    const [row] = await app.sql<{ jurisdiction: string; id: string }>(
      `select jurisdiction, id from cases.cases where owner_id = $1 and case_no is not null`,
      [resident.accountId],
    )
    const officer = await signIn(app, 'chenjing')
    const view = await ok<CaseView>(officer.get(`/api/cases/${row!.jurisdiction}-${row!.id}`))
    expect(view.erased?.text).toBe('个人信息已于2029年3月1日由申请人本人依法删除')
  })
})
