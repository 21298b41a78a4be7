import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { PASSWORD } from '../actors/items.ts'
import type { Answer, GivenFile, Sample, Section } from '../actors/items.ts'
import { arriveAt, untilScriptsRun } from './arrive.ts'

/** The portal's pages, each by what stands on it. Every method ends on the page that it leads to. */
export class Portal {
  readonly page: Page
  readonly #hasScripts: boolean

  constructor(page: Page, { hasScripts = true } = {}) {
    this.page = page
    this.#hasScripts = hasScripts
  }

  /** Waits for a page by its heading; with scripts it is looked at as well. */
  async arrive(as: string, heading: string | RegExp): Promise<void> {
    if (!this.#hasScripts) return expect(this.heading(heading)).toBeVisible()
    await arriveAt(this.page, { as, heading })
    await untilScriptsRun(this.page)
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path)
    if (this.#hasScripts) await untilScriptsRun(this.page)
  }

  async search(words: string): Promise<void> {
    await this.open('/')
    await this.arrive('home', '您要办什么事？')
    await this.page.getByRole('searchbox', { name: '搜索要办的事' }).fill(words)
    await this.button('搜索').click()
    await this.arrive('search', `“${words}”的搜索结果`)
  }

  async openGuide(item: Sample): Promise<void> {
    await this.page.getByRole('link', { name: item.plainName }).click()
    await this.arrive('guide', item.plainName)
  }

  async signIn(login: string): Promise<void> {
    await this.arrive('sign-in', '登录')
    await this.page.getByLabel('手机号、身份证号或登录名').fill(login)
    await this.page.getByLabel('密码').fill(PASSWORD)
    await this.button(/^登录$/).click()
  }

  async begin(item: Sample): Promise<void> {
    await this.arrive('apply-begin', `申请：${item.plainName}`)
    await this.page.getByRole('radio', { name: item.applicant }).check()
    await this.button('开始填写').click()
  }

  async fillSection({ title, answers }: Section): Promise<void> {
    await this.arrive('apply-form', title)
    for (const [label, answer] of Object.entries(answers)) await this.answer(label, answer)
    await this.button('保存，下一步').click()
  }

  async answer(label: string, answer: Answer): Promise<void> {
    if (typeof answer === 'string') return this.field(label).fill(answer)
    const group = this.page.getByRole('group', { name: label })
    if ('tick' in answer) {
      for (const name of answer.tick) await group.getByRole('checkbox', { name }).check()
      return
    }
    const list = this.page.getByRole('combobox', { name: label })
    await expect(group.or(list)).toBeVisible()
    if (await list.isVisible()) await list.selectOption(answer.choose)
    else await group.getByRole('radio', { name: answer.choose, exact: true }).check()
  }

  /** With scripts a file goes up by itself; without, its form is sent. */
  async upload(material: string, file: GivenFile): Promise<void> {
    await this.choose(material, file)
    await expect(this.uploaded(material, file)).toBeVisible()
  }

  async choose(material: string, file: GivenFile): Promise<void> {
    if (this.#hasScripts) {
      await expect(this.page.getByLabel(`拍照上传:${material}`)).toBeAttached()
      return this.page.getByLabel(`选择文件:${material}`).setInputFiles(file)
    }
    await this.page.getByLabel(`选择文件：${material}`).setInputFiles(file)
    await this.button(`上传“${material}”`).click()
  }

  uploaded(material: string, file: GivenFile): Locator {
    return this.page.getByRole('list', { name: `“${material}”已上传的文件` }).getByRole('link', { name: file.name })
  }

  async submit(): Promise<void> {
    await this.arrive('apply-review', '核对并提交')
    await this.page.getByRole('checkbox', { name: /我承诺/ }).check()
    await this.button('提交申请').click()
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label })
  }

  /** What the term of that name says. */
  fact(term: string): Locator {
    return this.page
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${term}$`) })
      .locator('xpath=following-sibling::dd[1]')
  }

  alert(): Locator {
    return this.page.getByRole('alert')
  }
}
