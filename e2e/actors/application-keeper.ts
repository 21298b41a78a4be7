import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import { Official } from './official.ts'

/** Where another office's website lives. */
export interface JoiningSite {
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backchannelLogoutUri: string
}

/** Asks for applications that join the one sign-in, or approves them: never both. */
export class ApplicationKeeper extends Official {
  async requestsApplication(name: string, site: JoiningSite): Promise<void> {
    const { page } = this.desk
    await this.desk.open('/applications')
    await lookAt(page, 'desk-applications')
    await page.getByRole('link', { name: '申请接入' }).click()
    await this.desk.arrive('application-new', '申请接入应用')
    await page.getByLabel('应用名称').fill(name)
    await page.getByLabel('用途').fill('办理法律援助申请')
    await page.getByRole('radio', { name: '密钥' }).check()
    await page.getByLabel('登录后返回的地址').fill(site.redirectUri)
    await page.getByLabel('退出后返回的地址').fill(site.postLogoutRedirectUri)
    await page.getByLabel('退出通知地址').fill(site.backchannelLogoutUri)
    await page.getByRole('checkbox', { name: '姓氏和实名等级' }).check()
    await this.desk.button('提交申请').click()
    await expect(this.desk.heading(new RegExp(`${name}.*待审核`))).toBeVisible()
    await lookAt(page, 'desk-application-requested')
  }

  async approvesApplication(name: string): Promise<void> {
    await this.#opens(name)
    await this.desk.button('批准').click()
    await expect(this.desk.heading(/已批准/)).toBeVisible()
  }

  /** The secret is shown this once. */
  async takesSecret(name: string): Promise<{ clientId: string; secret: string }> {
    await this.#opens(name)
    const { page } = this.desk
    const clientId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await this.desk.button('生成新密钥').click()
    const shown = page.getByRole('alert').filter({ hasText: '只显示这一次' })
    const [secret = ''] = /[\w-]{43}/.exec(await shown.innerText()) ?? []
    await lookAt(page, 'desk-application-approved')
    return { clientId, secret }
  }

  async #opens(name: string): Promise<void> {
    await this.desk.open('/applications')
    await this.desk.page.getByRole('link', { name }).first().click()
    await expect(this.desk.heading(new RegExp(name))).toBeVisible()
  }
}
