import { describe, expect, it } from 'vitest'
import { afterFailure, afterSuccess, isKnown, type LookUpThrottle, secondsToWait } from './look-up-throttle.ts'

const start = new Date('2026-11-22T02:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

function afterFailures(count: number): LookUpThrottle {
  let throttle: LookUpThrottle | undefined
  for (let failure = 0; failure < count; failure += 1) throttle = afterFailure(throttle, start)
  return throttle!
}

describe('failed look-ups of one number', () => {
  it('are free for a while, then cost a wait that doubles, and never more than two minutes', () => {
    expect([14, 15, 16, 17, 18, 40].map((count) => secondsToWait(afterFailures(count), start))).toEqual([
      0, 15, 30, 60, 120, 120,
    ])
  })

  it('are forgotten an hour after the first, once nobody waits', () => {
    expect(afterFailure(afterFailures(14), later(3601)).failures).toBe(1)
    expect(afterFailure(afterFailures(14), later(3599)).failures).toBe(15)
    expect(secondsToWait(afterFailures(40), later(121))).toBe(0)
  })

  it('do not count against a network that had the password, for a month', () => {
    expect(isKnown(afterSuccess(start), later(29 * 86_400))).toBe(true)
    expect(isKnown(afterSuccess(start), later(31 * 86_400))).toBe(false)
    expect(isKnown(afterFailures(3), start)).toBe(false)
    expect(isKnown(afterFailure(afterSuccess(start), start), start)).toBe(true)
  })
})
