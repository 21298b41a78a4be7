import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import { Official } from './official.ts'

/** Searches the record by person, case and kind, and does nothing else. */
export class AuditAdministrator extends Official {
  async opensAudit(as: string): Promise<void> {
    await this.desk.open('/audit')
    await this.arrives(as)
  }

  async arrives(as: string): Promise<void> {
    await expect(this.desk.page.getByRole('heading', { level: 1, name: '安全审计' })).toBeVisible()
    await this.desk.page.getByRole('table').or(this.desk.page.getByText('没有符合条件的记录')).first().waitFor()
    await this.looks(as)
  }

  async looks(as: string): Promise<void> {
    await lookAt(this.desk.page, `desk-${as}`)
  }

  /** By label and word; a choice by what it is called. */
  async searches(conditions: Readonly<Record<string, string>>): Promise<void> {
    const form = this.desk.page.getByRole('search', { name: '查询审计记录' })
    for (const [label, word] of Object.entries(conditions)) {
      const field = form.getByLabel(label, { exact: true })
      if (label === '类别' || label === '动作') await field.selectOption(word)
      else await field.fill(word)
    }
    await form.getByRole('button', { name: '查询' }).click()
    await expect(this.desk.page.getByRole('list', { name: '查询条件' })).toBeVisible()
  }

  async sees(...words: readonly string[]): Promise<void> {
    for (const word of words) await expect(this.desk.page.getByRole('table')).toContainText(word)
  }

  async opensAlerts(): Promise<void> {
    await this.desk.open('/audit/alerts')
    await expect(this.desk.page.getByRole('heading', { level: 1, name: '安全审计' })).toBeVisible()
  }

  /** Changes one rule, as security does. */
  async setsRule(title: string, words: Readonly<Record<string, string>>): Promise<void> {
    await this.desk.open('/audit/rules')
    const { page } = this.desk
    await page.getByRole('button', { name: `设定：${title}` }).click()
    await lookAt(page, 'desk-audit-rules')
    const form = page.getByRole('form', { name: `设定：${title}` })
    for (const [label, word] of Object.entries(words)) await form.getByLabel(label).fill(word)
    await form.getByRole('button', { name: '保存' }).click()
    await expect(form).toBeHidden()
  }

  /** Alerts are looked for every minute. */
  async waitsForAlert(title: string): Promise<void> {
    const { page } = this.desk
    await expect(async () => {
      await page.reload()
      await expect(page.getByRole('link', { name: title }).first()).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 180_000 })
  }

  async opensAlert(title: string): Promise<void> {
    await this.desk.page.getByRole('link', { name: title }).first().click()
    await expect(this.desk.page.getByRole('heading', { name: /^依据的记录/ })).toBeVisible()
  }

  async explains(reason: string): Promise<void> {
    await this.desk.page.getByLabel('说明').fill(reason)
    await this.desk.button('有正当理由').click()
    await expect(this.desk.page.getByText(reason)).toBeVisible()
  }

  async seesNothing(): Promise<void> {
    await expect(this.desk.page.getByText('没有符合条件的记录')).toBeVisible()
  }
}
