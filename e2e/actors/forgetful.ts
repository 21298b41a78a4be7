import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { Desk } from '../pages/desk.ts'
import type { Portal } from '../pages/portal.ts'

export interface Stated {
  readonly name: string
  readonly citizenId: string
  readonly phone: string
}

/** Somebody who forgot the password. */
export class Forgetful {
  readonly portal: Portal

  constructor(portal: Portal) {
    this.portal = portal
  }

  /** From the sign-in page, stating who one is. */
  async begins(stated: Stated, as: string): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/sign-in')
    await page.getByRole('link', { name: '忘记密码' }).click()
    await this.portal.arrive('recover', '找回密码')
    await this.#states(stated, as)
  }

  /** With what was mistyped put right. */
  async startsOver(stated: Stated, as: string): Promise<void> {
    await this.portal.page.getByRole('link', { name: /从头再来/ }).click()
    await expect(this.portal.button('发送验证码')).toBeVisible()
    await this.#states(stated, as)
  }

  async #states(stated: Stated, as: string): Promise<void> {
    const { page } = this.portal
    await page.locator('#name').fill(stated.name)
    await page.locator('#citizenId').fill(stated.citizenId)
    await page.getByLabel('登记的手机号', { exact: true }).fill(stated.phone)
    await this.portal.button('发送验证码').click()
    await expect(page.getByLabel('短信验证码')).toBeVisible()
    await this.portal.arrive(`recover-code-${as}`, '找回密码')
  }

  async isToldThat(words: string, as: string): Promise<void> {
    await expect(this.portal.alert().filter({ hasText: words })).toBeVisible()
    await this.portal.arrive(`recover-${as}`, '找回密码')
  }

  async typesCode(code: string): Promise<void> {
    await this.portal.page.getByLabel('短信验证码').fill(code)
    await this.portal.button('确认验证码').click()
  }

  /** What the phone shows: the simulated source keeps its messages on a page of its own. */
  async newestCode({ phone }: Stated): Promise<string> {
    const { page } = this.portal
    const place = /http:\/\/127\.0\.0\.1:\d+\/messages/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
    const covered = `${phone.slice(0, 3)}\\*{4}${phone.slice(-4)}`
    const line = new RegExp(`${covered}：验证码 <strong>(\\d{6})<`)
    let code = ''
    await expect(async () => {
      code = line.exec(await (await page.request.get(place)).text())?.[1] ?? ''
      expect(code).not.toBe('')
    }).toPass()
    return code
  }

  async provesBankCard(cardNumber: string): Promise<void> {
    const { page } = this.portal
    await expect(page.getByRole('heading', { name: '再做一项核验' })).toBeVisible()
    await this.portal.arrive('recover-prove', '找回密码')
    await page.getByLabel('本人的银行卡号').fill(cardNumber)
    await this.portal.button('核验银行卡').click()
  }

  /** First one that is too easy to guess. */
  async setsPassword({ weak, strong }: { weak: string; strong: string }): Promise<void> {
    const { page } = this.portal
    await page.locator('#newPassword').fill(weak)
    await this.portal.button('设置新密码').click()
    await expect(this.portal.alert().filter({ hasText: '密码' })).toBeVisible()
    await this.portal.arrive('recover-password-weak', '找回密码')
    await page.locator('#newPassword').fill(strong)
    await this.portal.button('设置新密码').click()
    await expect(page.getByText('新密码已经设好')).toBeVisible()
    await this.portal.arrive('sign-in-recovered', '登录')
  }

  async signsIn(name: string, password: string): Promise<void> {
    const { page } = this.portal
    await page.getByLabel('手机号、身份证号或登录名').fill(name)
    await page.locator('#password').fill(password)
    await this.portal.button(/^登录$/).click()
    await expect(this.portal.heading(/您好/)).toBeVisible()
  }

  async signsOut(): Promise<void> {
    await this.portal.button('退出登录').last().click()
    await expect(this.portal.heading('您要办什么事？')).toBeVisible()
  }

  /** With what the window gave, and then the own phone. */
  async comesWithStartCode(stated: Stated, startCode: string): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/recover?again=1')
    await page.getByLabel('登记的手机号、身份证号或登录名').fill(stated.phone)
    await page.locator('#startCode').fill(startCode)
    await this.portal.button('用找回码继续').click()
    await expect(page.getByRole('heading', { name: '再做一项核验' })).toBeVisible()
    await this.portal.button('发送验证码').click()
    await expect(page.getByLabel('短信验证码')).toBeVisible()
    await this.portal.arrive('recover-window', '找回密码')
    await this.typesCode(await this.newestCode(stated))
    await expect(page.locator('#newPassword')).toBeVisible()
  }
}

/** The clerk saw the person and the document. */
export async function givesStartCode(desk: Desk, stated: Stated): Promise<string> {
  const { page } = desk
  await desk.open('/recovery')
  await desk.arrive('recovery', '找回密码')
  await page.getByLabel('证件上的姓名').fill('不是本人')
  await page.getByLabel('证件上的公民身份号码').fill(stated.citizenId)
  await page.getByLabel('账号登记的手机号、身份证号或登录名').fill(stated.phone)
  await page.getByRole('button', { name: /给出找回码/ }).click()
  await expect(page.getByRole('alert').filter({ hasText: '没有对上的账号' })).toBeVisible()
  await desk.arrive('recovery-refused', '找回密码')
  await page.getByLabel('证件上的姓名').fill(stated.name)
  await page.getByRole('button', { name: /给出找回码/ }).click()
  await expect(page.getByText('只显示这一次')).toBeVisible()
  await lookAt(page, 'desk-recovery-given')
  return /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
}

/** Half of a start code, from one of two administrators. */
export async function readsHalf(desk: Desk, as: string): Promise<string> {
  const told = desk.page.getByRole('status').filter({ hasText: /半(找回码|首次登录码)/ })
  await expect(told).toBeVisible()
  await lookAt(desk.page, `desk-administration-${as}`)
  return /\b[0-9A-Z]{5}\b/.exec(await told.innerText())?.[0] ?? ''
}

/** An official at the sign-in page of the workbench, with both halves. */
export async function officialRecovers(
  { page }: Desk,
  given: { login: string; startCode: string; password: string },
): Promise<void> {
  await page.goto('/desk')
  await page.getByRole('button', { name: '忘记密码' }).click()
  await lookAt(page, 'desk-recover')
  await page.locator('#recover-account').fill(given.login)
  await page.locator('#recover-code').fill('AAAAA-AAAAA')
  await page.getByRole('button', { name: '继续' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '没有通过核验' })).toBeVisible()
  await lookAt(page, 'desk-recover-refused')
  await page.locator('#recover-code').fill(given.startCode)
  await page.getByRole('button', { name: '继续' }).click()
  await page.locator('#recover-password').fill(given.password)
  await lookAt(page, 'desk-recover-password')
  await page.getByRole('button', { name: '设置新密码' }).click()
  await expect(page.getByText('新密码已经设好')).toBeVisible()
  await page.getByRole('button', { name: '回到登录' }).click()
}
