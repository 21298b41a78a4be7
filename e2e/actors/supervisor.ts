import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { SubmittedCase } from './items.ts'
import { Official } from './official.ts'

/** Watches limits and the record; does nothing to a case. */
export class Supervisor extends Official {
  /** The record of one case, with what its chain says. */
  async opensRecord(aCase: SubmittedCase): Promise<void> {
    await this.desk.open(`/cases/${aCase.id}`)
    await this.desk.page.getByRole('link', { name: '账本校验' }).click()
    await expect(this.desk.page.getByRole('list', { name: '全部记录' })).toBeVisible()
    await lookAt(this.desk.page, 'desk-record')
  }

  /** Each act stands in the record of the case, in this order, and the chain holds. */
  async seesRecord(aCase: SubmittedCase, acts: readonly string[]): Promise<void> {
    await this.opensRecord(aCase)
    await expect(this.desk.page.getByText('这个流的链核验通过')).toBeVisible()
    const entries = this.desk.page.getByRole('list', { name: '全部记录' }).getByRole('listitem')
    const titles = await entries.getByRole('strong').allInnerTexts()
    expect(titles.filter((title) => acts.includes(title))).toEqual(acts)
  }

  async seesLimit(aCase: SubmittedCase, word: string): Promise<void> {
    await this.desk.open('/supervision')
    const row = this.desk.page.getByRole('listitem').filter({ has: this.desk.row(aCase.caseNo) })
    await expect(row.getByText(word).first()).toBeVisible()
    await lookAt(this.desk.page, 'desk-limits')
  }

  async verifiesLedger(checkpoint = ''): Promise<void> {
    await this.desk.open('/supervision/ledger')
    const { page } = this.desk
    await page.getByLabel('检查点（选填）').fill(checkpoint)
    await page.getByRole('button', { name: '现在核验' }).click()
    await expect(page.getByText(/^核验(不)?通过：/)).toBeVisible()
  }
}
