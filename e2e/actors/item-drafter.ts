import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import { lookAt } from '../pages/arrive.ts'
import type { Desk } from '../pages/desk.ts'
import { VIEWPORTS } from '../pages/screens.ts'
import type { Sample } from './items.ts'

export interface WantedItem {
  readonly sample: Sample
  readonly code: string
  /** As the choices name them. */
  readonly flow: RegExp
  readonly denial: string
}

const EMPTY_FORM = fileURLToPath(new URL('../../data/demo/forms/authorization-empty.pdf', import.meta.url))

/** Whoever writes, reviews or publishes items, at the pages of the library. */
export class ItemDrafter {
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** From an empty form, part by part; each is saved by itself. */
  async writes(item: WantedItem): Promise<void> {
    await this.#desk.open('/items')
    await this.#desk.arrive('library', '事项')
    await this.#desk.button('起草新事项').click()
    await this.#desk.arrive('draft-empty', '还没有名称的新事项')
    await this.#identity(item)
    await this.#basis()
    await this.#limits()
    await this.#access()
    await this.#materials(item.sample.materials)
    await this.#formAndFlow(item)
    await this.#needsOnlyWhen()
    await this.#goes('办理结果')
    await this.#label('结果类型').selectOption('批文或其他文书')
    await this.#label('结果名称').fill('关于全民健身设施拆迁或者改变用途的批复')
    await this.#isSaved()
    await expect(this.#page.getByRole('heading', { name: /处要改正$/ })).toHaveCount(0)
    await lookAt(this.#page, 'desk-draft-complete')
  }

  async #identity({ sample, code }: WantedItem): Promise<void> {
    await this.#label('事项名称').fill(sample.name)
    await this.#label('通俗名称').fill(sample.plainName)
    await this.#label('实施编码').fill(code)
    await this.#label('权力类型').selectOption('行政许可')
    await this.#label('行使层级').selectOption('县级')
    await this.#group('服务对象').getByLabel('自然人', { exact: true }).check()
    await this.#group('面向对象').getByLabel('个人办事').check()
    await this.#group('主题').getByLabel('文化体育').check()
    await this.#isSaved()
    await this.#looksAtBothWidths('draft-identity')
  }

  async #basis(): Promise<void> {
    await this.#goes('设定依据')
    await this.#desk.button('添加设定依据').click()
    await this.#label('法律法规名称').fill('公共文化体育设施条例')
    await this.#label('条款号').fill('第二十七条')
    await this.#isSaved()
  }

  /** A promise that is longer than the law allows is told at once, at its place. */
  async #limits(): Promise<void> {
    await this.#goes('办理时限')
    for (const [title, days] of [
      ['法定办结时限', '66'],
      ['承诺办结时限', '24'],
    ] as const) {
      await this.#group(title).getByLabel('数值').fill(days)
      await this.#group(title).getByLabel('单位').selectOption('工作日')
    }
    await this.#isSaved()
  }

  async #access(): Promise<void> {
    await this.#goes('受理和办理方式')
    await this.#group('可以网上申请').getByLabel('是').check()
    await this.#label('次数').fill('2')
    await this.#isSaved()
    await expect(this.#page.getByText('要到现场 2 次，应当写明必须到现场的原因').first()).toBeVisible()
    await lookAt(this.#page, 'desk-draft-inconsistent')
    await this.#label('次数').fill('0')
    await this.#isSaved()
    await expect(this.#page.getByText('应当写明必须到现场的原因')).toHaveCount(0)
  }

  async #materials(names: readonly string[]): Promise<void> {
    await this.#goes('申请材料')
    for (const [place, name] of names.entries()) {
      await this.#desk.button('添加申请材料').click()
      const part = this.#page.getByRole('group', { name: '申请材料' }).getByRole('listitem').nth(place)
      await part.getByLabel('材料名称').fill(name)
      await part.getByLabel('必要性').selectOption('必要')
      await part.getByLabel('材料形式').selectOption('电子')
      await part.getByLabel('来源渠道').selectOption('申请人自备')
    }
    await this.#givesForm()
    await this.#isSaved()
    await this.#looksAtBothWidths('draft-materials')
  }

  /** An empty form of the last material: it is kept with the draft, and saved with the rest of the part. */
  async #givesForm(): Promise<void> {
    const form = this.#group('空白表格（选填）').last()
    await form.locator('input[type=file]').first().setInputFiles(EMPTY_FORM)
    await expect(form.getByRole('link', { name: /\.pdf$/ })).toBeVisible()
  }

  /** Another item's form may be where one begins; this one is written anew. */
  async #formAndFlow({ flow, denial }: WantedItem): Promise<void> {
    await this.#goes('表单和流程')
    await choose(this.#label('或者以另一个事项的表单开始'), /^全民健身设施/)
    await this.#desk.button('换成这个表单').click()
    for (const step of ['联系人', '设施情况']) await this.#removes(step)
    await this.#designs()
    await choose(this.#label('审批流程'), flow)
    await this.#group('文书模板').getByLabel('不予的决定').selectOption(denial)
    await this.#isSaved()
  }

  async #removes(step: string): Promise<void> {
    const part = this.#page.locator('details', { has: this.#page.getByText(new RegExp(`^\\d\\. ${step}$`)) }).first()
    await part.locator('summary').first().press('Enter')
    await part.getByRole('button', { name: /^删去/ }).last().press('Enter')
    await expect(part).toHaveCount(0)
  }

  /** A material for one situation alone. */
  async #needsOnlyWhen(): Promise<void> {
    await this.#goes('申请材料')
    await this.#desk.button('添加申请材料').click()
    const part = this.#page.getByRole('group', { name: '申请材料' }).getByRole('listitem').last()
    await part.getByLabel('材料名称').fill('重建方案')
    await part.getByLabel('必要性').selectOption('必要')
    await part.getByLabel('材料形式').selectOption('电子')
    await part.getByLabel('来源渠道').selectOption('申请人自备')
    await part.getByLabel('什么情形需要').selectOption('看“设施类型”怎么答')
    await part.getByRole('group', { name: '“设施类型”答什么时' }).getByLabel('室外健身器材').check()
    await this.#isSaved()
    await lookAt(this.#page, 'desk-draft-situation')
  }

  /** By keyboard: a step, a choice, and a question that only one answer brings; the preview asks as the portal will. */
  async #designs(): Promise<void> {
    const { keyboard } = this.#page
    await this.#desk.button('添加步骤').press('Enter')
    await keyboard.type('健身设施')
    await this.#adds('设施名称')
    await this.#adds('设施类型')
    await this.#label('怎么填').last().selectOption('选一项')
    await this.#page.getByLabel('选项', { exact: true }).fill('球场\n室外健身器材\n其他')
    await this.#adds('占地面积（平方米）')
    await this.#label('怎么填').last().selectOption('数（可以有小数）')
    await this.#label('在流程和决策表里叫什么').last().fill('area')
    await this.#adds('是什么设施')
    await this.#page.getByLabel('什么时候问').last().selectOption('看“设施类型”怎么答')
    await this.#page.getByRole('group', { name: '“设施类型”答什么时' }).getByLabel('其他').press('Space')
    const preview = this.#page.getByRole('region', { name: '预览：申请人在手机上看到的' })
    await expect(preview.getByText('是什么设施')).toHaveCount(0)
    await preview.getByLabel('其他').press('Space')
    await expect(preview.getByLabel('是什么设施')).toBeVisible()
    await preview.getByRole('button', { name: '试着下一步' }).press('Enter')
    await expect(preview.getByText('请填写“是什么设施”')).toBeVisible()
    await this.#isSaved()
    await this.#looksAtBothWidths('draft-form')
  }

  async #adds(question: string): Promise<void> {
    await this.#desk.button('添加问题').press('Enter')
    await this.#page.keyboard.type(question)
  }

  /** From the list of what those above have published to a draft of the department's own. */
  async adopts(name: string): Promise<void> {
    await this.#desk.open(`/items/base?q=${encodeURIComponent(name)}`)
    await this.#desk.arrive('base-items', '基本目录')
    await this.#page.getByRole('link', { name, exact: true }).click()
    await this.#desk.arrive('base-item', name)
    await expect(this.#page.getByText('还没有部门采用。')).toBeVisible()
    await this.#looksAtBothWidths('base-item')
    await this.#desk.button('采用这个事项').click()
    await expect(this.#page.getByText('采用自基本目录')).toBeVisible()
    await expect(this.#page.getByRole('region', { name: '事项名称' })).toContainText('锁定')
    await this.#looksAtBothWidths('adoption-draft')
  }

  /** What a new version above changed, in the draft that came down by itself. */
  async findsUpdate(name: string, words: string): Promise<void> {
    await this.#findsInInbox(name)
    await expect(this.#page.getByRole('heading', { name: '基本目录改了什么' })).toBeVisible()
    await expect(this.#page.getByRole('row').filter({ hasText: words }).first()).toBeVisible()
    await this.#looksAtBothWidths('update-from-above')
  }

  async seesAdoption(name: string, standing: RegExp): Promise<void> {
    await this.#opensItem(name)
    await expect(this.#page.getByText(standing)).toBeVisible()
    await this.#looksAtBothWidths('adopted-item')
  }

  /** 取消, by a document: it changes nothing before another decides. */
  async proposesToCancel(name: string, documentNo: string): Promise<void> {
    await this.#proposes(name, '提出取消', { no: documentNo, title: '灵山县人民政府关于取消一批行政权力事项的决定' })
    await this.#label('对在办件的处理').fill('已受理的继续办理')
    await this.#looksAtBothWidths('propose-cancelling')
    await this.#sends('取消：待审定')
  }

  /** 下放 to an organ below. */
  async handsDown(name: string, to: string): Promise<void> {
    await this.#proposes(name, '提出下放', {
      no: '灵政发〔2026〕12号',
      title: '灵山县人民政府关于下放一批行政权力事项的决定',
    })
    await this.#group('下放到').getByLabel(to).check()
    await this.#sends('下放：待审定')
  }

  /** 承接 by a document of the organ's own: its draft begins as the item above, and says by what. */
  async takesOver(name: string): Promise<void> {
    await this.#findsInInbox(name)
    await this.#document({ no: '灵城办发〔2026〕3号', title: '灵城街道办事处关于承接行政权力事项的通知' })
    await this.#looksAtBothWidths('take-over')
    await this.#desk.button('承接').click()
    await expect(this.#page.getByText('承接灵山县行政审批局下放的事项')).toBeVisible()
    await expect(this.#page.getByRole('region', { name: '事项名称' })).toContainText('锁定')
  }

  /** 收回 from the organs below. */
  async takesBack(name: string, from: string): Promise<void> {
    await this.#proposes(name, '提出收回', {
      no: '灵政发〔2026〕15号',
      title: '灵山县人民政府关于收回一批行政权力事项的决定',
    })
    await this.#group('收回自').getByLabel(`${from}（已承接）`).check()
    await this.#label('对在办件的处理').fill('由县里接着办')
    await this.#looksAtBothWidths('propose-taking-back')
    await this.#sends('收回：待审定')
  }

  /** The guide of the organ's own item, by way of the library. */
  async seesGuide(name: string, words: RegExp): Promise<void> {
    await this.#desk.open(`/items?q=${encodeURIComponent(name)}`)
    await this.#page.getByRole('link', { name, exact: true }).click()
    await this.#desk.arrive('item', name)
    await this.#page.goto(new URL(this.#page.url()).pathname.replace('/desk', ''))
    await expect(this.#page.getByText(words)).toBeVisible()
    await lookAt(this.#page, 'guide-handed-down')
  }

  async #proposes(name: string, act: string, document: { no: string; title: string }): Promise<void> {
    await this.#opensItem(name)
    await this.#page.getByRole('link', { name: act }).click()
    await this.#desk.arrive('propose-adjustment', act)
    await this.#document(document)
    await this.#label('理由').fill('依法调整')
  }

  async #document({ no, title }: { no: string; title: string }): Promise<void> {
    await this.#label('文件名称').fill(title)
    await this.#label('文号').fill(no)
    await this.#label('成文日期').fill('2026-11-01')
  }

  async #sends(standing: string): Promise<void> {
    await this.#desk.button('提交审定').click()
    await expect(this.#page.getByText(standing)).toBeVisible()
  }

  /** Another than who proposed it. */
  async decidesOn(name: string, act: '下放' | '收回' | '取消'): Promise<void> {
    await this.#findsInInbox(name)
    if (act === '收回') await this.#looksAtBothWidths('adjustment')
    const panel = this.#page.getByRole('form', { name: '审定' })
    await panel.getByLabel('同意', { exact: true }).check()
    await panel.getByLabel('意见').fill('依据充分，同意。')
    await panel.getByRole('button', { name: '确认' }).click()
    await expect(this.#page.getByText(`${act}：已决定`)).toBeVisible()
  }

  /** Opens the item's page and begins a change of it. */
  async changes(name: string): Promise<void> {
    await this.#opensItem(name)
    await this.#desk.arrive('item-versions', name)
    await this.#desk.button('变更这个事项').click()
    await expect(this.#page.getByText(/^变更第 \d+ 版$/)).toBeVisible()
  }

  async promises(workdays: string): Promise<void> {
    await this.#goes('办理时限')
    await this.#group('承诺办结时限').getByLabel('数值').fill(workdays)
    await this.#isSaved()
  }

  async submits(reason: string): Promise<void> {
    await this.#label('起草说明').fill(reason)
    await this.#desk.button('提交审核').click()
    await expect(this.#page.getByText('法制审核', { exact: true }).first()).toBeVisible()
    await lookAt(this.#page, 'desk-draft-submitted')
  }

  /** From the inbox to the draft; the opinion is written and the act confirmed. */
  async decides(name: string, step: '法制审核' | '审定发布', outcome: '通过' | '发布' | '退回修改'): Promise<void> {
    await this.#findsInInbox(name)
    await this.#looksAtBothWidths(step === '法制审核' ? 'draft-review' : 'draft-publish')
    const panel = this.#page.getByRole('form', { name: step })
    await panel.getByLabel(outcome, { exact: true }).check()
    await panel.getByLabel('意见').fill(outcome === '退回修改' ? '请核实名称' : '依据充分，同意。')
    await panel.getByRole('button', { name: '确认' }).click()
    await expect(panel).toBeHidden()
  }

  async findsSentBack(name: string): Promise<void> {
    await this.#findsInInbox(name)
    await expect(this.#page.getByText('请核实名称').first()).toBeVisible()
    await lookAt(this.#page, 'desk-draft-returned')
  }

  /** What the change means for those who have applied already, and what it changes. */
  async seesEffect(name: string, running: RegExp, change: { place: string; from: string; to: string }): Promise<void> {
    await this.#findsInInbox(name)
    await expect(this.#page.getByText(running)).toBeVisible()
    const row = this.#page.getByRole('row').filter({ hasText: change.place })
    await expect(row).toContainText(change.from)
    await expect(row).toContainText(change.to)
    await lookAt(this.#page, 'desk-draft-differences')
  }

  async comparesVersions(name: string, place: string): Promise<void> {
    await this.#opensItem(name)
    await this.#page.getByRole('link', { name: '比较版本' }).click()
    await expect(this.#page.getByRole('row').filter({ hasText: place })).toBeVisible()
    await this.#looksAtBothWidths('item-differences')
  }

  /** On the item's page: who has applied stays on the version of the day. */
  async seesRunning(name: string, running: RegExp): Promise<void> {
    await this.#opensItem(name)
    await expect(this.#page.getByText(running)).toBeVisible()
  }

  /** Departments may have items of one name. */
  async #opensItem(name: string): Promise<void> {
    await this.#desk.open(`/items?q=${encodeURIComponent(name)}`)
    const row = this.#page.getByRole('row').filter({ hasText: '灵山县行政审批局' })
    await row.getByRole('link', { name, exact: true }).click()
  }

  get #page() {
    return this.#desk.page
  }

  async #findsInInbox(name: string): Promise<void> {
    await this.#desk.open('/')
    await this.#page.getByRole('link', { name }).click()
    await expect(this.#page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(this.#page.getByText('正在读取')).toHaveCount(0)
  }

  async #goes(section: string): Promise<void> {
    await this.#page.getByRole('navigation', { name: '草稿的各部分' }).getByRole('link', { name: section }).click()
    await expect(this.#page.getByRole('heading', { level: 2, name: section })).toBeVisible()
  }

  #label(label: string): Locator {
    return this.#page.getByLabel(new RegExp(`^${label}(（选填）)?$`))
  }

  #group(name: string): Locator {
    return this.#page.getByRole('group', { name, exact: true })
  }

  async #isSaved(): Promise<void> {
    await expect(this.#page.getByText(/^已保存 \d\d:\d\d$/)).toBeVisible()
  }

  async #looksAtBothWidths(as: string): Promise<void> {
    await lookAt(this.#page, `desk-${as}`)
    await this.#page.setViewportSize({ width: 360, height: 800 })
    await lookAt(this.#page, `desk-${as}-narrow`)
    await this.#page.setViewportSize(VIEWPORTS.desktop)
  }
}

async function choose(list: Locator, name: RegExp): Promise<void> {
  const value = await list.getByRole('option', { name }).getAttribute('value')
  await list.selectOption(value)
}
