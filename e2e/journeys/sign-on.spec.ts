import { expect, test } from '../actors/test.ts'
import { openLegalAidSite } from '../fixtures/legal-aid-site.ts'
import type { LegalAidSite } from '../fixtures/legal-aid-site.ts'
import { lookAt } from '../pages/arrive.ts'

let site: LegalAidSite

test.beforeAll(async () => {
  site = await openLegalAidSite()
})
test.afterAll(() => site.close())

test('another office’s website is joined, roamed to and left with one sign-in', async ({
  installation,
  applicationKeeper,
  applicationReviewer,
  resident,
}) => {
  await applicationKeeper.requestsApplication('法律援助中心', site)
  await applicationReviewer.approvesApplication('法律援助中心')
  const registered = await applicationKeeper.takesSecret('法律援助中心')
  await site.join({ issuer: `${installation.url}/oidc`, ...registered })

  const { page } = resident.portal
  await page.goto(site.url)
  await page.getByRole('link', { name: '用一网账号登录' }).click()
  await resident.portal.signIn('wangfang')
  await expect(page.getByRole('heading', { name: '“法律援助中心”请求用您的一网账号登录' })).toBeVisible()
  await lookAt(page, 'sign-on-consent')
  await resident.portal.button('不同意').click()
  await expect(page.getByText('您没有同意登录')).toBeVisible()
  await page.getByRole('link', { name: '用一网账号登录' }).click()
  await resident.portal.button('同意并登录').click()
  await expect(page.getByText('您好，王*')).toBeVisible()

  await resident.portal.open('/my/applications')
  await expect(page.getByRole('heading', { name: /法律援助中心/ })).toBeVisible()
  await lookAt(page, 'my-applications')
  await resident.portal.button('退出登录').click()
  await expect(page).toHaveURL(`${installation.url}/`)
  await installation.drain()
  await page.goto(site.url)
  await expect(page.getByText('您还没有登录')).toBeVisible()

  await page.getByRole('link', { name: '用一网账号登录' }).click()
  await resident.portal.signIn('wangfang')
  await expect(page.getByText('您好，王*')).toBeVisible()
  await page.getByRole('link', { name: '退出' }).click()
  await expect(page.getByRole('heading', { name: '要退出登录吗？' })).toBeVisible()
  await lookAt(page, 'sign-on-leave')
  await page.getByRole('button', { name: '全部退出' }).click()
  await expect(page.getByText('您还没有登录')).toBeVisible()
  await resident.portal.open('/my')
  await expect(page).toHaveURL(/\/sign-in/)
})
