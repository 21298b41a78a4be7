import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { THROTTLE_POLICIES, countFailure, waitSeconds } from './throttle.ts'
import type { Throttle } from './throttle.ts'

const policy = THROTTLE_POLICIES.pair
const start = new Date('2026-11-22T01:00:00Z')

function later(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000)
}

function failures(count: number): Throttle | undefined {
  let throttle: Throttle | undefined
  for (let i = 0; i < count; i += 1) throttle = countFailure(throttle, policy, start)
  return throttle
}

describe('failed sign-ins', () => {
  it('cost nothing below the free ones, then a wait that doubles up to a quarter of an hour', () => {
    const waits = [1, 4, 5, 6, 7, 8, 9, 10, 11, 50].map((count) => waitSeconds(failures(count), start))
    expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('are forgotten when the window has passed and nobody waits', () => {
    expect(countFailure(failures(4), policy, later(16 * 60))).toMatchObject({ failures: 1 })
    expect(countFailure(failures(4), policy, later(14 * 60))).toMatchObject({ failures: 5 })
  })

  it('never let more than the free ones and one for each wait through', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 200 }), (gaps) => {
        let at = 0
        let tried = 0
        let throttle: Throttle | undefined
        for (const gap of gaps) {
          at += gap
          if (waitSeconds(throttle, later(at)) > 0) continue
          throttle = countFailure(throttle, policy, later(at))
          tried += 1
        }
        const windows = Math.floor(at / (policy.windowMinutes * 60)) + 1
        expect(tried).toBeLessThanOrEqual(windows * (policy.free + 6) + Math.floor(at / 900) + 1)
      }),
    )
  })
})
