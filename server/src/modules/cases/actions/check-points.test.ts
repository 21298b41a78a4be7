import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { ReviewRule } from '../../catalogue/contract/index.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { CaseStanding } from '../contract/index.ts'
import { act, refusedAct, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

const rule = (step: ReviewRule['step'], ...names: string[]): ReviewRule => ({
  id: `of-${step}`,
  step,
  name: '材料',
  standard: '真实、齐全',
  points: names.map((name, place) => ({ id: `${step}-${place}`, name, optional: false })),
})
const RULES = [
  rule('accept', '申请书签了名'),
  rule('handle', '场所与申请相符', '流程合理'),
  rule('approve', '意见有依据'),
]

let app: TestApp
let cast: Cast
let received: CaseStanding
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  // As if the department had written its rules into this version: before anybody reads it, because versions never change.
  await app.sql(
    "update catalogue.item_versions set content = jsonb_set(content, '{reviewRules}', $2::jsonb) where name = $1",
    ['食品经营许可（新办）', JSON.stringify(RULES)],
  )
  received = await registered(app, cast.clerk)
})
afterAll(() => app.close())

const holds = (...pointIds: string[]) => pointIds.map((pointId) => ({ pointId, passes: true }))

async function asked(by: SignedIn, caseId: string, outcome: string, body: object = {}) {
  const view = await viewOf(by, caseId)
  const { taskId } = view.tasks.find((one) => one.state === 'open' && one.mine)!
  return { at: { ...view } as unknown as CaseStanding, body: { taskId, outcome, ...body } }
}

describe('the points of an item’s review rules', () => {
  it('are ticked before a step is completed; what was found stands in the record and in the timeline', async () => {
    const { caseId } = received
    const refused = await refusedAct(cast.clerk, received, 'accept')
    expect(refused).toMatchObject({ status: 422, code: 'cases/points-unchecked' })
    expect(refused.fields).toEqual([{ path: '/checked/accept-0', message: '申请书签了名：还没有核对' }])
    await act(cast.clerk, received, 'accept', { checked: holds('accept-0') })

    const half = await asked(cast.handler, caseId, 'pass', { checked: holds('handle-0') })
    expect((await refusedAct(cast.handler, half.at, 'complete-step', half.body)).fields).toEqual([
      { path: '/checked/handle-1', message: '流程合理：还没有核对' },
    ])
    const unsaid = [...holds('handle-0'), { pointId: 'handle-1', passes: false }]
    const silent = await asked(cast.handler, caseId, 'pass', { checked: unsaid })
    expect((await refusedAct(cast.handler, silent.at, 'complete-step', silent.body)).fields).toEqual([
      { path: '/checked/handle-1', message: '流程合理：不合格的，请说明' },
    ])
    const other = await asked(cast.handler, caseId, 'pass', { checked: holds('handle-0', 'handle-1', 'approve-0') })
    expect((await refusedAct(cast.handler, other.at, 'complete-step', other.body)).code).toBe('cases/points-unchecked')
    const checked = [...holds('handle-0'), { pointId: 'handle-1', passes: false, remark: '生熟没有分开' }]
    const done = await asked(cast.handler, caseId, 'pass', { checked, opinion: '建议不予批准' })
    await act(cast.handler, done.at, 'complete-step', done.body)

    const [entry] = await app.sql<{ canonical: string }>(
      "select canonical from ledger.entries where stream = $1 and kind = 'cases/StepCompleted.v1'",
      [`case:${caseId}`],
    )
    const { body } = JSON.parse(entry!.canonical) as { body: object }
    expect(body).toMatchObject({
      itemVersion: expect.any(Number),
      checked: [
        { pointId: 'handle-0', passes: true },
        { pointId: 'handle-1', passes: false },
      ],
    })
    expect(entry!.canonical).not.toContain('生熟')
    const { timeline } = await viewOf(cast.reviewer, caseId)
    expect(timeline.find(({ title }) => title.startsWith('受理'))?.text).toBe('核对审查要点 1 项，合格 1 项')
    const told = timeline.find(({ kind }) => kind === 'cases/StepCompleted.v1')?.text
    expect(told).toContain('核对审查要点 2 项，合格 1 项，不合格 1 项')
    expect(told).toContain('不合格：流程合理（生熟没有分开）')
  })

  it('are not asked where the rules say nothing of the step, nor when it is sent back', async () => {
    const { caseId } = received
    const review = await asked(cast.reviewer, caseId, 'pass')
    await act(cast.reviewer, review.at, 'complete-step', review.body)
    const back = await asked(cast.approver, caseId, 'return', { opinion: '补充现场照片' })
    expect((await act(cast.approver, back.at, 'complete-step', back.body)).state).toBe('accepted')
  })
})
