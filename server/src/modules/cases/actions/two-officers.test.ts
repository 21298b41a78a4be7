import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { CaseStanding } from '../contract/index.ts'
import { act, inHandling, received, refusalOf, refusedAct, signInCast, step, submitted, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

/** Two windows show the same case; the faster acts, then the slower confirms what she sees. */
async function raced(
  by: SignedIn,
  at: CaseStanding,
  { faster, slower }: { faster: string; slower: string },
): Promise<string> {
  await act(by, at, faster)
  const refused = await refusedAct(by, at, slower, slower === 'request-correction' ? { gaps: [{ what: '缺页' }] } : {})
  expect(refused).toMatchObject({ status: 409, code: 'http/stale-version' })
  return refused.detail
}

describe('two officers on one case', () => {
  it('are told apart when they receive: the later is told who did what, and when', async () => {
    const told = await raced(cast.clerk, await submitted(app, cast.resident), { faster: 'receive', slower: 'receive' })
    expect(told).toMatch(/陈静.*收件/)
  })

  it('are told apart when they accept', async () => {
    const at = await received(app, cast)
    expect(await raced(cast.clerk, at, { faster: 'accept', slower: 'request-correction' })).toMatch(/陈静.*受理/)
  })

  it('are told apart when they handle, and the first opinion stands', async () => {
    const at = await inHandling(app, cast.clerk)
    const before = await viewOf(cast.handler, at.caseId)
    const task = before.tasks.find((one) => one.state === 'open' && one.mine)!
    await step(cast.handler, at, 'pass', '现场核查符合要求。')
    const late = { version: before.version, taskId: task.taskId, outcome: 'return', opinion: '面积不足。' }
    const refused = await refusalOf(cast.handler.post(`/api/cases/${at.caseId}/complete-step`, late))
    expect(refused).toMatchObject({ status: 409, code: 'http/stale-version' })
    expect(refused.detail).toMatch(/黄志强.*办理环节/)
    const { tasks } = await viewOf(cast.handler, at.caseId)
    expect(tasks.find((one) => one.taskId === task.taskId)).toMatchObject({
      outcome: 'pass',
      opinion: '现场核查符合要求。',
    })
  })
})
