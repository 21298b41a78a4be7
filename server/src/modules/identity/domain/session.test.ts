import { describe, expect, it } from 'vitest'
import { SESSION_MINUTES, isLive, openTimes, renewTimes } from './session.ts'

const start = new Date('2026-11-22T01:00:00Z')

function after(minutes: number): Date {
  return new Date(start.getTime() + minutes * 60_000)
}

describe('a session', () => {
  it('lives while it is used, and ends when it is idle', () => {
    const times = openTimes('staff', start)
    expect(isLive(times, after(29.9))).toBe(true)
    expect(isLive(times, after(30))).toBe(false)
    expect(isLive(renewTimes('staff', times, after(29))!, after(58))).toBe(true)
  })

  it('is written down once a minute at most', () => {
    const times = openTimes('person', start)
    expect(renewTimes('person', times, after(0.9))).toBeUndefined()
    expect(renewTimes('person', times, after(1))).toMatchObject({ seenAt: after(1), idleExpiresAt: after(61) })
  })

  it('never outlasts its longest time', () => {
    const { longest } = SESSION_MINUTES.person
    const times = renewTimes('person', openTimes('person', start), after(longest - 5))!
    expect(times.idleExpiresAt).toEqual(after(longest))
    expect(isLive(times, after(longest))).toBe(false)
  })
})
