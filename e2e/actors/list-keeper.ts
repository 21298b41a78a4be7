import { expect } from '@playwright/test'
import type { Desk } from '../pages/desk.ts'
import { lookAt } from '../pages/arrive.ts'

const LIST = '扶贫（帮扶）对象清单'
const BATCH = /^灵山县行政审批局：\d+ 处$/

/** A household as a department writes it down; what is done for it tells it from all others. */
export interface Household {
  readonly name: string
  readonly citizenId: string
  readonly measure: string
}

/** Whoever keeps lists for a department, or reviews what another has kept. */
export class ListKeeper {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Into the department's batch, which is taken back first if it is away for review. */
  async adds({ name, citizenId, measure }: Household): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open('/lists/assistance-people')
    await this.#desk.arrive('roster', LIST)
    if (await page.getByRole('listitem').filter({ hasText: '审核中' }).isVisible()) {
      await page.getByRole('link', { name: BATCH }).click()
      await this.#desk.button('撤回修改').click()
      await expect(this.#desk.button('提交审核')).toBeVisible()
      await this.#desk.open('/lists/assistance-people')
    }
    await this.#desk.button('新增记录').click()
    const form = this.#desk.panel('新增记录')
    await form.getByLabel('户主').fill(name)
    await form.getByLabel('身份证件号码').fill(citizenId)
    await form.getByLabel('所在村（社区）').fill('450721001210')
    await form.getByLabel('帮扶措施').fill(measure)
    await form.getByLabel('补助金额（元）').fill('1200.5')
    await lookAt(page, 'desk-roster-form')
    await this.#desk.button('保存到这批变更').click()
    await expect(form).toBeHidden()
  }

  async submits(measure: string): Promise<void> {
    const { page } = this.#desk
    await page.getByRole('link', { name: BATCH }).click()
    await expect(page.getByText(measure).first()).toBeVisible()
    await this.#desk.button('提交审核').click()
    await expect(page.getByText('审核中', { exact: true })).toBeVisible()
  }

  /** From the inbox: people masked, and only then public. */
  async publishes({ name, citizenId, measure }: Household): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open('/')
    await page.getByRole('link', { name: `${LIST}（灵山县行政审批局）` }).click()
    await this.#desk.arrive('roster-batch', `${LIST}的变更`)
    await expect(page.getByText(measure).first()).toBeVisible()
    for (const hidden of [name, citizenId]) await expect(page.getByText(hidden)).toHaveCount(0)
    const form = this.#desk.panel('审核')
    await form.getByLabel('通过并公布').check()
    await form.getByLabel('意见').fill('与发放名单一致，同意公布。')
    await form.getByRole('button', { name: '确认' }).click()
    await expect(page.getByText('已公布', { exact: true })).toBeVisible()
  }
}
