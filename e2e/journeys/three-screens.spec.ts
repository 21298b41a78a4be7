import type { APIResponse, Page } from '@playwright/test'
import { PASSWORD } from '../actors/items.ts'
import { KeyboardUser, oneTimeCode } from '../actors/keyboard.ts'
import { expect, test } from '../actors/test.ts'
import { giveDevice } from '../pages/device.ts'
import { VIEWPORTS } from '../pages/screens.ts'

/** From the page of sign-in to one's own first page, both counted. */
const MOST_SCREENS = 3

const h1 = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('with a password it is two screens, by keyboard alone', async ({ anybody }) => {
  const { page } = anybody.portal
  const user = new KeyboardUser(page)
  await anybody.portal.open('/sign-in')
  await user.arrives(h1(page, '登录'))
  await user.types(page.locator('#name'), 'wangfang')
  await user.types(page.locator('#password'), PASSWORD)
  await page.keyboard.press('Enter')
  await user.arrives(h1(page, '王芳，您好'))
  expect(user.screens.length).toBeLessThanOrEqual(MOST_SCREENS)
  expect(user.screens).toHaveLength(2)
})

test('with a passkey it is two screens, by keyboard alone', async ({ resident }) => {
  const { page } = resident.portal
  await giveDevice(page)
  await resident.opensMine()
  await resident.addsPasskey('三屏')
  await resident.signsOut()
  const user = new KeyboardUser(page)
  await resident.portal.open('/sign-in')
  await user.arrives(h1(page, '登录'))
  await user.presses(resident.portal.button('使用通行密钥'))
  await user.arrives(h1(page, '王芳，您好'))
  expect(user.screens).toHaveLength(2)
  await resident.removesPasskey('三屏')
})

test('with the province’s sign-in it is three screens, by keyboard alone', async ({ anybody }) => {
  const { page } = anybody.portal
  const user = new KeyboardUser(page)
  await anybody.comesFromProvince('韦丽萍')
  await expect(h1(page, '第一次用统一身份认证登录')).toBeVisible()
  await page.locator('#name').fill('weiliping')
  await page.locator('#password').fill(PASSWORD)
  await anybody.portal.button('关联并登录').click()
  await expect(h1(page, '韦丽萍，您好')).toBeVisible()
  await anybody.signsOutThereToo()
  await anybody.portal.open('/sign-in')
  await user.arrives(h1(page, '登录'))
  await user.presses(anybody.portal.button(/省统一身份认证/))
  await user.arrives(h1(page, '省统一身份认证（模拟）'))
  await user.presses(page.getByRole('link', { name: '韦丽萍' }))
  await user.arrives(h1(page, '韦丽萍，您好'))
  expect(user.screens).toHaveLength(MOST_SCREENS)
})

test('with a password and a one-time code it is three screens on a phone, by keyboard alone @desktop', async ({
  supervisor,
}) => {
  const { page } = supervisor.desk
  await supervisor.desk.open('/profile')
  const source = await addCodes(page)
  await page.context().clearCookies()
  await page.setViewportSize(VIEWPORTS.phone)
  const user = new KeyboardUser(page)
  await page.goto('/desk/supervision')
  await user.arrives(h1(page, '工作人员登录'))
  await user.types(page.locator('#sign-in-name'), 'mozhengming')
  await user.types(page.locator('#sign-in-password'), PASSWORD)
  const answer = page.waitForResponse(
    (one) => new URL(one.url()).pathname === '/api/session' && one.request().method() === 'POST',
  )
  await page.keyboard.press('Enter')
  await answer
  await user.arrives(page.getByRole('heading', { level: 2 }).first())
  await user.types(page.locator('#proof-totp'), source.nextCode())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await user.arrives(page.getByRole('heading', { level: 1 }).first())
  expect(user.screens).toHaveLength(MOST_SCREENS)
  await removeCodes(page)
})

/** What an authenticator app would hold. The hour is the program's own; a code that was used is not used again. */
async function addCodes(page: Page): Promise<{ nextCode(): string }> {
  const { csrfToken, provedAt } = await session(page)
  const since = Date.now()
  const now = () => new Date(new Date(provedAt).getTime() + Date.now() - since)
  const { secret, ticket } = (await (await page.request.get('/api/my/totp/options')).json()) as Record<string, string>
  const data = { label: '三屏', ticket, code: oneTimeCode(secret ?? '', now()) }
  await ok(page.request.post('/api/my/totp', { data, headers: seals(csrfToken) }))
  return { nextCode: () => oneTimeCode(secret ?? '', new Date(now().getTime() + 30_000)) }
}

async function removeCodes(page: Page): Promise<void> {
  const { csrfToken } = await session(page)
  const { factors } = (await (await page.request.get('/api/my/factors')).json()) as {
    factors: { id: string; version: number }[]
  }
  for (const { id, version } of factors)
    await ok(page.request.post(`/api/my/factors/${id}/remove`, { data: { version }, headers: seals(csrfToken) }))
}

async function session(page: Page): Promise<{ csrfToken: string; provedAt: string }> {
  return (await (await page.request.get('/api/session')).json()) as { csrfToken: string; provedAt: string }
}

function seals(csrf: string): Record<string, string> {
  return { 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID() }
}

async function ok(answer: Promise<APIResponse>): Promise<void> {
  const given = await answer
  expect(given.status(), await given.text()).toBe(200)
}
