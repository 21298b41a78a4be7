import { expect } from '@playwright/test'
import type { Portal } from '../pages/portal.ts'

interface Linking {
  readonly name: string
  readonly wrong: string
  readonly right: string
  readonly by?: '统一身份认证' | '数字证书'
}

/** What somebody from the public does about who they are: real names, companies, sign-ins of others. */
export class AccountHolder {
  readonly portal: Portal

  constructor(portal: Portal) {
    this.portal = portal
  }

  /** First with a number that no bank has given: it stays in its field. */
  async provesBankCard({ wrong, right }: { wrong: string; right: string }): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/my/real-name')
    await this.portal.arrive('real-name-two', /您好/)
    await page.getByLabel('本人的银行卡号').fill(wrong)
    await this.portal.button('核验银行卡').click()
    await expect(this.portal.alert().filter({ hasText: '没有确认您提供的信息' })).toBeVisible()
    await expect(page.getByLabel('本人的银行卡号')).toHaveValue(wrong)
    await this.portal.arrive('real-name-refused', /您好/)
    await page.getByLabel('本人的银行卡号').fill(right)
    await this.portal.button('核验银行卡').click()
    await expect(page.getByText('3 级', { exact: true }).first()).toBeVisible()
  }

  /** All that is held of one, by kind, and who looked at it. */
  async seesWhatIsHeld(kind: string, words: readonly string[]): Promise<void> {
    const { page } = this.portal
    await page.getByRole('link', { name: '个人信息', exact: true }).click()
    await expect(page.getByRole('heading', { name: '有哪些' })).toBeVisible()
    await this.portal.arrive('my-data', /您好/)
    const summary = page.getByText(new RegExp(`^${kind}\\s*\\(\\d+\\)$`))
    await summary.click()
    const held = page.getByRole('group').filter({ has: summary })
    await this.portal.arrive('my-data-open', /您好/)
    for (const word of words) await expect(held.getByText(word).first()).toBeVisible()
  }

  async seesWhoRead(name: string, what: RegExp): Promise<void> {
    const { page } = this.portal
    const table = page.getByRole('table', { name: '谁看过我的个人信息' })
    await expect(table.getByText(what).first()).toBeVisible()
    await expect(table.getByText(name).first()).toBeVisible()
  }

  async asksForCopy(): Promise<void> {
    const { portal } = this
    await portal.button(/^(申请副本|重新做一份)$/).click()
    await expect(portal.page.getByText('正在制作').first().or(portal.button('下载副本')).first()).toBeVisible()
  }

  /** After the proof has gone stale: with the password once more. @returns the file's first bytes and its name */
  async takesCopy(password: string): Promise<{ name: string; path: string }> {
    const { page } = this.portal
    await this.portal.open('/my/data')
    await expect(this.portal.button('下载副本')).toBeVisible()
    await this.portal.arrive('my-data-ready', /您好/)
    await this.portal.button('下载副本').click()
    await page.getByLabel('密码', { exact: true }).fill(password)
    await this.portal.arrive('my-data-proof', /您好/)
    await this.portal.button('验证并继续').click()
    const link = page.getByRole('link', { name: '保存到这台设备' })
    await expect(link).toBeVisible()
    await this.portal.arrive('my-data-taken', /您好/)
    const downloading = page.waitForEvent('download')
    await link.click()
    const download = await downloading
    return { name: download.suggestedFilename(), path: await download.path() }
  }

  /** To the source's own page and back. */
  async looksIntoCamera(): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/my/real-name')
    await this.portal.button('开始人脸核身').click()
    await page.getByRole('link', { name: '去核验' }).click()
    await page.getByRole('link', { name: '是本人，通过' }).click()
    await this.portal.arrive('real-name-back', /您好/)
    await this.portal.button('看核验结果').click()
    await expect(page.getByText('3 级', { exact: true }).first()).toBeVisible()
  }

  /** A code by message, which the simulated source shows on a page of its own. */
  async provesPhone(): Promise<void> {
    const { page } = this.portal
    await this.portal.button('发送验证码').click()
    await expect(page.getByLabel('短信验证码')).toBeVisible()
    const place = /http:\/\/127\.0\.0\.1:\d+\/messages/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
    const code = /<strong>(\d{6})</.exec(await (await page.request.get(place)).text())?.[1] ?? ''
    await this.portal.arrive('real-name-code', /您好/)
    await page.getByLabel('短信验证码').fill(code)
    await this.portal.button('确认验证码').click()
    await expect(page.getByText('1 级', { exact: true }).first()).toBeVisible()
  }

  async registersCompany(company: { name: string; creditCode: string }): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/my/companies')
    await this.portal.arrive('companies-none', /您好/)
    await page.getByLabel('单位名称').fill(company.name)
    await page.getByLabel('统一社会信用代码').fill(company.creditCode)
    await this.portal.button('核验并登记').click()
    await expect(page.getByRole('article', { name: company.name })).toBeVisible()
    await this.portal.arrive('companies', /您好/)
  }

  async appointsAgent(agent: { name: string; citizenId: string; until: string; theme: string }): Promise<void> {
    const { page } = this.portal
    await page.getByLabel('经办人姓名').fill(agent.name)
    await page.getByLabel('经办人身份证号码').fill(agent.citizenId)
    await page.getByLabel('委托到哪一天').fill(agent.until)
    await page.getByRole('checkbox', { name: agent.theme }).check()
    await this.portal.button('委托').last().click()
    await expect(page.getByRole('button', { name: `撤销对“${agent.name}”的委托` })).toBeVisible()
    await expect(page.getByText(`只能代办这些主题的事项：${agent.theme}`)).toBeVisible()
    await this.portal.arrive('companies-agent', /您好/)
  }

  /** To the province's page of sign-in, where one says who one is, and back. */
  async comesFromProvince(name: string): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/sign-in')
    await this.portal.arrive('sign-in', '登录')
    await this.portal.button(/省统一身份认证/).click()
    await page.getByRole('link', { name }).click()
  }

  /** First with a wrong password: the page says so, and nothing is linked. */
  async linksAccount({ name, wrong, right, by = '统一身份认证' }: Linking): Promise<void> {
    const { page } = this.portal
    await this.portal.arrive('link', `第一次用${by}登录`)
    await page.getByLabel('手机号、身份证号或登录名').fill(name)
    await page.getByLabel('密码').fill(wrong)
    await this.portal.button('关联并登录').click()
    await expect(this.portal.alert().filter({ hasText: '账号或密码不正确' })).toBeVisible()
    await this.portal.arrive('link-refused', `第一次用${by}登录`)
    await page.getByLabel('密码').fill(right)
    await this.portal.button('关联并登录').click()
    await expect(this.portal.heading(/您好/)).toBeVisible()
  }

  async opensAccount(): Promise<void> {
    await this.portal.arrive('link-open', '第一次用统一身份认证登录')
    await this.portal.button('开通并登录').click()
  }

  /** A line is signed by the tool of the key, and the signature handed in; at first one of another line. */
  async signsWithCertificate(name: string): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/sign-in')
    await page.getByRole('link', { name: '用数字证书登录' }).click()
    await this.portal.arrive('certificate', '用数字证书登录')
    await this.portal.button('取得待签名内容').click()
    await expect(page.getByLabel('待签名内容')).toBeVisible()
    await this.portal.arrive('certificate-sign', '用数字证书登录')
    const line = await page.getByLabel('待签名内容').inputValue()
    await page.getByLabel('签名', { exact: true }).fill(await this.#signedBy(name, `${line}x`))
    await this.portal.button('登录').click()
    await expect(this.portal.alert().filter({ hasText: '请重新取得待签名内容' })).toBeVisible()
    await this.portal.arrive('certificate-refused', '用数字证书登录')
    await page.getByLabel('签名', { exact: true }).fill(await this.#signedBy(name, line))
    await this.portal.button('登录').click()
  }

  /** The page says where the simulated tool of the key is. */
  async #signedBy(name: string, line: string): Promise<string> {
    const { page } = this.portal
    const place = /http:\/\/127\.0\.0\.1:\d+\/certificates/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
    const tool = await page.context().newPage()
    await tool.goto(place)
    await tool.getByRole('radio', { name, exact: true }).check()
    await tool.getByLabel('待签名内容').fill(line)
    await tool.getByRole('button', { name: '签名' }).click()
    const signature = await tool.getByLabel('签名').inputValue()
    await tool.close()
    return signature
  }

  async isGreeted(name: string): Promise<void> {
    await expect(this.portal.heading(`${name}，您好`)).toBeVisible()
  }

  /** Out here, and then where one came from. */
  async signsOutThereToo(): Promise<void> {
    await this.portal.button('退出登录').last().click()
    await this.portal.arrive('signed-out', '已退出登录')
    await this.portal.button('在那里也退出').click()
    await expect(this.portal.heading('您要办什么事？')).toBeVisible()
  }
}
