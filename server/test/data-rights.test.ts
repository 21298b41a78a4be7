import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ItemContent } from '../src/modules/catalogue/contract/index.ts'
import type { CaseStanding } from '../src/modules/cases/contract/index.ts'
import { act, inHandling, ok, refusalOf, signInAll, step, submitted, viewOf } from '../src/modules/cases/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { RightOffered, RightsRequest } from '../src/modules/personal-data/contract/index.ts'
import type { ModuleParts } from '../src/platform/module/index.ts'
import { seedRights } from '../src/seed-rights.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const OFFICE = { jurisdiction: '450721', name: '灵山县行政审批局' }
const EXPLAIN = {
  item: '个人信息处理规则解释说明',
  answers: { holding: 'cases/cases', kind: 'rules', question: '为什么需要我的手机号？' },
}
const ANSWER = '手机号用于补正告知和结果通知，依据行政许可法第三十二条；没有提供给其他部门。'

interface Answer {
  rights: RightOffered[]
  requests: RightsRequest[]
}

let app: TestApp
let cast: Record<'resident' | 'clerk' | 'officer' | 'handler' | 'approver' | 'certificate', SignedIn>
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-23T10:00:00+08:00')
  cast = await signInAll(app, {
    resident: 'wangfang',
    clerk: 'chenjing',
    officer: 'luojiaxin',
    handler: 'huangzhiqiang',
    approver: 'qinguodong',
    certificate: 'suli',
  })
})
afterAll(() => app.close())

const myData = () => ok<Answer>(cast.resident.get('/api/my/personal-data'))

/** From the person's request to the officer's desk. */
async function asked(application: { item: string; answers: object }): Promise<CaseStanding> {
  const received = await act(cast.clerk, await submitted(app, cast.resident, application), 'receive')
  return act(cast.clerk, received, 'accept')
}

describe('the items for rights to personal data', () => {
  it('list in their forms every kind that is held, and no other', async () => {
    const parts: readonly ModuleParts<unknown>[] = Object.values(app.modules)
    const held = parts.flatMap((part) => part.holdings ?? []).map(({ name, title }) => ({ const: name, title }))
    const folder = new URL('../../data/rights/', import.meta.url)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
    for (const name of names) {
      const { item } = JSON.parse(await readFile(new URL(name, folder), 'utf8')) as { item: ItemContent }
      const { holding } = item.form.schema['properties'] as { holding?: { oneOf: { const: string; title: string }[] } }
      if (!holding) continue
      const byName = (one: { const: string }, other: { const: string }) => one.const.localeCompare(other.const)
      expect(holding.oneOf.toSorted(byName), name).toEqual(held.toSorted(byName))
      expect(item.promisedLimit, name).toMatchObject({ value: 15, unit: 'workday' })
    }
  })

  it('are published for the office that is named, twice changes nothing, and no office is no publication', async () => {
    const count = () => app.sql('select count(*) from ledger.entries')
    const before = await count()
    await seedRights(app, OFFICE)
    expect(await count()).toEqual(before)
    await expect(seedRights(app, { ...OFFICE, name: '没有这个局' })).rejects.toThrow('no organization called')
  })

  it('are offered to a person beside what is held', async () => {
    expect((await myData()).rights).toContainEqual({
      right: 'explain',
      itemId: expect.stringMatching(/^450721-/) as string,
      name: EXPLAIN.item,
    })
  })
})

describe('a request to explain', () => {
  it('is handled by the data protection officer and decided by another, and answered in writing in the words of the first', async () => {
    const at = await asked(EXPLAIN)
    const [request] = (await myData()).requests
    expect(request).toMatchObject({
      caseId: at.caseId,
      isDraft: false,
      stateTitle: '已受理',
      due: { title: '承诺办结时限', on: '2026-12-14' },
    })
    expect((await viewOf(cast.handler, at.caseId)).abilities.handle).toBe(false)
    const view = await viewOf(cast.officer, at.caseId)
    expect(view).toMatchObject({ right: 'explain', abilities: { handle: true, approve: false } })
    const handled = await step(cast.officer, at, 'pass', ANSWER)
    expect((await viewOf(cast.officer, at.caseId)).abilities).toMatchObject({ approve: false })
    const granted = await step(cast.approver, handled, 'pass', '同意')
    const { documents } = await viewOf(cast.resident, granted.caseId)
    expect(documents.at(-1)).toMatchObject({ template: 'decision-rights', title: '个人信息权利请求答复书' })
    await app.drain()
    const page = await ok<{ kinds: { name: string; things: object[] }[] }>(cast.resident.get('/api/my/personal-data'))
    expect(JSON.stringify(page.kinds.find(({ name }) => name === 'documents/documents'))).toContain(ANSWER)
    const closed = await act(cast.certificate, granted, 'deliver', { method: 'electronic' })
    expect(closed.state).toBe('closed')
  })

  it('is not handled without an answer', async () => {
    const at = await asked(EXPLAIN)
    const view = await viewOf(cast.officer, at.caseId)
    const task = view.tasks.find(({ mine }) => mine)!
    const body = { version: view.version, taskId: task.taskId, outcome: 'pass' }
    expect(await refusalOf(cast.officer.post(`/api/cases/${at.caseId}/complete-step`, body))).toMatchObject({
      status: 422,
      code: 'cases/opinion-required',
    })
  })

  it('that is refused says why and where to turn: the courts, by article 50', async () => {
    const handled = await step(cast.officer, await asked(EXPLAIN), 'pass', '建议不予答复：涉及国家秘密')
    const denied = await step(cast.approver, handled, 'deny', '所问内容涉及国家秘密')
    const { documents, decision } = await viewOf(cast.resident, denied.caseId)
    expect(documents.at(-1)).toMatchObject({ template: 'decision-rights-deny', title: '个人信息权利请求答复书' })
    expect(decision).toMatchObject({ granted: false, reason: '所问内容涉及国家秘密' })
    expect(decision?.remedy).toMatch(/行政复议.*个人信息保护法》第五十条.*人民法院/)
  })
})

describe('the officer', () => {
  it('handles no case that is another’s to handle', async () => {
    const licence = await inHandling(app, cast.clerk)
    expect((await viewOf(cast.officer, licence.caseId)).abilities).toMatchObject({ handle: false, approve: false })
  })
})
