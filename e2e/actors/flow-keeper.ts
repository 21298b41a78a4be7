import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { Desk } from '../pages/desk.ts'

const DRAWINGS = resolve(import.meta.dirname, '../../data/demo/flows')

/** An item administrator at the flows: publishes drawings, and says what becomes of the cases that run. */
export class FlowKeeper {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** The demo's drawing again, with one step under another name. */
  async publishes(definitionId: string, renamed: { from: string; to: string }): Promise<void> {
    const drawing = await readFile(resolve(DRAWINGS, `${definitionId}.bpmn`), 'utf8')
    await this.#desk.open('/flows')
    await this.#sends(
      definitionId,
      drawing.replace('</bpmn:process>', '<bpmn:scriptTask id="script" name="脚本"/></bpmn:process>'),
    )
    await expect(this.#form.getByText('不支持脚本环节')).toBeVisible()
    await lookAt(this.#desk.page, 'desk-flows-refused')
    await this.#sends(definitionId, drawing.replaceAll(`name="${renamed.from}"`, `name="${renamed.to}"`))
    await expect(this.#desk.page.getByText('第 2 版（本地）').first()).toBeVisible()
    await lookAt(this.#desk.page, 'desk-flows')
  }

  /** Tiers by area, written in cells: two that overlap are named, then it is published, and read again. */
  async designsTable(decisionId: string): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open('/table-design')
    await this.#desk.button('空白的决策表').press('Enter')
    await this.#writes('表的名称', '占地面积分档')
    const condition = page.getByRole('group', { name: '条件 1' })
    await condition.getByLabel('叫什么').fill('占地面积')
    await condition.getByLabel('流程里的名称').fill('area')
    await page.getByRole('group', { name: '结论 1' }).getByLabel('叫什么').fill('档次')
    await page.getByRole('group', { name: '结论 1' }).getByLabel('允许的范围').fill('"一般", "较大"')
    await this.#desk.button('添加规则').press('Enter')
    for (const [at, [when, then]] of [
      ['<= 200', '"一般"'],
      ['>= 200', '"较大"'],
    ].entries()) {
      await page.getByLabel(`规则 ${at + 1}，占地面积`).fill(when!)
      await page.getByLabel(`规则 ${at + 1}，档次`).fill(then!)
    }
    await this.#writes('决策表标识', decisionId)
    await expect(page.getByText('有 1 个问题，没有发布')).toBeVisible()
    await lookAt(page, 'desk-table-design')
    await page.getByLabel('规则 2，占地面积').fill('> 200')
    await this.#desk.button('发布').press('Enter')
    await expect(page.getByText('已发布第 1 版')).toBeVisible()
    await this.#desk.open('/table-design')
    await page.getByLabel('已经发布的决策表').selectOption('占地面积分档（第 1 版）')
    await expect(page.getByLabel('规则 2，占地面积')).toHaveValue('> 200')
  }

  /** By keyboard: the first step of the drawing that is open issues a record, and is checked again. */
  async issuesRecord(name: string): Promise<void> {
    const { page } = this.#desk
    await this.#desk.button('环节：承办').press('Enter')
    await page.getByLabel('文书模板').selectOption(`${name}（入卷）`)
    await this.#desk.button('添加文书').press('Enter')
    await expect(page.getByText(`同意时出具《${name}》，入卷`)).toBeVisible()
    await this.#desk.button('核对').press('Enter')
    await expect(page.getByText('图在核对以后又改过，请再核对一次。')).toBeHidden()
    await lookAt(page, 'desk-flow-documents')
  }

  /** A made case through the drawing that is open: one step by hand, the rest the ordinary way. */
  async triesFlow(): Promise<void> {
    const { page } = this.#desk
    await this.#desk.button('开始试走').press('Enter')
    await this.#desk.button('同意：承办').press('Enter')
    await this.#desk.button('退回：审查').press('Enter')
    await expect(page.getByRole('button', { name: '同意：承办', exact: true })).toBeVisible()
    await this.#desk.button('照平常走到底').press('Enter')
    await expect(page.getByText('最后一步同意：准予。')).toBeVisible()
    await expect(page.getByText('已按“同意”出具《办理记录》').first()).toBeVisible()
    await lookAt(page, 'desk-flow-trial')
  }

  /** A fine of which the law says between what it lies: what lies outside is named, and what no rule answers. */
  async statesRange(): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open('/table-design')
    await this.#desk.button('空白的决策表').press('Enter')
    const condition = page.getByRole('group', { name: '条件 1' })
    await condition.getByLabel('叫什么').fill('占道面积')
    await condition.getByLabel('流程里的名称').fill('area')
    const fine = page.getByRole('group', { name: '结论 1' })
    await fine.getByLabel('叫什么').fill('罚款')
    await fine.getByLabel('是什么').selectOption('数')
    await fine.getByLabel('允许的范围').fill('[1000..5000]')
    await fine.getByLabel('单位').fill('元')
    await fine.getByLabel('法律依据').fill('某条例第九条')
    await page.getByLabel('规则 1，占道面积').fill('> 10')
    await page.getByLabel('规则 1，罚款').fill('area * 100')
    await this.#desk.button('核对').press('Enter')
    await expect(page.getByText('不能保证在法定幅度 1000 至 5000 元（某条例第九条）之内')).toBeVisible()
    await page.getByLabel('规则 1，罚款').fill('min(5000, area * 100)')
    await this.#desk.button('核对').press('Enter')
    await expect(page.getByText('没有规则回答这样的情形：占道面积 = 10。')).toBeVisible()
    await this.#writes('决策表标识', `fine-${Date.now()}`)
    await expect(page.getByText('有 1 处要先看一看，还没有发布')).toBeVisible()
    await lookAt(page, 'desk-table-range')
    await this.#desk.button('看过了，发布').press('Enter')
    await expect(page.getByText('已发布第 1 版')).toBeVisible()
  }

  /** From the product's denial: a block that is missing is named, a field is chosen, the page follows, and it is published. */
  async designsTemplate({ id: templateId, name }: { id: string; name: string }): Promise<void> {
    const { page } = this.#desk
    const press = (name: string | RegExp) => page.getByRole('button', { name }).press('Enter')
    await this.#desk.open('/template-design')
    await page.getByLabel('文书模板').selectOption('decision-deny')
    await press('打开')
    const sheet = page.getByRole('img', { name: '样张第 1 页，共 1 页' })
    await expect(sheet).toBeVisible()
    await expect(page.getByText('没有发现问题，可以发布')).toBeVisible()
    await press('删去第 6 块')
    await expect(page.getByText('“不予行政许可决定书”必须写明“理由”')).toBeVisible()
    await lookAt(page, 'desk-template-design')
    await press('恢复删去的块')
    await press(/^6\. 逐条列出/)
    await page.getByLabel('添加什么').selectOption('正文')
    await press('添加')
    await page.getByLabel('文字').fill('请{申请人}自行恢复健身设施。')
    await page.getByLabel('插入字段').selectOption('事项名称')
    await expect(page.getByLabel('文字')).toHaveValue('请{申请人}自行恢复健身设施。{事项名称}')
    await press('第 7 块上移')
    await expect(page.getByRole('button', { name: '第 6 块上移' })).toBeFocused()
    await expect(page.getByText('没有发现问题，可以发布')).toBeVisible()
    await page.getByLabel('模板名称').fill(name)
    await this.#writes('模板标识', templateId)
    await expect(page.getByText('已发布第 1 版')).toBeVisible()
    await this.#desk.open('/template-design')
    await page.getByLabel('文书模板').selectOption(templateId)
    await press('打开')
    await expect(page.getByRole('button', { name: '6. 正文 请{申请人}自行恢复健身设施。{事项名称}' })).toBeVisible()
  }

  /** A table with one column: what it asks is a variable of the flow. */
  async publishesTable(decisionId: string, table: string): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open('/flows')
    const form = page.getByRole('form', { name: '发布决策表的新版本' })
    await form.getByLabel('标识').fill(decisionId)
    await form
      .getByLabel('DMN 文件')
      .setInputFiles({ name: `${decisionId}.dmn`, mimeType: 'application/xml', buffer: Buffer.from(table) })
    await form.getByRole('button', { name: '检查并发布' }).click()
    await expect(page.getByText('已发布第 1 版').first()).toBeVisible()
  }

  /** The demo's drawing again, with parts of it replaced. */
  async redraws(definitionId: string, changes: readonly (readonly [from: string, to: string])[]): Promise<void> {
    const drawing = await readFile(resolve(DRAWINGS, `${definitionId}.bpmn`), 'utf8')
    await this.#desk.open('/flows')
    await this.#sends(
      definitionId,
      changes.reduce((text, [from, to]) => text.replace(from, to), drawing),
    )
    await expect(this.#desk.page.getByText('已发布第 2 版').first()).toBeVisible()
  }

  /** A drawing of one's own, as a file. */
  async publishesDrawing(definitionId: string, drawing: string): Promise<void> {
    await this.#desk.open('/flows')
    await this.#sends(definitionId, drawing)
    await expect(this.#desk.page.getByText('已发布第 1 版').first()).toBeVisible()
  }

  /** The demo's drawing, or one with something else in it: nothing is published by it. */
  async checks(definitionId: string, changed?: { from: string; to: string }): Promise<void> {
    const drawing = await readFile(resolve(DRAWINGS, `${definitionId}.bpmn`), 'utf8')
    await this.#desk.open('/flow-check')
    const buffer = Buffer.from(changed ? drawing.replaceAll(changed.from, changed.to) : drawing)
    const file = { name: `${definitionId}.bpmn`, mimeType: 'application/xml', buffer }
    await this.#desk.page.getByLabel('自己的文件').setInputFiles(file)
    await this.#desk.button('核对').click()
  }

  /** By keyboard alone: from an empty flow to one that asks a table, with a step before its approval, and a way back. */
  async designs(flow: { id: string; name: string }, table: string): Promise<void> {
    const { page } = this.#desk
    const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).press('Enter')
    await this.#desk.open('/flow-check')
    await press('空白的流程')
    await press('整个流程：新流程')
    await this.#writes('名称', flow.name)
    await press('开始：受理')
    await press('决策表')
    await this.#writes('名称', '定档')
    await page.getByLabel('问哪个决策表').selectOption(`${table}（第 1 版）`)
    await expect(page.getByText(/^现在问的是 .* 第 1 版/)).toBeVisible()
    await press('环节')
    await this.#writes('名称', '核查现场')
    await press('环节：审批')
    await page.getByLabel('核查现场').press('Space')
    await press('判断')
    await this.#writes('名称', '审批意见')
    await page.getByLabel('连到已有的').selectOption('核查现场')
    await press('连线')
    await press('核对')
    await expect(page.getByText(/^有 \d+ 个问题，不能发布$/)).toBeVisible()
    await page.getByLabel('什么时候走这里').first().selectOption('其他情况都走这里')
    await page.getByLabel('什么时候走这里').last().selectOption('上一环节退回时')
    await press('核对')
    await expect(page.getByText(`“${flow.name}”可以发布`)).toBeVisible()
    await lookAt(page, 'desk-flow-design')
    await press('撤销')
    await expect(page.getByText('图在核对以后又改过，请再核对一次。')).toBeVisible()
    await press('重做')
    await this.#writes('流程标识', flow.id)
    await expect(page.getByText('已发布第 1 版')).toBeVisible()
    await press('发布')
    await expect(page.getByText('已发布第 1 版')).toBeVisible()
  }

  async #writes(label: string, text: string): Promise<void> {
    const field = this.#desk.page.getByLabel(label, { exact: true })
    await field.fill(text)
    await field.press('Enter')
  }

  async seesFault(sentence: string, way: readonly string[]): Promise<void> {
    const { page } = this.#desk
    await expect(page.getByRole('listitem').filter({ hasText: sentence })).toBeVisible()
    await expect(page.getByText(new RegExp(`走法：.*${way.join('.*')}`))).toBeVisible()
    await expect(page.locator('.djs-element.wrong')).not.toHaveCount(0)
    await expect(page.locator('.djs-element.way')).not.toHaveCount(0)
    await lookAt(page, 'desk-flow-check-refused')
  }

  async seesSoundFlow(name: string): Promise<void> {
    await expect(this.#desk.page.getByText(`“${name}”可以发布`)).toBeVisible()
    await lookAt(this.#desk.page, 'desk-flow-check-fine')
  }

  async movesAll(definitionId: string, reason: string): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open(`/flows/${definitionId}`)
    await this.#chooses('旧版', /^第 1 版（各地通用） · 在办 [1-9]\d* 件/)
    await this.#chooses('新版', /^第 2 版（本地） · 在办 0 件/)
    // Other journeys may have left cases on the first version too: all that run there move.
    const outlook = page.getByText(/^共 [1-9]\d* 件：能换 [1-9]\d* 件，不能换 0 件/)
    await expect(outlook).toBeVisible()
    const [total] = /\d+/.exec(await outlook.innerText())!
    await lookAt(page, 'desk-flow-change')
    await page.getByLabel('承办', { exact: true }).selectOption('')
    await expect(page.getByText('“承办”在新版中没有对应的环节')).toBeVisible()
    await page.getByLabel('承办', { exact: true }).selectOption('承办')
    await page.getByRole('radio', { name: /换到新版/ }).check()
    await page.getByLabel('理由').fill(reason)
    await this.#desk.button('记录安排并换版').click()
    await expect(page.getByText(`换版完成：${total} 件已换，0 件未换`)).toBeVisible()
    await lookAt(page, 'desk-flow-changed')
  }

  /** From now on cases begin on the second version; those that run end on the first. */
  async plansForNewCases(definitionId: string, reason: string): Promise<void> {
    const { page } = this.#desk
    await this.#desk.open(`/flows/${definitionId}`)
    await this.#chooses('旧版', /^第 1 版（各地通用）/)
    await this.#chooses('新版', /^第 2 版（本地）/)
    await page.getByRole('radio', { name: /旧版办完为止/ }).check()
    await page.getByLabel('理由').fill(reason)
    await this.#desk.button('记录安排').click()
    await expect(page.getByText('安排已记录').first()).toBeVisible()
  }

  async #chooses(side: string, version: RegExp): Promise<void> {
    const choice = this.#desk.page.getByLabel(side, { exact: true })
    const value = await choice.getByRole('option', { name: version }).getAttribute('value')
    await choice.selectOption(value)
  }

  async seesPlan(): Promise<void> {
    await this.#desk.open('/flows')
    await expect(this.#desk.page.getByText('换到新版 → 第 2 版（本地）')).toBeVisible()
  }

  get #form() {
    return this.#desk.page.getByRole('form', { name: '发布流程的新版本' })
  }

  async #sends(definitionId: string, drawing: string): Promise<void> {
    const file = { name: `${definitionId}.bpmn`, mimeType: 'application/xml', buffer: Buffer.from(drawing) }
    await this.#form.getByLabel('标识').fill(definitionId)
    await this.#form.getByLabel('BPMN 2.0 文件').setInputFiles(file)
    await this.#form.getByRole('button', { name: '检查并发布' }).click()
  }
}
