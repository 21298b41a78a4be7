import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { Sample } from './items.ts'
import { Official } from './official.ts'

/** The item administrator: suspends and resumes what the departments do for the public. */
export class ItemKeeper extends Official {
  async changesItem(item: Sample, change: ItemChange): Promise<void> {
    const { page } = this.desk
    await this.desk.open('/items')
    await this.desk.arrive('items', '事项')
    await page.getByRole('link', { name: item.name }).click()
    await this.desk.arrive('item', item.name)
    await this.desk.button(change.act).click()
    await page.getByLabel('依据', { exact: true }).fill(change.basis)
    if (change.documentNo !== undefined) await page.getByLabel('文号').fill(change.documentNo)
    if (change.clause !== undefined) {
      await page.getByRole('button', { name: change.confirm }).click()
      await expect(page.getByText('请写明在办件怎么办')).toBeVisible()
      await page.getByLabel('对在办件的处理').fill(change.clause)
      if (change.rule !== undefined) await page.getByRole('radio', { name: change.rule }).check()
    }
    await lookAt(page, 'desk-item-change')
    await page.getByRole('button', { name: change.confirm }).click()
    await expect(page.getByText(`“${item.name}”已登记变动`)).toBeVisible()
  }
}

export interface ItemChange {
  readonly act: string
  readonly confirm: string
  readonly basis: string
  readonly documentNo?: string
  /** What becomes of the cases that run; nothing is suspended without it. */
  readonly clause?: string
  /** The rule that is carried out; they go on where nothing is chosen. */
  readonly rule?: RegExp
}
