import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { SubmittedCase } from './items.ts'
import { Official } from './official.ts'

/** Keeps the files of what has ended, and erases what need not be kept. */
export class Archivist extends Official {
  async findsDue(aCase: SubmittedCase): Promise<void> {
    await this.#opensList('due', '个人信息到期删除')
    await expect(this.#row(aCase)).toContainText('可以删除')
    await lookAt(this.desk.page, 'desk-erasures')
    await this.#row(aCase).getByRole('link').click()
    await this.desk.arrive('case-due', aCase.item.name)
  }

  async findsNothingDue(): Promise<void> {
    await this.#opensList('due', '没有到期的办件')
    await lookAt(this.desk.page, 'desk-erasures-none')
  }

  async holds(aCase: SubmittedCase, reason: string): Promise<void> {
    await this.opensCase(aCase)
    await this.does({
      act: '保留（因争议或调查）',
      as: 'hold',
      confirm: '确认保留',
      fill: (panel) => panel.getByLabel('理由').fill(reason),
    })
    await this.#opensList('held', '保留自')
    await expect(this.#row(aCase)).toBeVisible()
    await lookAt(this.desk.page, 'desk-erasures-held')
  }

  async liftsHold(aCase: SubmittedCase, reason: string): Promise<void> {
    await this.cannot(aCase, '删除个人信息')
    await this.does({
      act: '解除保留',
      as: 'lift-hold',
      confirm: '确认解除保留',
      fill: (panel) => panel.getByLabel('理由').fill(reason),
    })
  }

  async erases(aCase: SubmittedCase, says: string): Promise<void> {
    await this.findsDue(aCase)
    await this.does({ act: '删除个人信息', as: 'erase', confirm: '确认删除，不能恢复' })
    await expect(this.desk.page.getByText(says).first()).toBeVisible()
    await this.desk.arrive('case-erased', aCase.item.name)
    for (const [tab, as] of [
      ['材料', 'materials'],
      ['文书', 'documents'],
    ] as const) {
      await this.desk.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      await lookAt(this.desk.page, `desk-case-erased-${as}`)
    }
    await this.findsNothingDue()
  }

  #row({ caseNo }: SubmittedCase) {
    return this.desk.page.getByRole('row').filter({ hasText: caseNo })
  }

  async #opensList(view: 'due' | 'held', says: string): Promise<void> {
    await this.desk.open(`/erasures?view=${view}`)
    await expect(this.desk.page.getByText(says).first()).toBeVisible()
  }
}
