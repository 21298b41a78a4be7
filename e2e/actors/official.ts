import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import { Desk } from '../pages/desk.ts'
import type { Sample, SubmittedCase } from './items.ts'

const TABS = [
  [/^材料/, 'materials'],
  [/^文书/, 'documents'],
  [/^流程图/, 'flow'],
] as const

/** Somebody who works on cases: finds them in the inbox, does what the page offers. */
export class Official {
  readonly desk: Desk

  constructor(page: Page, login: string) {
    this.desk = new Desk(page, login)
  }

  async receives(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '收件', as: 'receive', confirm: '确认收件' })
  }

  /** Asks to see the whole of who applies, and says for what. */
  async reveals(aCase: SubmittedCase, purpose: string, reason: string): Promise<void> {
    await this.opensCase(aCase)
    const { page } = this.desk
    await this.desk.button('查看完整信息').click()
    await page.getByLabel('查看目的').selectOption(purpose)
    await page.getByLabel('事由').fill(reason)
    await lookAt(page, 'desk-case-reveal')
    await this.desk.button('记录并查看').click()
    await expect(this.desk.button('收起完整信息')).toBeVisible()
  }

  async accepts(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '受理', as: 'accept', confirm: '确认受理' })
  }

  async handles(aCase: SubmittedCase, opinion = '现场核查符合要求，建议准予。'): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '承办',
      as: 'handle',
      confirm: '确认提交下一环节',
      fill: (panel) => panel.getByLabel('意见').fill(opinion),
    })
  }

  async reviews(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '审查',
      as: 'review',
      confirm: '确认提交下一环节',
      fill: (panel) => panel.getByLabel('意见').fill('材料齐全，同意。'),
    })
  }

  async grants(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '审批', as: 'approve', confirm: '确认准予' })
  }

  async denies(aCase: SubmittedCase, reason: string): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '审批',
      as: 'deny',
      confirm: '确认不予批准',
      fill: async (panel) => {
        await panel.getByRole('radio', { name: '不予批准' }).check()
        await panel.getByLabel('意见').fill(reason)
      },
    })
  }

  async makesLicence(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '制证', as: 'make-licence', confirm: '确认制证' })
  }

  async delivers(aCase: SubmittedCase): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({ act: '送达并办结', as: 'deliver', confirm: '确认送达并办结' })
  }

  /** Everything that is missing, material by material, in one notice. */
  async requestsCorrection(aCase: SubmittedCase, gaps: Readonly<Record<string, string>>): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '告知补正',
      as: 'request-correction',
      confirm: '确认发出补正告知',
      fill: async (panel) => {
        for (const [material, what] of Object.entries(gaps)) {
          await panel.getByRole('checkbox', { name: `${material}需要补正` }).check()
          await panel.getByLabel(`“${material}”要补正什么`).fill(what)
        }
      },
    })
  }

  async declines(aCase: SubmittedCase, { reason, law }: { reason: string; law: string }): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '不予受理',
      as: 'decline',
      confirm: '确认不予受理',
      fill: async (panel) => {
        await panel.getByLabel('理由').fill(reason)
        await panel.getByLabel('所依据的法律条款').fill(law)
      },
    })
  }

  async suspends(aCase: SubmittedCase, why: { procedure: string; workdays: string; reason: string }): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '进入特别程序',
      as: 'suspend',
      confirm: '确认停止计时',
      fill: async (panel) => {
        await panel.getByRole('radio', { name: why.procedure }).check()
        await panel.getByLabel('预计需要的工作日').fill(why.workdays)
        await panel.getByLabel('理由').fill(why.reason)
      },
    })
  }

  /** Why the promise ends when it does, day by day; and what a planned stop would do to it, with nothing written down. */
  async asksWhatIf(aCase: SubmittedCase, asked: WhatIf): Promise<void> {
    const { page } = this.desk
    await this.opensCase(aCase)
    await page.getByRole('link', { name: '承诺办结时限怎么算的' }).click()
    await this.desk.arrive('limit-account', asked.question)
    await expect(page.getByRole('row').filter({ hasText: '起算当日不计入' })).toBeVisible()
    const form = page.getByRole('form', { name: '假如停止计时' })
    await form.getByLabel('特别程序').fill(asked.procedure)
    await form.getByLabel('预计工作日').fill(asked.workdays)
    await form.getByRole('button', { name: '推算' }).click()
    await expect(page.getByText('停止计时必须有法定依据')).toBeVisible()
    await form.getByLabel('法定依据').fill(asked.basis)
    await form.getByRole('button', { name: '推算' }).click()
    await expect(page.getByText(asked.moves)).toBeVisible()
    await lookAt(page, 'desk-what-if')
    await page.setViewportSize({ width: 360, height: 800 })
    await lookAt(page, 'desk-what-if-narrow')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('link', { name: '返回办件' }).click()
    await expect(this.desk.heading(aCase.item.name)).toBeVisible()
  }

  async addsPasskey(label: string): Promise<void> {
    const { page } = this.desk
    await this.desk.button('添加通行密钥').click()
    await page.getByLabel('名称').fill(label)
    await lookAt(page, 'desk-add-passkey')
    await page.getByRole('button', { name: '创建' }).click()
    await expect(page.getByRole('button', { name: `移除“${label}”` })).toBeVisible()
    await page.getByRole('button', { name: '生成恢复码' }).click()
    await expect(page.getByText('请抄下来存放好')).toBeVisible()
    await lookAt(page, 'desk-factors')
  }

  async signsOut(): Promise<void> {
    const { page } = this.desk
    await page.getByRole('banner').getByRole('button').last().click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
  }

  /** What an official may do, by the pages that the desk offers. */
  async hasPages({ all, none }: { all: readonly string[]; none: readonly string[] }): Promise<void> {
    await this.desk.open('/')
    const nav = this.desk.page.getByRole('navigation', { name: '主导航' })
    for (const name of all) await expect(nav.getByRole('link', { name, exact: true })).toBeVisible()
    for (const name of none) await expect(nav.getByRole('link', { name, exact: true })).toHaveCount(0)
  }

  /** Somebody else ended the session: the next page asks who is there. */
  async isSignedOut(): Promise<void> {
    await this.desk.page.reload()
    await expect(this.desk.page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
  }

  /** The password is right, and nobody is signed in before the device has said so too. */
  async signsInWithBothFactors(): Promise<void> {
    const { page } = this.desk
    await this.desk.typesPassword()
    await expect(page.getByRole('heading', { name: '还要再验证一次' })).toBeVisible()
    await lookAt(page, 'desk-second-factor')
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  }

  /** The last proof is twenty minutes old: the page asks over itself, and goes on. */
  async removesAfterProof(label: string): Promise<void> {
    const { page } = this.desk
    await page.getByRole('button', { name: `移除“${label}”` }).click()
    const dialog = page.getByRole('alertdialog', { name: '请再次验证身份' })
    await expect(dialog).toBeVisible()
    await lookAt(page, 'desk-proof')
    await dialog.getByRole('button', { name: '使用通行密钥' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('还没有添加')).toBeVisible()
  }

  async resumes(aCase: SubmittedCase, result: string): Promise<void> {
    await this.opensCase(aCase)
    await this.does({
      act: '结束特别程序',
      as: 'resume',
      confirm: '确认恢复计时',
      fill: (panel) => panel.getByLabel('特别程序的结果').fill(result),
    })
  }

  /** Opens an act and writes into it, without confirming. */
  async writes(aCase: SubmittedCase, act: string, texts: Readonly<Record<string, string>>): Promise<void> {
    await this.opensCase(aCase)
    await this.desk.button(act).click()
    for (const [field, text] of Object.entries(texts)) await this.desk.page.getByLabel(field).fill(text)
  }

  /** Somebody else was faster: the page says who did what, and what was written is still there. */
  async isTooLate({ confirm, text, because }: { confirm: string; text: string; because: string }): Promise<void> {
    const { page } = this.desk
    await page.getByRole('button', { name: confirm }).click()
    await expect(page.getByRole('alert').filter({ hasText: '别人刚办理过这个办件' })).toContainText(because)
    await expect(page.getByLabel('意见')).toHaveValue(text)
    await lookAt(page, 'desk-act-too-late')
  }

  /** The session has ended: the page notices it by itself or when something is sent, and asks over what was written. */
  async signsInWhileConfirming(confirm: string): Promise<void> {
    const { page } = this.desk
    const button = page.getByRole('button', { name: confirm })
    const dialog = page.getByRole('alertdialog', { name: '登录已经结束' })
    await expect(async () => {
      if (!(await dialog.isVisible())) await button.click({ timeout: 2_000 })
      await expect(dialog).toBeVisible()
    }).toPass({ timeout: 60_000 })
    await lookAt(page, 'desk-signed-out')
    await this.desk.signIn(dialog)
    await button.click()
    await expect(button).toBeHidden()
  }

  /** At the window: somebody's number is taken down wrongly. */
  async entersWrongly(item: Sample, entry: WrongEntry, problem: string): Promise<void> {
    const { page } = this.desk
    await this.desk.open('/intake')
    await this.desk.arrive('intake', '窗口收件')
    await page.getByRole('link', { name: `为“${item.name}”收件` }).click()
    await this.desk.arrive('intake-form', item.name)
    await page.getByRole('radio', { name: entry.kind, exact: true }).check()
    await page.getByRole('textbox', { name: /^(姓名|单位名称)$/ }).fill(entry.name)
    await page.getByRole('textbox', { name: entry.label }).fill(entry.code)
    await page.getByRole('button', { name: '登记并收件' }).click()
    await expect(page.getByRole('textbox', { name: entry.label })).toHaveAccessibleDescription(new RegExp(problem))
    await expect(page.getByRole('textbox', { name: /^(姓名|单位名称)$/ })).toHaveValue(entry.name)
    await lookAt(page, 'desk-intake-refused')
  }

  /** At the window the item is in the list, and cannot be chosen; nor by an address that somebody kept. */
  async cannotTakeIn(item: Sample, itemId: string): Promise<void> {
    const { page } = this.desk
    await this.desk.open(`/intake?q=${encodeURIComponent(item.search)}`)
    const row = page.getByRole('listitem').filter({ hasText: item.name })
    await expect(row.getByText('暂停受理')).toBeVisible()
    await expect(page.getByRole('link', { name: `为“${item.name}”收件` })).toHaveCount(0)
    await lookAt(page, 'desk-intake-suspended')
    await this.desk.open(`/intake/${itemId}`)
    await expect(page.getByText('现在不能收件')).toBeVisible()
    await expect(page.getByRole('button', { name: '登记并收件' })).toHaveCount(0)
  }

  async seesOnCase(aCase: SubmittedCase, ...words: readonly string[]): Promise<void> {
    await this.opensCase(aCase)
    for (const text of words) await expect(this.desk.page.getByText(text).first()).toBeVisible()
  }

  /** Beside the flow: which table was asked, on what, and what came of it. */
  async seesWhyDecided(aCase: SubmittedCase, facts: readonly string[]): Promise<void> {
    const { page } = this.desk
    await this.opensCase(aCase)
    await page.getByRole('tab', { name: /^流程图/ }).click()
    const reasons = page.getByRole('region', { name: '决策依据' })
    for (const fact of facts) await expect(reasons).toContainText(fact)
    await lookAt(page, 'desk-case-decided-by-table')
  }

  async opensCase(aCase: SubmittedCase): Promise<void> {
    await this.desk.open(`/cases/${aCase.id}`)
    await this.desk.arrive('case', aCase.item.name)
  }

  /** The act is not offered. */
  async cannot(aCase: SubmittedCase, act: string): Promise<void> {
    await this.opensCase(aCase)
    await expect(this.desk.page.getByRole('heading', { name: '现在可以办理' })).toBeVisible()
    await expect(this.desk.button(act)).toHaveCount(0)
  }

  async looksAt(path: string, as: string): Promise<void> {
    await this.desk.open(path)
    await expect(this.desk.page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await expect(this.desk.page.getByText('正在读取')).toHaveCount(0)
    await lookAt(this.desk.page, `desk-${as}`)
  }

  /** AB角: for oneself, with every post that one has. */
  async namesSubstitute(name: string, lastDay: string, reason: string): Promise<void> {
    await this.desk.open('/substitutions')
    const form = this.desk.page.getByRole('form', { name: '指定代办人' })
    const choice = form.getByLabel('代办人').getByRole('option', { name: new RegExp(`^${name}（`) })
    await form.getByLabel('代办人').selectOption(await choice.getAttribute('value'))
    await form.getByLabel('最后一天').fill(lastDay)
    await form.getByLabel('事由').fill(reason)
    await this.looksAtBothWidths('desk-substitutions-form')
    await form.getByRole('button', { name: '提出', exact: true }).click()
  }

  async seesSubstitution(who: string, standing: string): Promise<void> {
    const rows = this.desk.page.getByRole('table', { name: /AB角/ }).getByRole('row')
    await expect(rows.filter({ hasText: who }).filter({ hasText: standing }).first()).toBeVisible()
  }

  async confirmsSubstitution(who: string): Promise<void> {
    await this.desk.open('/substitutions')
    await this.looksAtBothWidths('desk-substitutions-waiting')
    await this.desk.page.getByRole('button', { name: `确认${who}` }).click()
    await expect(this.desk.page.getByRole('button', { name: `确认${who}` })).toBeHidden()
  }

  async revokesSubstitution(who: string, reason: string): Promise<void> {
    await this.desk.open('/substitutions')
    await this.desk.page.getByRole('button', { name: `撤销${who}` }).click()
    const form = this.desk.page.getByRole('form', { name: `撤销${who}` })
    await form.getByLabel('理由').fill(reason)
    await form.getByRole('button', { name: '提交' }).click()
    await expect(form).toBeHidden()
  }

  /** By the chip for what is done in others' stead. */
  async seesInStead(aCase: SubmittedCase, word: string): Promise<void> {
    await this.desk.open('/?scope=in-stead')
    const row = this.desk.page.getByRole('listitem').filter({ has: this.desk.row(aCase) })
    await expect(row.getByText(word).first()).toBeVisible()
    await this.looksAtBothWidths('desk-inbox-in-stead')
  }

  async seesPerformer(aCase: SubmittedCase, name: string): Promise<void> {
    await this.opensCase(aCase)
    await expect(this.desk.page.getByText(name).first()).toBeVisible()
  }

  async looksAtBothWidths(as: string): Promise<void> {
    const { page } = this.desk
    await expect(page.getByText('正在读取')).toHaveCount(0)
    await lookAt(page, as)
    await page.setViewportSize({ width: 360, height: 800 })
    await lookAt(page, `${as}-narrow`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }

  async seesInInbox(aCase: SubmittedCase, word: string): Promise<void> {
    await this.desk.open('/')
    const row = this.desk.page.getByRole('listitem').filter({ has: this.desk.row(aCase) })
    await expect(row.getByText(word).first()).toBeVisible()
  }

  async seesNotInInbox(aCase: SubmittedCase): Promise<void> {
    await this.desk.open('/')
    await expect(
      this.desk.page.getByRole('list', { name: /^待办列表/ }).or(this.desk.page.getByText('没有待办')),
    ).toBeVisible()
    await expect(this.desk.row(aCase)).toHaveCount(0)
  }

  /** Neither by its number nor by its applicant. */
  async cannotFind(aCase: SubmittedCase, by: { number: string; person: string }): Promise<void> {
    const { page } = this.desk
    for (const [label, text] of [
      ['办件编号或查询编号', by.number],
      ['姓名、证件号码或手机号', by.person],
    ] as const) {
      await this.desk.open('/cases')
      await page.getByLabel(label).fill(text)
      await page.getByRole('button', { name: '查找' }).click()
      await expect(page.getByText('没有找到办件')).toBeVisible()
      await expect(this.desk.row(aCase)).toHaveCount(0)
    }
    await this.desk.arrive('cases-none', '办件')
  }

  async cannotOpen(aCase: SubmittedCase): Promise<void> {
    await this.desk.open(`/cases/${aCase.id}`)
    await expect(this.desk.page.getByText('找不到这个办件').first()).toBeVisible()
    await expect(this.desk.page.getByText(aCase.item.name)).toHaveCount(0)
    await lookAt(this.desk.page, 'desk-case-refused')
  }

  /** Every address that the case's page reads or links to. */
  async readsAddresses(aCase: SubmittedCase): Promise<readonly string[]> {
    const read: string[] = []
    this.desk.page.on('response', (response) => read.push(new URL(response.url()).pathname))
    await this.opensCase(aCase)
    for (const [name, as] of TABS) {
      await this.desk.page.getByRole('tab', { name }).click()
      await lookAt(this.desk.page, `desk-case-${as}`)
    }
    return [...new Set(read)].filter((path) => path.startsWith('/api/') && path.includes(aCase.id))
  }

  async isRefused(address: string): Promise<void> {
    const answer = await this.desk.page.request.get(address)
    expect([403, 404], address).toContain(answer.status())
  }

  async findsInInbox(aCase: SubmittedCase): Promise<void> {
    await this.desk.open('/')
    const row = this.desk.row(aCase)
    await expect(row).toBeVisible()
    await lookAt(this.desk.page, 'desk-inbox')
    await row.click()
    await this.desk.arrive('case', aCase.item.name)
  }

  /** Opens the act, fills what it asks, confirms; the panel closes when it is done. */
  async does({ act, as, confirm, fill }: Deed): Promise<void> {
    await this.desk.button(act).click()
    const confirmed = this.desk.page.getByRole('button', { name: '先不办' })
    await expect(confirmed).toBeVisible()
    const panel = this.desk.page.getByRole('form').filter({ has: confirmed })
    await fill?.(panel)
    await lookAt(this.desk.page, `desk-act-${as}`)
    await panel.getByRole('button', { name: confirm }).click()
    await expect(panel).toBeHidden()
  }
}

export interface WhatIf {
  /** The page's heading. */
  readonly question: RegExp
  readonly procedure: string
  readonly basis: string
  readonly workdays: string
  /** `10月27日 → 11月10日`. */
  readonly moves: string
}

interface WrongEntry {
  readonly kind: '个人' | '单位'
  readonly label: string
  readonly code: string
  readonly name: string
}

export interface Deed {
  readonly act: string
  /** What its picture is called. */
  readonly as: string
  readonly confirm: string
  readonly fill?: (panel: Locator) => Promise<void>
}
