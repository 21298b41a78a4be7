import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/index.ts'
import { publicHolder, stateOn } from './licence.ts'
import type { StoredState } from './licence.ts'
import { isPossible, nextState, TRANSITIONS } from './transitions.ts'
import type { LicenceAct } from './transitions.ts'

const acts = Object.keys(TRANSITIONS) as LicenceAct[]

describe('the states of a licence', () => {
  it('never lets a cancelled or superseded licence change again', () => {
    for (const act of acts) {
      expect(isPossible('cancelled', act)).toBe(false)
      expect(isPossible('superseded', act)).toBe(false)
    }
  })

  it('never makes a revoked licence valid again, whatever is done in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 20 }), (sequence) => {
        let state: StoredState = 'issued'
        let wasRevoked = false
        for (const act of sequence) {
          if (!isPossible(state, act)) {
            expect(() => nextState(state, act)).toThrow('不能')
            continue
          }
          state = nextState(state, act)
          wasRevoked ||= state === 'revoked'
          if (wasRevoked) expect(['revoked', 'cancelled']).toContain(state)
        }
      }),
    )
  })

  it('is valid on its last day and expired on the next', () => {
    const licence = { state: 'issued' as const, validTo: calendarDate('2026-11-21') }
    expect(stateOn(licence, calendarDate('2026-11-21'))).toBe('issued')
    expect(stateOn(licence, calendarDate('2026-11-22'))).toBe('expired')
  })

  it('shows a revoked licence as revoked even after its last day', () => {
    expect(stateOn({ state: 'revoked', validTo: calendarDate('2020-01-01') }, calendarDate('2026-11-22'))).toBe(
      'revoked',
    )
  })

  it('masks a person and names an organization to strangers', () => {
    expect(publicHolder({ holder: '王芳', holderCodeType: 'citizen-id' })).toBe('王*')
    expect(publicHolder({ holder: '灵山县荔香食品有限公司', holderCodeType: 'credit-code' })).toBe(
      '灵山县荔香食品有限公司',
    )
  })
})
