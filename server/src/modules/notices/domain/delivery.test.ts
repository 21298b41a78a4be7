import { describe, expect, it } from 'vitest'
import { MOST_ATTEMPTS, afterAttempt } from './delivery.ts'
import type { Delivery } from './delivery.ts'

const fresh: Delivery = { channel: 'log', state: 'pending', attempts: 0 }

describe('a delivery', () => {
  it('is done after the first attempt that succeeds', () => {
    expect(afterAttempt(fresh, true)).toEqual({ channel: 'log', state: 'delivered', attempts: 1 })
  })

  it('stays pending while it may be tried again, and fails after the last attempt', () => {
    let delivery = fresh
    for (let i = 1; i < MOST_ATTEMPTS; i += 1) {
      delivery = afterAttempt(delivery, false)
      expect(delivery).toMatchObject({ state: 'pending', attempts: i })
    }
    expect(afterAttempt(delivery, false)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS })
  })
})
