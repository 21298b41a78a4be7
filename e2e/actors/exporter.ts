import { expect } from '@playwright/test'
import type { Download, Locator } from '@playwright/test'
import { Official } from './official.ts'

/** What somebody asks to take out. */
export interface AskedExport {
  readonly purpose: string
  readonly reason: string
  readonly format?: string
  readonly alsoColumns?: readonly string[]
  readonly isInFull?: boolean
}

/** Asks for exports of lists, or decides about those of others. */
export class Exporter extends Official {
  /** From the list as it is filtered. */
  async beginsAt(path: string, list: string): Promise<void> {
    await this.desk.open(path)
    await this.desk.page.getByRole('link', { name: `导出${list}` }).click()
    await expect(this.desk.page.getByRole('heading', { level: 2, name: '申请导出' })).toBeVisible()
    await expect(this.desk.page.getByText('正在读取')).toHaveCount(0)
  }

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.desk.page.getByRole('main').getByText(text).first()).toBeVisible()
  }

  async asks({ purpose, reason, format, alsoColumns = [], isInFull }: AskedExport): Promise<void> {
    const { page } = this.desk
    for (const column of alsoColumns) await page.getByRole('checkbox', { name: column }).check()
    if (isInFull) await page.getByRole('radio', { name: '完整' }).check()
    if (format !== undefined) await page.getByRole('radio', { name: format }).check()
    await page.getByLabel('用途').selectOption(purpose)
    await page.getByLabel('理由').fill(reason)
    await this.looksAtBothWidths('desk-export-asking')
    await page.getByRole('button', { name: '提交申请' }).click()
    await expect(this.row(reason)).toContainText('待审批')
  }

  /** The one that was asked for with these words. */
  row(reason: string): Locator {
    return this.desk.page.getByRole('row').filter({ hasText: reason })
  }

  async opensWaiting(): Promise<void> {
    await this.desk.open('/exports?view=asked')
    await expect(this.desk.heading('数据导出')).toBeVisible()
    await expect(this.desk.page.getByText('正在读取')).toHaveCount(0)
  }

  async approves(reason: string): Promise<void> {
    await this.opensWaiting()
    await this.looksAtBothWidths('desk-exports-asked')
    await this.row(reason).getByRole('button', { name: /^批准/ }).click()
    await expect(this.row(reason)).toHaveCount(0)
  }

  async refuses(reason: string, because: string): Promise<void> {
    await this.opensWaiting()
    const row = this.row(reason)
    await row.getByRole('button', { name: /^不批准/ }).click()
    await row.getByLabel('理由').fill(because)
    await row.getByRole('button', { name: '提交' }).click()
    await expect(this.row(reason)).toHaveCount(0)
  }

  async findsMine(reason: string, word: string): Promise<void> {
    await this.desk.open('/exports')
    await expect(this.row(reason)).toContainText(word, { timeout: 60_000 })
  }

  async downloads(reason: string): Promise<Download> {
    const downloading = this.desk.page.waitForEvent('download')
    await this.row(reason).getByRole('link', { name: /^下载/ }).click()
    return downloading
  }
}
