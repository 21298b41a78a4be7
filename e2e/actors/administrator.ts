import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import { Official } from './official.ts'

/** Who gives posts, one half of it: proposes or confirms. */
export class Administrator extends Official {
  async finds(says: string): Promise<void> {
    await this.desk.open('/administration')
    await expect(this.desk.page.getByText(says).first()).toBeVisible()
    await expect(this.desk.page.getByText('正在读取')).toHaveCount(0)
  }

  /** Who comes, moves and goes has a page of its own. */
  async findsChanges(says: string): Promise<void> {
    await this.desk.open('/staff-changes')
    await this.desk.arrive('staff-changes', '人员变动')
    await expect(this.desk.page.getByText(says).first()).toBeVisible()
    await expect(this.desk.page.getByText('正在读取')).toHaveCount(0)
  }

  override async looksAtBothWidths(as: string): Promise<void> {
    await super.looksAtBothWidths(`desk-administration-${as}`)
  }

  async proposes(name: string, role: string, lastDay?: string): Promise<void> {
    const { page } = this.desk
    const person = page.getByLabel('人员', { exact: true })
    const choice = await person.getByRole('option', { name: new RegExp(`^${name}（`) }).getAttribute('value')
    await person.selectOption(choice)
    await page.getByLabel('岗位', { exact: true }).selectOption(role)
    if (lastDay !== undefined) await page.getByLabel('最后任职日').fill(lastDay)
    await this.desk.button('提出任命').click()
  }

  async isToldThat(words: string): Promise<void> {
    await expect(this.desk.page.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await lookAt(this.desk.page, 'desk-administration-refused')
  }

  async sees(name: string, state: string): Promise<void> {
    await expect(this.#appointment(name, state)).toBeVisible()
  }

  async cannotConfirm(name: string): Promise<void> {
    await this.sees(name, '待确认')
    await expect(this.#appointment(name, '待确认').getByRole('button')).toHaveCount(0)
  }

  async confirms(name: string): Promise<void> {
    await this.#appointment(name, '待确认').getByRole('button', { name: '确认' }).click()
    await this.sees(name, '已确认')
  }

  async sendsBack(name: string, reason: string): Promise<void> {
    await this.#appointment(name, '待确认').getByRole('button', { name: '退回' }).click()
    await this.#appointment(name, '待确认').getByLabel('理由').fill(reason)
    await lookAt(this.desk.page, 'desk-administration-reason')
    await this.#appointment(name, '待确认').getByRole('button', { name: '提交' }).click()
    await this.sees(name, '已退回')
  }

  async proposesLeaving(name: string, reason: string, lastDay?: string): Promise<void> {
    await this.desk.page.getByRole('tab', { name: '办理离岗离职' }).click()
    const form = this.desk.page.getByRole('form', { name: '办理离岗离职' })
    await this.#choosesPerson(form.getByLabel('离职人员', { exact: true }), name)
    if (lastDay !== undefined) await form.getByLabel('最后工作日').fill(lastDay)
    await form.getByLabel('离职理由').fill(reason)
    await form.getByRole('button', { name: '提出离职' }).click()
  }

  /** 入职: the half of the code stands on the page afterwards. */
  async proposesJoining(who: { name: string; staffNo: string; login: string; role: string }): Promise<void> {
    await this.desk.page.getByRole('tab', { name: '办理入职' }).click()
    const form = this.desk.page.getByRole('form', { name: '办理入职' })
    await form.getByLabel('姓名').fill(who.name)
    await form.getByLabel('工号').fill(who.staffNo)
    await form.getByLabel('登录名').fill(who.login)
    await this.#choosesOffice(form, who.role)
    await form.getByLabel('依据').fill('公开招录')
    await form.getByRole('button', { name: '提出入职' }).click()
  }

  async proposesMove(name: string, role: string): Promise<void> {
    await this.desk.page.getByRole('tab', { name: '办理调岗' }).click()
    const form = this.desk.page.getByRole('form', { name: '办理调岗' })
    await this.#choosesPerson(form.getByLabel('调岗人员', { exact: true }), name)
    await expect(form.getByRole('list', { name: '到生效日的后果' })).toContainText('任务退回')
    await this.#choosesOffice(form, role)
    await form.getByLabel('调岗理由').fill('工作需要')
    await lookAt(this.desk.page, 'desk-staff-changes-move')
    await form.getByRole('button', { name: '提出调岗' }).click()
  }

  async #choosesPerson(person: Locator, name: string): Promise<void> {
    const choice = await person.getByRole('option', { name: new RegExp(`^${name}（`) }).getAttribute('value')
    await person.selectOption(choice)
  }

  async #choosesOffice(form: Locator, role: string): Promise<void> {
    await form.getByLabel('到哪个部门').selectOption('灵山县行政审批局')
    await form.getByRole('checkbox', { name: role, exact: true }).check()
  }

  /** Of a change of staff: `确认`, `退回` or `取消`, as it stands by its row. */
  async decidesChange(name: string, act: string, reason?: string): Promise<void> {
    const button = this.desk.page.getByRole('button', { name: new RegExp(`^${act}${name}(入职|调岗|离职)`) })
    await button.click()
    if (reason === undefined) await this.#reallyDecides(name)
    else await this.#decidesFor(reason, name, act)
    await expect(button).toHaveCount(0)
  }

  async #decidesFor(reason: string, name: string, act: string): Promise<void> {
    const form = this.desk.page.getByRole('form', { name: new RegExp(`^${act}${name}(入职|调岗|离职)`) })
    await form.getByLabel('理由').fill(reason)
    await form.getByRole('button', { name: '提交' }).click()
  }

  /** The first press has shown what follows. */
  async #reallyDecides(name: string): Promise<void> {
    const { page } = this.desk
    await expect(page.getByRole('region', { name: new RegExp(`^确认${name}.*的后果$`) })).toBeVisible()
    await lookAt(page, 'desk-staff-changes-consequences')
    await page.getByRole('button', { name: new RegExp(`^确认办理${name}`) }).click()
  }

  async seesChange(name: string, standing: string): Promise<void> {
    const rows = this.desk.page.getByRole('table', { name: /人员变动/ }).getByRole('row')
    await expect(rows.filter({ hasText: name }).filter({ hasText: standing }).first()).toBeVisible()
  }

  async seesDevices(name: string): Promise<void> {
    await this.desk.page.getByRole('button', { name: `查看设备：${name}` }).click()
    await expect(this.#account(name)).toContainText('上次使用')
    await lookAt(this.desk.page, 'desk-administration-devices')
  }

  async endsSessions(name: string, reason: string): Promise<void> {
    await this.desk.page.getByRole('button', { name: `强制退出：${name}的所有设备` }).click()
    await this.#account(name).getByLabel('理由').fill(reason)
    await this.#account(name).getByRole('button', { name: '提交' }).click()
    await expect(this.desk.page.getByRole('button', { name: `查看设备：${name}` })).toBeHidden()
  }

  /** Nothing can be read: the page says so, card by card, and offers to try again. */
  async looksWhileNothingIsRead(): Promise<void> {
    const { page } = this.desk
    await page.route(/\/api\/(appointments|factor-resets|staff)/, (route) => route.abort())
    await page.reload()
    await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 60_000 })
    await this.looksAtBothWidths('unread')
    await page.unroute(/\/api\/(appointments|factor-resets|staff)/)
  }

  #account(name: string) {
    return this.desk.page.getByRole('table', { name: '工作人员账号' }).getByRole('row').filter({ hasText: name })
  }

  /** While a decision arrives, the list of what waits and the list of what is decided may both show it. */
  #appointment(name: string, state: string) {
    return this.desk.page
      .getByRole('table', { name: /岗位任命/ })
      .getByRole('row')
      .filter({ hasText: name })
      .filter({ hasText: state })
  }
}
