import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import { Desk } from '../pages/desk.ts'
import type { SubmittedCase } from './items.ts'

/** Somebody who works on cases: finds them in the inbox, does what the page offers. */
export class Official {
  readonly desk: Desk

  constructor(page: Page, login: string) {
    this.desk = new Desk(page, login)
  }

  async receives(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '收件', confirm: '确认收件' })
  }

  async accepts(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '受理', confirm: '确认受理' })
  }

  async handles(aCase: SubmittedCase, opinion = '现场核查符合要求，建议准予。'): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '承办',
      confirm: '确认提交下一环节',
      fill: (panel) => panel.getByLabel('意见').fill(opinion),
    })
  }

  async reviews(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '审查',
      confirm: '确认提交下一环节',
      fill: (panel) => panel.getByLabel('意见').fill('材料齐全，同意。'),
    })
  }

  async grants(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '审批', confirm: '确认准予' })
  }

  async denies(aCase: SubmittedCase, reason: string): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '审批',
      confirm: '确认不予批准',
      fill: async (panel) => {
        await panel.getByRole('radio', { name: '不予批准' }).check()
        await panel.getByLabel('意见').fill(reason)
      },
    })
  }

  async makesLicence(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '制证', confirm: '确认制证' })
  }

  async delivers(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '送达并办结', confirm: '确认送达并办结' })
  }

  /** Everything that is missing, material by material, in one notice. */
  async requestsCorrection(aCase: SubmittedCase, gaps: Readonly<Record<string, string>>): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '告知补正',
      confirm: '确认发出补正告知',
      fill: async (panel) => {
        for (const [material, what] of Object.entries(gaps)) {
          await panel.getByRole('checkbox', { name: `${material}需要补正` }).check()
          await panel.getByLabel(`“${material}”要补正什么`).fill(what)
        }
      },
    })
  }

  async findsInInbox(aCase: SubmittedCase): Promise<void> {
    await this.desk.open('/')
    const row = this.desk.row(aCase.caseNo)
    await expect(row).toBeVisible()
    await lookAt(this.desk.page, 'desk-inbox')
    await row.click()
    await this.desk.arrive('case', aCase.item.name)
  }

  /** Opens the act, fills what it asks, confirms; the panel closes when it is done. */
  async does({ act, confirm, fill }: Deed): Promise<void> {
    await this.desk.button(act).click()
    const confirmed = this.desk.page.getByRole('button', { name: '先不办' })
    await expect(confirmed).toBeVisible()
    const panel = this.desk.page.getByRole('form').filter({ has: confirmed })
    await fill?.(panel)
    await lookAt(this.desk.page, `desk-act-${act}`)
    await panel.getByRole('button', { name: confirm }).click()
    await expect(panel).toBeHidden()
  }
}

export interface Deed {
  readonly act: string
  readonly confirm: string
  readonly fill?: (panel: Locator) => Promise<void>
}
