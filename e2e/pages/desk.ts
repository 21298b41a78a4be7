import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { PASSWORD } from '../actors/items.ts'
import type { SubmittedCase } from '../actors/items.ts'
import { arriveAt, lookAt } from './arrive.ts'

/** The workbench's pages, by what stands on them. */
export class Desk {
  readonly page: Page
  readonly #login: string

  constructor(page: Page, login: string) {
    this.page = page
    this.#login = login
    this.#provesWhereAsked()
  }

  /** A journey that takes longer than five minutes is asked for the password once more before a signature. */
  #provesWhereAsked(): void {
    const dialog = this.page.getByRole('alertdialog', { name: '请再次验证身份' })
    void this.page.addLocatorHandler(dialog.getByLabel('密码'), async (password: Locator) => {
      await password.fill(PASSWORD)
      await dialog.getByRole('button', { name: '验证并继续' }).click()
    })
  }

  /** Signs in where the address is not shown to strangers. */
  async open(path: string): Promise<void> {
    await this.page.goto(`/desk${path}`)
    const asked = this.page.getByRole('heading', { name: '工作人员登录' })
    await expect(asked.or(this.page.getByRole('navigation', { name: '主导航' }))).toBeVisible()
    if (!(await asked.isVisible())) return
    await lookAt(this.page, 'desk-sign-in')
    await this.signIn(this.page.getByRole('main').filter({ has: asked }))
  }

  /** In the form that stands on the page, or in the dialog that asks again. */
  async signIn(where: Locator): Promise<void> {
    await where.getByLabel('账号').fill(this.#login)
    await where.getByLabel('密码').fill(PASSWORD)
    await where.getByRole('button', { name: '登录', exact: true }).click()
    await expect(where).toBeHidden()
  }

  /** Name and password only: what comes then is the caller's to say. */
  async typesPassword(): Promise<void> {
    await this.page.getByLabel('账号').fill(this.#login)
    await this.page.getByLabel('密码').fill(PASSWORD)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  async arrive(as: string, heading: string | RegExp): Promise<void> {
    await arriveAt(this.page, { as: `desk-${as}`, heading })
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  /** The row of a case in a list; a long number is cut in its middle. */
  row({ caseNo, item }: SubmittedCase): Locator {
    return this.page.getByRole('link', { name: new RegExp(`^${item.name}.*${caseNo.slice(-10)}(?!\\d)`) })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name: startingWith(name) })
  }

  panel(name: string | RegExp): Locator {
    return this.page.getByRole('form', { name })
  }
}

/** A button says its key after its name. */
function startingWith(name: string): RegExp {
  return new RegExp(`^${name}(\\s|$)`)
}
