import { lookAt } from '../pages/arrive.ts'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { Portal } from '../pages/portal.ts'
import { AccountHolder } from './account-holder.ts'
import { PASSWORD, pdf } from './items.ts'
import type { GivenFile, Newcomer, Sample, Section, SubmittedCase } from './items.ts'

/** What the pictures of a case's page are called, by what it says first. */
const STANDINGS: Readonly<Record<string, string>> = {
  现在不用您做什么: 'waiting',
  请您补正材料: 'correction',
  '正在机构评审，停止计时': 'stopped',
  已经批准: 'granted',
  没有批准: 'denied',
  没有受理: 'not-accepted',
  您已撤回这份申请: 'withdrawn',
  这个办件已经结束: 'erased',
}

/** Somebody from the public, at a phone or at a desk. */
export class Applicant extends AccountHolder {
  readonly #login: string | undefined

  constructor(page: Page, login: string | undefined, options?: { hasScripts: boolean }) {
    super(new Portal(page, options))
    this.#login = login
  }

  /** In one's own space, with the device that is at hand. */
  async addsPasskey(label: string): Promise<void> {
    const { page } = this.portal
    await page.getByRole('link', { name: '安全', exact: true }).click()
    await expect(page.getByRole('heading', { name: '通行密钥' })).toBeVisible()
    await this.portal.page.getByLabel('给它起个名字').fill(label)
    await this.portal.button('添加通行密钥').click()
    await expect(page.getByRole('button', { name: `移除“${label}”` })).toBeVisible()
  }

  /** What one journey adds to the account, the next one must not be asked for. */
  async removesPasskey(label: string): Promise<void> {
    const remove = this.portal.button(`移除“${label}”`)
    await this.portal.open('/my/security')
    await remove.click()
    await expect(remove).toBeHidden()
  }

  async signsOut(): Promise<void> {
    await this.portal.button('退出登录').last().click()
    await this.portal.arrive('home', '您要办什么事？')
  }

  /** From the page of sign-in to one's own space: nothing is typed and nothing is pointed at. */
  async signsInWithPasskeyByKeyboard(): Promise<void> {
    const { page } = this.portal
    await this.portal.open('/sign-in')
    await this.portal.arrive('sign-in', '登录')
    const button = this.portal.button('使用通行密钥')
    for (let presses = 0; presses < 40; presses += 1) {
      if (await button.evaluate((one) => one === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(this.portal.heading('王芳，您好')).toBeVisible()
  }

  /** From the search to the slip with the number. */
  async applies(item: Sample, { without = [] }: { without?: readonly string[] } = {}): Promise<SubmittedCase> {
    await this.draws(item)
    for (const material of item.materials) {
      if (!without.includes(material)) await this.portal.upload(material, pdf(material))
    }
    await this.portal.button('下一步').click()
    return await this.submits(item)
  }

  /** Fills the form, up to the page where materials are handed in. */
  async draws(item: Sample): Promise<void> {
    await this.begins(item)
    for (const section of item.sections) await this.portal.fillSection(section)
    await this.portal.arrive('apply-materials', '上传材料')
  }

  /** Finds the item, reads its guide, signs in where asked, and begins. */
  async begins(item: Sample): Promise<void> {
    await this.portal.search(item.search)
    await this.portal.openGuide(item)
    if (item.situation) await this.#saysSituation(item.situation)
    await this.portal.page.getByRole('link', { name: '在线办理' }).click()
    await this.#signsInWhereAsked(this.portal.heading(`申请：${item.plainName}`))
    await this.portal.begin(item)
  }

  /** The guide then shows what is needed in it, and the application begins with it. */
  async #saysSituation({ question, answer }: NonNullable<Sample['situation']>): Promise<void> {
    const { page } = this.portal
    await lookAt(page, 'guide-situation')
    await page.getByRole('group', { name: question }).getByLabel(answer).check()
    await this.portal.button('看我要交什么').click()
    await expect(page.getByText(/另有 \d+ 份按您的情形不用交/)).toBeVisible()
    await lookAt(page, 'guide-situation-chosen')
  }

  /** From what is held of one: the application knows which thing it is about. */
  async asksAbout(thing: SubmittedCase, ask: string, item: Sample): Promise<SubmittedCase> {
    const { page } = this.portal
    await page.getByRole('link', { name: new RegExp(`^${ask}：.*${thing.caseNo}`) }).click()
    await this.portal.begin(item)
    for (const section of item.sections) await this.portal.fillSection(section)
    await this.portal.arrive('apply-materials', '上传材料')
    await this.portal.button('下一步').click()
    // What it is about was filled in, so nobody was asked for it.
    await expect(page.getByText(new RegExp(thing.caseNo)).first()).toBeVisible()
    return await this.submits(item)
  }

  async seesRequest(request: SubmittedCase, ...words: readonly string[]): Promise<void> {
    await this.portal.open('/my/data')
    await this.portal.arrive('my-data-requests', /您好/)
    const asked = this.portal.page.getByRole('table', { name: '提出的请求' })
    const row = asked.getByRole('row').filter({ hasText: request.caseNo })
    for (const word of words) await expect(row).toContainText(word)
  }

  async submits(item: Sample): Promise<SubmittedCase> {
    await this.portal.submit()
    await this.portal.arrive('apply-receipt', '申请已提交')
    const id = /\/drafts\/([^/]+)\//.exec(this.portal.page.url())?.[1] ?? ''
    return {
      id,
      item,
      queryCode: await this.portal.fact('查询编号').innerText(),
      queryPassword: await this.portal.fact('查询密码').innerText(),
      caseNo: await this.portal.fact('办件编号').innerText(),
    }
  }

  async opensCase(aCase: SubmittedCase): Promise<void> {
    await this.portal.open(`/cases/${aCase.id}`)
    await this.#signsInWhereAsked(this.portal.heading(aCase.item.name))
  }

  /** The case's page says how it stands, in a few words. */
  async seesCase(aCase: SubmittedCase, ...words: readonly (string | RegExp)[]): Promise<void> {
    await this.opensCase(aCase)
    const main = this.portal.page.getByRole('main')
    for (const text of words) await expect(main.getByText(text).first()).toBeVisible()
    await this.portal.arrive(`my-case-${STANDINGS[String(words[0])] ?? 'running'}`, aCase.item.name)
  }

  /** The same in a second tab: what is being written in the first stays there. */
  async seesCaseBeside(aCase: SubmittedCase, words: string, as: string): Promise<void> {
    const tab = await this.portal.page.context().newPage()
    await tab.goto(new URL(`/cases/${aCase.id}`, this.portal.page.url()).href)
    await expect(tab.getByRole('main').getByText(words).first()).toBeVisible()
    await lookAt(tab, as)
    await tab.close()
  }

  /** The sentence behind the question under the clock. */
  async seesWhy(question: string, answer: string | RegExp): Promise<void> {
    const { page } = this.portal
    await page.getByText(question).click()
    await expect(page.getByText(answer)).toBeVisible()
    await this.portal.arrive('my-case-why', /./)
  }

  async seesNotice(title: string, text: string): Promise<void> {
    await this.portal.open('/my/notices')
    await this.portal.arrive('my-notices', /./)
    const notice = this.portal.page.getByRole('article').filter({ hasText: title })
    await expect(notice.first()).toContainText(text)
  }

  async corrects(aCase: SubmittedCase, materials: readonly string[]): Promise<void> {
    await this.opensCase(aCase)
    await this.portal.page.getByRole('link', { name: '去补正' }).click()
    await this.portal.arrive('my-correction', '补正')
    for (const material of materials) await this.portal.upload(material, pdf(`补正-${material}`))
    await this.portal.button('提交补正').click()
    await this.portal.arrive('my-case-corrected', aCase.item.name)
  }

  async withdraws(aCase: SubmittedCase, reason: string): Promise<void> {
    await this.opensCase(aCase)
    await this.portal.page.getByRole('link', { name: '撤回这份申请' }).click()
    await this.portal.arrive('my-withdraw', '撤回申请')
    await this.portal.page.getByLabel('为什么撤回').fill(reason)
    await this.portal.button('确认撤回').click()
    await this.portal.arrive('my-case-withdrawn', aCase.item.name)
  }

  /** 存证回执, from the case's page: the file as it is saved. */
  async takesReceipt(aCase: SubmittedCase): Promise<string> {
    await this.opensCase(aCase)
    await this.portal.arrive('my-case-receipt', aCase.item.name)
    const link = this.portal.page.getByRole('link', { name: '下载存证回执', exact: true })
    const answer = await this.portal.page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-disposition']).toMatch(/^attachment;.*\.tlog-proof$/)
    return await answer.text()
  }

  /** By file or by paste; what the page answers first is what it is asked for. */
  async verifiesReceipt(receipt: string, { by, answer }: { by: 'file' | 'paste'; answer: string }): Promise<void> {
    await this.portal.open('/receipts/verify')
    const { page } = this.portal
    if (by === 'paste') await page.getByLabel('或者粘贴回执的全部文字').fill(receipt)
    else {
      const file = { name: '办件.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(receipt) }
      await page.getByLabel('选择回执文件').setInputFiles(file)
    }
    await this.portal.button('核验').last().click()
    await expect(page.getByRole('status').filter({ hasText: answer })).toBeVisible()
    await this.portal.arrive(`receipt-${answer === '属实' ? 'holds' : 'spoilt'}`, '核验存证回执')
  }

  /** Asked with nothing, the page says what is missing, at the field. */
  async verifiesNothing(): Promise<void> {
    await this.portal.open('/receipts/verify')
    await this.portal.button('核验').last().click()
    await expect(this.portal.page.getByText('请选择回执文件，或者粘贴回执的全部文字').first()).toBeVisible()
    await this.portal.arrive('receipt-missing', '核验存证回执')
  }

  /** The document is there, as a PDF. */
  async opensDocument(aCase: SubmittedCase, title: string): Promise<void> {
    await this.opensCase(aCase)
    const link = this.portal.page.getByRole('link', { name: `打开${title}` })
    const answer = await this.portal.page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-type']).toBe('application/pdf')
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }

  /** The identifier that stands under the licence on the case's page. */
  async readsLicenceCode(): Promise<string> {
    const verify = this.portal.page.getByRole('main').getByRole('link', { name: '核验', exact: true })
    const href = (await verify.getAttribute('href')) ?? ''
    return decodeURIComponent(href.replace('/verify/', ''))
  }

  async verifies(code: string, answer: string): Promise<void> {
    await this.portal.open('/verify')
    await this.portal.arrive('verify', '核验证照和文书')
    await this.portal.page.getByLabel('电子证照标识或文书核验码').fill(code)
    await this.portal.button('核验').click()
    await expect(this.portal.page.getByRole('status').filter({ hasText: answer })).toBeVisible()
    await this.portal.arrive('verify-answer', '核验证照和文书')
  }

  async looksUp(aCase: SubmittedCase, state: string): Promise<void> {
    await this.portal.open('/lookup')
    await this.portal.arrive('lookup', '凭编号查进度')
    await this.portal.page.getByLabel('查询编号').fill(aCase.queryCode)
    await this.portal.page.getByLabel('查询密码').fill(aCase.queryPassword)
    await this.portal.button('查询').click()
    await this.portal.arrive('lookup-answer', aCase.item.name)
    await expect(this.portal.page.getByRole('main').getByText(state).first()).toBeVisible()
  }

  async opensMine(): Promise<void> {
    await this.portal.open('/my')
    await this.#signsInWhereAsked(this.portal.heading(/您好/))
  }

  async looksAt(path: string, as: string): Promise<void> {
    await this.portal.open(path)
    await this.portal.arrive(as, /./)
  }

  async cannotCloseAccount(because: string): Promise<void> {
    await this.opensMine()
    await this.portal.page.getByRole('link', { name: '注销账号' }).click()
    await this.portal.arrive('account-close-hindered', '注销账号')
    await expect(this.portal.page.getByText(because)).toBeVisible()
    await expect(this.portal.button('注销账号并删除个人信息')).toHaveCount(0)
  }

  /** First with a wrong password: nothing happens. */
  async closesAccount({ wrong, right }: { wrong: string; right: string }): Promise<void> {
    await this.portal.open('/account/close')
    await this.portal.arrive('account-close', '注销账号')
    await this.portal.page.getByLabel('登录密码').fill(wrong)
    await this.portal.button('注销账号并删除个人信息').click()
    await expect(this.portal.alert().filter({ hasText: '密码不正确' })).toBeVisible()
    await this.portal.arrive('account-close-refused', '注销账号')
    await this.portal.page.getByLabel('登录密码').fill(right)
    await this.portal.button('注销账号并删除个人信息').click()
    await this.portal.arrive('account-closed', '账号已注销')
  }

  async cannotSignIn(name: string, password: string): Promise<void> {
    await this.portal.open('/sign-in')
    await this.portal.page.getByLabel('手机号、身份证号或登录名').fill(name)
    await this.portal.page.getByLabel('密码').fill(password)
    await this.portal.button(/^登录$/).click()
    await expect(this.portal.alert().filter({ hasText: '账号或密码不正确' })).toBeVisible()
  }

  async fills(section: Section): Promise<void> {
    await this.portal.fillSection(section)
  }

  /** Types what belongs into a step, without sending it. */
  async types({ title, answers }: Section): Promise<void> {
    await this.portal.arrive('apply-form', title)
    for (const [label, answer] of Object.entries(answers)) await this.portal.answer(label, answer)
  }

  /** A step is sent with one field empty: it is named at the top and at the field, and what was typed is still there. */
  async leavesOut({ title, answers }: Section, label: string, problem: string): Promise<void> {
    await this.types({ title, answers: { ...answers, [label]: '' } })
    await this.portal.button('保存，下一步').click()
    await expect(this.portal.alert().getByText(problem)).toBeVisible()
    await expect(this.portal.field(label)).toHaveAccessibleDescription(new RegExp(problem))
    await this.#stillHolds({ ...answers, [label]: '' })
  }

  /** A slow line: the page can be read and written on before its scripts arrive; then they take over what stands there. */
  async typesBeforeScripts({ title, answers }: Section): Promise<void> {
    const { page } = this.portal
    await this.portal.arrive('apply-form', title)
    let arrive = () => {}
    const arrived = new Promise<void>((done) => (arrive = done))
    await page.route('**/assets/*.js', async (route) => {
      await arrived
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await expect(this.portal.heading(title)).toBeVisible()
    for (const [label, answer] of Object.entries(answers)) await this.portal.answer(label, answer)
    arrive()
    await this.portal.arrive('apply-form', title)
    await this.#stillHolds(answers)
    await this.portal.button('保存，下一步').click()
    await expect(this.portal.heading(title)).toBeHidden()
  }

  async putsAside(section: Section): Promise<void> {
    await this.types(section)
    await this.portal.button('存好，以后再写').click()
    await this.portal.arrive('my-cases-saved', /./)
    await expect(this.portal.page.getByText('草稿已保存，随时可以接着写。')).toBeVisible()
  }

  /** From the list of cases back into the newest draft, to where it was left, and a step back. */
  async goesOn({ name, sections: [first, second] }: Sample): Promise<void> {
    await this.portal.page.getByRole('article').getByRole('link', { name }).first().click()
    await this.portal.arrive('apply-form', second!.title)
    await this.portal.button('上一步').click()
    await this.portal.arrive('apply-form', first!.title)
    await this.#stillHolds(first!.answers)
  }

  async handsInNothing(problem: string): Promise<void> {
    await this.portal.arrive('apply-materials', '上传材料')
    await this.portal.button('下一步').click()
    await expect(this.portal.alert().getByText(problem)).toBeVisible()
  }

  async handsIn(materials: readonly string[]): Promise<void> {
    for (const material of materials) await this.portal.upload(material, pdf(material))
    await this.portal.button('下一步').click()
  }

  async isRefusedFile(material: string, file: GivenFile, because: string): Promise<void> {
    await this.portal.choose(material, file)
    await expect(this.portal.alert().filter({ hasText: because })).toBeVisible()
    await expect(this.portal.uploaded(material, file)).toHaveCount(0)
    await this.portal.arrive('apply-materials-refused', '上传材料')
  }

  async registers(person: Newcomer): Promise<void> {
    await this.#fillsRegistration(person)
    await this.portal.arrive('my-first-time', `${person.name}，您好`)
  }

  /** Wants to apply and is told first which level that needs. */
  async isLedToRealName(item: Sample): Promise<void> {
    await this.begins(item)
    await this.portal.arrive('real-name-needed', /您好/)
    await expect(this.portal.page.getByText('要办的事项要求实名等级 2 级')).toBeVisible()
  }

  async registersWrongly(person: Newcomer, problem: string): Promise<void> {
    await this.#fillsRegistration(person)
    await expect(this.portal.field('身份证号码')).toHaveAccessibleDescription(new RegExp(problem))
    await expect(this.portal.field('姓名')).toHaveValue(person.name)
    await this.portal.arrive('register-refused', '注册')
  }

  /** The sign-in has ended: the page asks for it in the form itself, and saves what was typed with it. */
  async signsInWhileSaving({ title, answers }: Section): Promise<void> {
    await this.portal.button('保存，下一步').click()
    await expect(this.portal.page.getByText('登录已经过期')).toBeVisible()
    await this.#stillHolds(answers)
    await this.portal.arrive('apply-form-signed-out', title)
    await this.portal.page.getByLabel('手机号、身份证号或登录名').fill(this.#login ?? '')
    await this.portal.page.getByLabel('密码').fill(PASSWORD)
    await this.portal.button('保存，下一步').click()
    await expect(this.portal.heading(title)).toBeHidden()
    await this.portal.page.goBack()
    await this.#stillHolds(answers)
  }

  async cannotSubmit(because: string): Promise<void> {
    await this.portal.button('下一步').click()
    await this.cannotSubmitNow(because)
  }

  /** On the last page of the application already. */
  async cannotSubmitNow(because: string): Promise<void> {
    await this.portal.submit()
    await expect(this.portal.alert().filter({ hasText: because })).toBeVisible()
    await this.portal.arrive('apply-review-refused', '核对并提交')
  }

  /** In the search and on the guide: that nobody can apply now, why, and what becomes of what is under way. */
  async readsSuspension(item: Sample, words: readonly string[]): Promise<string> {
    const { page } = this.portal
    await this.portal.search(item.search)
    const found = page.getByRole('article').filter({ has: page.getByRole('link', { name: item.plainName }) })
    await expect(found.getByText('暂停办理')).toBeVisible()
    await this.portal.openGuide(item)
    for (const text of words) await expect(page.getByRole('main').getByText(text).first()).toBeVisible()
    await expect(page.getByRole('link', { name: '在线办理' })).toHaveCount(0)
    await lookAt(page, 'guide-suspended')
    return /\/items\/([^/?]+)/.exec(page.url())?.[1] ?? ''
  }

  async submitsAgain(): Promise<void> {
    await this.portal.submit()
    await this.portal.arrive('apply-receipt', '申请已提交')
  }

  async #fillsRegistration({ name, citizenId, phone, password }: Newcomer): Promise<void> {
    await this.portal.open('/register')
    await this.portal.arrive('register', '注册')
    await this.portal.field('姓名').fill(name)
    await this.portal.field('身份证号码').fill(citizenId)
    await this.portal.field('手机号').fill(phone)
    await this.portal.page.getByLabel('设置密码').fill(password)
    await this.portal.button('注册并登录').click()
  }

  async #stillHolds(answers: Section['answers']): Promise<void> {
    for (const [label, answer] of Object.entries(answers)) {
      if (typeof answer === 'string') await expect(this.portal.field(label)).toHaveValue(answer)
    }
  }

  async #signsInWhereAsked(wanted: ReturnType<Portal['heading']>): Promise<void> {
    const asked = this.portal.heading('登录')
    await expect(asked.or(wanted)).toBeVisible()
    if (this.#login !== undefined && (await asked.isVisible())) {
      await this.portal.signIn(this.#login)
      await expect(wanted).toBeVisible()
    }
  }
}
