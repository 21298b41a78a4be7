import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
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
    const lines = await entries.allInnerTexts()
    const places = acts.map((act) => lines.findIndex((line) => new RegExp(`^\\d+\\s+${act}\\s`).test(line)))
    expect(places, `${acts.join(', ')} among ${lines.length} entries`).toEqual(
      places.toSorted((one, other) => one - other),
    )
    expect(places).not.toContain(-1)
  }

  async seesLimit(aCase: SubmittedCase, word: string): Promise<void> {
    await this.desk.open('/supervision')
    const row = this.desk.page.getByRole('listitem').filter({ has: this.desk.row(aCase) })
    await expect(row.getByText(word).first()).toBeVisible()
    await lookAt(this.desk.page, 'desk-limits')
  }

  /** The note that is kept outside, so that the whole record can be held against it later. */
  async printsCheckpoint(): Promise<string> {
    await this.desk.open('/supervision/ledger')
    await this.desk.button('取得检查点').click()
    return await this.desk.page.getByLabel('检查点全文').innerText()
  }

  /** Verifies the whole record, alone or against a note, and reads what the page says of it. */
  async verifies({ note = '', finds }: { note?: string; finds: readonly RegExp[] }): Promise<void> {
    await this.desk.open('/supervision/ledger')
    const { page } = this.desk
    await page.getByLabel('检查点（选填）').fill(note)
    const answer = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: '现在核验' }).click()
    const { entries } = (await (await answer).json()) as { entries: number }
    // Each verification is an entry itself: the number tells this one from the one before.
    await expect(
      page
        .getByRole('definition')
        .filter({ hasText: new RegExp(`^${entries}$`) })
        .first(),
    ).toBeVisible()
    await expect(
      page.getByText(finds.length === 0 ? '核验通过：没有发现问题' : /核验不通过：发现 \d+ 处问题/),
    ).toBeVisible()
    for (const finding of finds) await expect(this.#findings().filter({ hasText: finding }).first()).toBeVisible()
    await lookAt(page, finds.length === 0 ? 'desk-ledger' : 'desk-ledger-attacked')
  }

  /** Nothing else is blamed for what was done to one stream. */
  async findsOnly(stream: string): Promise<void> {
    await expect(this.#findings().filter({ hasNotText: new RegExp(`${stream}|总账应有`) })).toHaveCount(0)
  }

  async isWarned(text: string): Promise<void> {
    await expect(this.desk.page.getByText(text)).toBeVisible()
  }

  /** The record of the one case says it too. */
  async seesBrokenRecord(aCase: SubmittedCase, finding: RegExp): Promise<void> {
    await this.desk.open(`/supervision/streams/case/${aCase.id}`)
    await expect(this.desk.page.getByText(/^这个流有 \d+ 处问题$/)).toBeVisible()
    await expect(this.#findings().filter({ hasText: finding }).first()).toBeVisible()
    await lookAt(this.desk.page, 'desk-record-attacked')
  }

  #findings(): Locator {
    return this.desk.page.getByRole('list', { name: '发现的问题' }).getByRole('listitem')
  }
}
