import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECOVERY_RULES, checkedRules, helpful, verdictOf } from './recovery.ts'
import type { RecoveryProof } from './recovery.ts'

const PROOFS: RecoveryProof[] = ['phone', 'population', 'face', 'bank-card', 'certificate', 'passkey', 'window']
const LEVELS = [0, 1, 2, 3]

describe('what leads to a new password', () => {
  it('is a passkey, or two proofs that are not lost together', () => {
    expect(verdictOf(['passkey'], 3, RECOVERY_RULES)).toBe('enough')
    expect(verdictOf(['phone', 'face'], 3, RECOVERY_RULES)).toBe('enough')
    expect(verdictOf(['window', 'phone'], 0, RECOVERY_RULES)).toBe('enough')
  })

  it('is never an official alone, nor what anybody may know', () => {
    for (const level of LEVELS) {
      expect(verdictOf(['window'], level, RECOVERY_RULES)).toBe('more')
      expect(verdictOf(['population'], level, RECOVERY_RULES)).toBe('more')
      expect(verdictOf(['window', 'population'], level, RECOVERY_RULES)).toBe('more')
    }
  })

  it('may be the phone alone after waiting, but not for who showed more than a phone before', () => {
    expect(LEVELS.map((level) => verdictOf(['phone'], level, RECOVERY_RULES))).toEqual([
      'after-waiting',
      'after-waiting',
      'after-waiting',
      'more',
    ])
  })

  it('does not become less by showing more', () => {
    const order = ['more', 'after-waiting', 'enough']
    fc.assert(
      fc.property(fc.subarray(PROOFS), fc.constantFrom(...PROOFS), fc.constantFrom(...LEVELS), (passed, one, level) => {
        const [before, after] = [passed, [...passed, one]].map((set) => verdictOf(set, level, RECOVERY_RULES))
        expect(order.indexOf(after!)).toBeGreaterThanOrEqual(order.indexOf(before!))
      }),
    )
  })
})

describe('what still helps', () => {
  it('completes a set with what was shown, by ways that are there', () => {
    const there: RecoveryProof[] = ['phone', 'population', 'face']
    expect(helpful(['phone'], there, RECOVERY_RULES)).toEqual(['face'])
    expect(helpful(['window'], there, RECOVERY_RULES)).toEqual(['phone', 'face'])
    expect(helpful(['phone'], ['phone', 'population'], RECOVERY_RULES)).toEqual([])
  })
})

describe('rules of an operator', () => {
  it('do not let an official alone, or nothing, lead to a password', () => {
    expect(() => checkedRules({ ...RECOVERY_RULES, atOnce: [['window']] })).toThrow('window')
    expect(() => checkedRules({ ...RECOVERY_RULES, atOnce: [[]] })).toThrow('window')
    expect(checkedRules(RECOVERY_RULES)).toBe(RECOVERY_RULES)
  })
})
