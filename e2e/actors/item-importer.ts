import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { Desk } from '../pages/desk.ts'
import { VIEWPORTS } from '../pages/screens.ts'
import { workbook } from '../pages/workbook.ts'
import type { WorkbookRow } from '../pages/workbook.ts'

export type ItemTable = Readonly<Record<string, readonly WorkbookRow[]>>

/** Whoever brings the items of a department in from a table. */
export class ItemImporter {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** From the library; the template is what the server gives at this moment. */
  async begins(): Promise<void> {
    await this.#desk.open('/items')
    await this.#page.getByRole('navigation', { name: '事项库' }).getByRole('link', { name: '导入' }).click()
    await this.#desk.arrive('import', '导入事项')
    const downloading = this.#page.waitForEvent('download')
    await this.#page.getByRole('link', { name: '下载空白模板' }).click()
    expect((await downloading).suggestedFilename()).toBe('事项导入模板.xlsx')
  }

  async tries(table: ItemTable, says: string): Promise<void> {
    const file = { name: '事项.xlsx', mimeType: 'application/octet-stream', buffer: workbook(table) }
    await this.#page.getByLabel('事项表格').setInputFiles(file)
    await this.#desk.button('试导入').click()
    await expect(this.#page.getByRole('status').filter({ hasText: says })).toBeVisible()
  }

  async sees(reason: string): Promise<void> {
    await expect(this.#page.getByRole('main').getByText(reason).first()).toBeVisible()
    await lookAt(this.#page, 'desk-import-bad-rows')
    await this.#page.setViewportSize({ width: 360, height: 800 })
    await lookAt(this.#page, 'desk-import-bad-rows-narrow')
    await this.#page.setViewportSize(VIEWPORTS.desktop)
  }

  /** The same table with the reasons beside its rows. */
  async takesReasons(): Promise<void> {
    const downloading = this.#page.waitForEvent('download')
    await this.#desk.button('下载核对结果（XLSX）').click()
    expect((await downloading).suggestedFilename()).toBe('核对结果-事项.xlsx')
  }

  async carriesOut(rows: number): Promise<void> {
    await this.#desk.button(`导入这 ${rows} 行`).click()
    await expect(this.#page.getByRole('status').filter({ hasText: `已经导入 ${rows} 行` })).toBeVisible()
  }

  async findsDraft(name: string): Promise<void> {
    await this.#desk.open(`/items/drafts?q=${encodeURIComponent(name)}`)
    await expect(this.#page.getByRole('link', { name, exact: true })).toBeVisible()
  }

  get #page() {
    return this.#desk.page
  }
}
