import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor } from '../../../kernel/index.ts'
import { act, refusedAct, registered, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

/** Runs the module's timer as the worker does. */
async function runTimer(): Promise<void> {
  const timer = app.modules.cases.timers?.find((one) => one.name === 'cases/deem-accepted')
  await timer?.work((fn) =>
    app.act({ actor: systemActor('cases/deem-accepted'), mode: 'record', role: 'yiwang_worker' }, fn),
  )
  await app.drain()
}

describe('a case on which nobody said a word', () => {
  it('counts as accepted from the day of receipt when five workdays have passed, a holiday week not counted', async () => {
    app.at('2026-09-28T10:00:00+08:00')
    cast = await signInCast(app)
    const { caseId } = await registered(app, cast.clerk)
    app.at('2026-10-10T23:30:00+08:00')
    await runTimer()
    cast = await signInCast(app)
    expect(await viewOf(cast.clerk, caseId)).toMatchObject({ state: 'received' })
    app.at('2026-10-11T00:03:00+08:00')
    await runTimer()
    const view = await viewOf(cast.resident, caseId)
    expect(view.state).toBe('accepted')
    expect(view.timeline.at(-1)).toMatchObject({ title: '视为受理（逾期未告知）', actorName: '系统' })
    // Five workdays promised, counted from 28 September like the five that were missed.
    expect(view.limits.find((limit) => limit.kind === 'handling-promised')).toMatchObject({
      startOn: '2026-09-28',
      dueOn: '2026-10-10',
      overdueWorkdays: 0,
    })
    expect(view.limits.find((limit) => limit.kind === 'notify')).toMatchObject({ level: 'closed', isOnTime: false })
    expect(view.tasks.filter((task) => task.state === 'open').map((task) => task.step)).toEqual(['handle'])
    expect(view.documents.at(-1)?.template).toBe('acceptance-notice')
  })

  it('can no longer be refused or sent back before the timer has come by', async () => {
    app.at('2026-09-28T10:00:00+08:00')
    cast = await signInCast(app)
    const at = await registered(app, cast.clerk)
    app.at('2026-10-12T09:00:00+08:00')
    cast = await signInCast(app)
    const refusal = { kind: 'notAccepted', reason: '不属于本机关职权', legalBasis: '行政许可法第三十二条' }
    const refused = await refusedAct(cast.clerk, at, 'decline-acceptance', refusal)
    expect(refused).toMatchObject({ status: 409, code: 'cases/notify-period-over' })
    expect(refused.detail).toContain('2026年10月10日届满')
    const asked = await refusedAct(cast.clerk, at, 'request-correction', { gaps: [{ what: '缺章' }] })
    expect(asked.code).toBe('cases/notify-period-over')
    await runTimer()
    expect((await viewOf(cast.clerk, at.caseId)).state).toBe('accepted')
  })

  it('leaves alone what was decided in time', async () => {
    app.at('2026-11-23T10:00:00+08:00')
    cast = await signInCast(app)
    const at = await act(cast.clerk, await registered(app, cast.clerk), 'accept')
    app.at('2026-12-10T10:00:00+08:00')
    await runTimer()
    cast = await signInCast(app)
    const titles = (await viewOf(cast.clerk, at.caseId)).timeline.map((entry) => entry.title)
    expect(titles.filter((title) => title.includes('受理'))).toEqual(['受理'])
  })
})
