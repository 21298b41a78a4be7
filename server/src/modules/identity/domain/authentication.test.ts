import { describe, expect, it } from 'vitest'
import { amrOf, isCounterSound, isTwoFactor, withMethod } from './authentication.ts'

describe('the methods of a session', () => {
  it.each([
    [['pwd'], false],
    [['pwd', 'pwd'], false],
    [['fed'], false],
    [['fed', 'pwd'], false],
    [['fed', 'otp'], true],
    [['pwd', 'otp'], true],
    [['pwd', 'recovery'], true],
    [['hwk'], true],
    [['swk'], true],
  ])('%j are two factors: %s', (methods, isTwo) => expect(isTwoFactor(methods)).toBe(isTwo))

  it('say so to whoever reads them', () => {
    expect(amrOf(['pwd'])).toEqual(['pwd'])
    expect(amrOf(['pwd', 'otp'])).toEqual(['pwd', 'otp', 'mfa'])
  })

  it('grow by each proof and hold each once', () => {
    expect(withMethod(['pwd'], 'otp')).toEqual(['pwd', 'otp'])
    expect(withMethod(['pwd', 'otp'], 'otp')).toEqual(['pwd', 'otp'])
  })
})

describe('the counter of a passkey', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('known as %i and given as %i is sound: %s', (known, given, isSound) =>
    expect(isCounterSound(known, given)).toBe(isSound),
  )
})
