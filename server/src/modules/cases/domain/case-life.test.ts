import { describe, expect, it } from 'vitest'
import { Problem, calendarDate } from '../../../kernel/index.ts'
import type { CaseState } from '../contract/index.ts'
import * as caseLife from './case-life.ts'
import type { Case, Moment } from './case.ts'
import { TRANSITIONS } from './transitions.ts'

const received: Case = {
  id: '450721-019aa8f0-0000-7000-8000-000000000001',
  version: 3,
  state: 'received',
  itemId: '450721-019aa8f0-0000-7000-8000-000000000002',
  itemVersion: 1,
  itemCode: '11450721MB155808114000120004000',
  itemName: '食品经营许可（新办）',
  organizationId: '450721-019aa8f0-0000-7000-8000-000000000003',
  organizationName: '灵山县行政审批局',
  division: '450721',
  channel: 'web',
  caseNo: '11450721MB155808114000120004000202611230001',
  queryCode: '450721261123000001',
  receivedAt: new Date('2026-11-23T02:00:00Z'),
  receivedOn: calendarDate('2026-11-23'),
  notifyDueOn: calendarDate('2026-11-30'),
  createdAt: new Date('2026-11-23T01:00:00Z'),
  updatedAt: new Date('2026-11-23T02:00:00Z'),
}
const on = (day: string): Moment => ({ at: new Date(`${day}T03:00:00Z`), on: calendarDate(day) })
const numbers = { caseNo: received.caseNo ?? '', queryCode: received.queryCode ?? '' }
const handedIn = { answersDigest: 'ab', files: [] }
const asked = { gaps: [{ what: '平面图缺少消毒间' }], dueOn: calendarDate('2026-12-14') }
const suspension = {
  procedureCode: 'expert-review',
  procedureName: '专家评审',
  legalBasis: '《中华人民共和国行政许可法》第四十五条',
  since: calendarDate('2026-11-25'),
  expectedWorkdays: 10,
}
const at = (state: CaseState, more: Partial<Case> = {}): Case => ({ ...received, state, ...more })
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.definition.code
    throw error
  }
  return 'not refused'
}

describe('the lawful life of a case', () => {
  it('asks for corrections once: a second notice is refused whatever it lists', () => {
    const asking = caseLife.requestCorrection(received, on('2026-11-25'), asked).next
    const again = caseLife.submitCorrection(asking, on('2026-12-01'), {
      handedIn,
      notifyDueOn: calendarDate('2026-12-08'),
    }).next
    expect(again).toMatchObject({ state: 'received', receivedOn: '2026-12-01', notifyDueOn: '2026-12-08' })
    expect(codeOf(() => caseLife.requestCorrection(again, on('2026-12-02'), asked))).toBe('cases/correction-once')
  })

  it('lets nobody refuse or ask once the five days are over, and says since when it counts as accepted', () => {
    for (const late of [on('2026-12-01'), on('2027-03-01')]) {
      const refuse = () => caseLife.declineAcceptance(received, 'notAccepted', late)
      expect(codeOf(refuse)).toBe('cases/notify-period-over')
      expect(refuse).toThrow('2026年11月30日')
      expect(codeOf(() => caseLife.requestCorrection(received, late, asked))).toBe('cases/notify-period-over')
    }
    expect(caseLife.declineAcceptance(received, 'noLicenceNeeded', on('2026-11-30')).next.state).toBe('noLicenceNeeded')
  })

  it('deems accepted as of the day of receipt', () => {
    const moment = { at: new Date('2026-12-01T00:03:00Z'), on: calendarDate('2026-11-23') }
    const { next, event } = caseLife.accept(received, moment, { deemed: true, dueOn: '2026-11-30' })
    expect(next).toMatchObject({ state: TRANSITIONS.deemAccepted.to, acceptedOn: '2026-11-23', notifyDueOn: undefined })
    expect(event.body).toMatchObject({ deemed: true, acceptedOn: '2026-11-23', dueOn: '2026-11-30' })
  })

  it('terminates only after the last day of the correction', () => {
    const asking = at('correction', { correctionDueOn: calendarDate('2026-12-14') })
    expect(codeOf(() => caseLife.terminate(asking, on('2026-12-14')))).toBe('cases/correction-period-open')
    expect(caseLife.terminate(asking, on('2026-12-15')).next.state).toBe('terminated')
  })

  it('decides nothing while the clock stands still, and keeps what was decided', () => {
    const stopped = caseLife.suspend(at('accepted'), suspension).next
    expect(codeOf(() => caseLife.decide(stopped, true, on('2026-11-26')))).toBe('cases/suspended')
    expect(codeOf(() => caseLife.requireRunning(stopped, '办理环节'))).toBe('cases/suspended')
    expect(codeOf(() => caseLife.suspend(stopped, suspension))).toBe('cases/already-suspended')
    const running = caseLife.resume(stopped).next
    expect(running).not.toHaveProperty('suspension')
    expect(codeOf(() => caseLife.resume(running))).toBe('cases/not-suspended')
    expect(caseLife.decide(running, true, on('2026-11-27')).next).toMatchObject({ state: 'granted', granted: true })
    expect(caseLife.decide(running, false, on('2026-11-27')).next).toMatchObject({ state: 'denied', granted: false })
  })

  it('delivers a grant of a licence only when the licence is there, and a denial as it is', () => {
    const by = { method: 'window', isLicence: true }
    expect(codeOf(() => caseLife.deliver(at('granted'), on('2026-11-27'), by))).toBe('cases/licence-not-made')
    for (const state of ['licenceMade', 'denied'] as const)
      expect(caseLife.deliver(at(state), on('2026-11-27'), by).next.state).toBe('delivered')
    expect(caseLife.deliver(at('granted'), on('2026-11-27'), { ...by, isLicence: false }).next.state).toBe('delivered')
  })

  it('names state and act when an act comes at the wrong time', () => {
    expect(() => caseLife.requireWritable(at('accepted'), '保存草稿')).toThrow('办件现在是“已受理”，不能“保存草稿”')
    expect(codeOf(() => caseLife.extend(at('granted'), 5))).toBe('cases/not-allowed-now')
    expect(codeOf(() => caseLife.suspend(at('received'), suspension))).toBe('cases/not-allowed-now')
    expect(codeOf(() => caseLife.requireScannable(at('accepted'), '扫描材料'))).toBe('cases/not-allowed-now')
    expect(
      codeOf(() =>
        caseLife.receive(at('draft'), on('2026-11-23'), { ...asked, notifyDueOn: asked.dueOn, paperMaterialIds: [] }),
      ),
    ).toBe('cases/not-allowed-now')
  })

  it('keeps the day of the first submission when it is submitted again', () => {
    const first = new Date('2026-11-20T01:00:00Z')
    const { next } = caseLife.submit(at('preReturned', { submittedAt: first }), numbers, { handedIn, at: new Date() })
    expect(next).toMatchObject({ state: 'submitted', submittedAt: first })
  })
})
