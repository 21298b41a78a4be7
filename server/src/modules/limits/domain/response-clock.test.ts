import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, hallTime } from '../fixtures.ts'
import { readMinutes } from './minute-limit.ts'
import { nextReminder, replayTurns, SILENT, takeTurn, type Turn } from './response-clock.ts'

const targets = { first: 240, next: 60, basis: '12345热线服务规范（演示）' }
const asked = (time: string, channel = '电话'): Turn => ({ at: at(time), what: 'asked', channel })
const answered = (time: string, channel = '电话'): Turn => ({ at: at(time), what: 'answered', channel })
const clockOf = (...turns: Turn[]) => replayTurns(turns, targets)
const dueOf = (clock: ReturnType<typeof clockOf>) =>
  clock.limits.map((limit) => readMinutes(limit, hallTime, limit.startAt).dueAt)

/** Once at Zammad, the shorter target for later answers overruled the one for the first (its issue 5177). */
describe('the target for later answers', () => {
  it('does not touch the first answer, however much shorter it is', () => {
    const clock = clockOf(asked('2025-09-23 09:00'), asked('2025-09-23 09:30'))
    expect(clock.limits).toHaveLength(1)
    expect(clock.limits[0]).toMatchObject({ title: '首次答复', minutes: 240 })
    expect(dueOf(clock)).toEqual([at('2025-09-23 15:00')])
  })

  it('begins when the applicant asks again after an answer', () => {
    const clock = clockOf(asked('2025-09-23 09:00'), answered('2025-09-23 10:00'), asked('2025-09-23 16:30'))
    expect(clock.limits.map(({ title }) => title)).toEqual(['首次答复', '后续答复'])
    expect(dueOf(clock)[1]).toBe(at('2025-09-24 09:30'))
  })
})

/** Once at Zammad, what a customer added on the web page did not start the clock, only a mail did (its issue 1322). */
describe('an applicant who asks again', () => {
  it.each(['电话', '网页', '窗口', '微信'])('starts the clock by whichever way it comes: %s', (channel) => {
    const clock = clockOf(asked('2025-09-23 09:00'), answered('2025-09-23 10:00'), asked('2025-09-23 11:00', channel))
    expect(dueOf(clock)[1]).toBe(at('2025-09-23 12:00'))
  })
})

/** Once at Zammad, a ticket escalated although it had been answered (its issue 3140). */
describe('an answer', () => {
  it('ends the waiting: until the applicant asks again, nothing falls due', () => {
    const clock = clockOf(asked('2025-09-23 09:00'), answered('2025-09-23 10:00'))
    expect(nextReminder(clock, hallTime, at('2025-09-23 10:00'))).toBeUndefined()
    expect(readMinutes(clock.limits[0]!, hallTime, at('2025-09-30 10:00'))).toMatchObject({ overdue: 0, elapsed: 60 })
  })

  it('by whichever way it goes, and once more, is an answer', () => {
    const twice = clockOf(asked('2025-09-23 09:00'), answered('2025-09-23 10:00', '短信'), answered('2025-09-23 11:00'))
    expect(twice).toEqual(clockOf(asked('2025-09-23 09:00'), answered('2025-09-23 10:00')))
  })
})

/** Once at Zammad, the stored moment of escalation stayed behind the first answer (its issue 2082). */
describe('the next reminder', () => {
  it('is right after each single turn', () => {
    const turns = [
      asked('2025-09-23 09:00'),
      answered('2025-09-23 10:00'),
      asked('2025-09-23 14:00'),
      { at: at('2025-09-23 14:30'), what: 'stopped', because: '等候补充', legalBasis: '规范第八条（演示）' },
      { at: at('2025-09-24 09:00'), what: 'resumed' },
      { at: at('2025-09-24 09:10'), what: 'ended' },
    ] as const satisfies Turn[]
    let clock = SILENT
    const next = turns.map((turn) => {
      clock = takeTurn(clock, turn, targets)
      return nextReminder(clock, hallTime, turn.at)?.at
    })
    expect(next).toEqual([
      at('2025-09-23 14:12'),
      undefined,
      at('2025-09-23 14:48'),
      undefined,
      at('2025-09-24 09:18'),
      undefined,
    ])
  })

  it('follows from the turns alone: replayed, or taken one by one, it is the same', () => {
    const anyTurn = fc.oneof(
      fc.record({
        what: fc.constantFrom('asked' as const, 'answered' as const),
        channel: fc.constantFrom('电话', '网页'),
      }),
      fc.record({
        what: fc.constant('stopped' as const),
        because: fc.constant('等候'),
        legalBasis: fc.constant('规范'),
      }),
      fc.record({ what: fc.constantFrom('resumed' as const, 'ended' as const) }),
    )
    const anyTurns = fc.array(fc.tuple(fc.nat(600), anyTurn), { maxLength: 12 }).map((list) => {
      let minute = at('2025-09-23 08:00')
      return list.map(([after, turn]): Turn => ({ ...turn, at: (minute += after) }))
    })
    fc.assert(
      fc.property(anyTurns, fc.nat(12), (turns, split) => {
        const early = replayTurns(turns.slice(0, split), targets)
        const incremental = turns.slice(split).reduce((clock, turn) => takeTurn(clock, turn, targets), early)
        const replayed = replayTurns(turns, targets)
        expect(incremental).toEqual(replayed)
        const open = replayed.limits.filter(({ closedAt }) => closedAt === undefined)
        expect(open.length).toBeLessThanOrEqual(1)
        const now = turns.at(-1)?.at ?? 0
        const isWaiting = open.some(({ stops }) => stops.every(({ to }) => to !== undefined))
        if (!isWaiting) expect(nextReminder(replayed, hallTime, now)).toBeUndefined()
      }),
    )
  })
})
