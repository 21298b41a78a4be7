import { describe, expect, it } from 'vitest'
import { base32, matchingStep, totpCode, totpStep, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

describe('one-time codes', () => {
  // RFC 6238 appendix B, its eight digits cut to the last six.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i are %s, as the standard prints them', (second, code) => {
    expect(totpCode(secret, totpStep(new Date(second * 1000)))).toBe(code)
  })

  it('are taken one step early or late, and not two', () => {
    const now = new Date('2026-11-22T08:00:00Z')
    const step = totpStep(now)
    for (const away of [-1, 0, 1]) {
      expect(matchingStep(secret, totpCode(secret, step + away), { now })).toBe(step + away)
    }
    for (const away of [-2, 2]) expect(matchingStep(secret, totpCode(secret, step + away), { now })).toBeUndefined()
  })

  it('that were used, or come from before one that was, are refused', () => {
    const now = new Date('2026-11-22T08:00:00Z')
    const step = totpStep(now)
    expect(matchingStep(secret, totpCode(secret, step), { now, usedStep: step })).toBeUndefined()
    expect(matchingStep(secret, totpCode(secret, step - 1), { now, usedStep: step })).toBeUndefined()
    expect(matchingStep(secret, totpCode(secret, step + 1), { now, usedStep: step })).toBe(step + 1)
  })

  it('that are no six digits match nothing', () => {
    for (const code of ['', '12345', '1234567', '密码密码密码'])
      expect(matchingStep(secret, code, { now: new Date() })).toBeUndefined()
  })

  it('have a secret that can be typed and scanned', () => {
    expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(base32(Buffer.from('f'))).toBe('MY')
    expect(totpUri(secret, { issuer: '灵山县', name: '韦建华' })).toBe(
      `otpauth://totp/${encodeURIComponent('灵山县')}:${encodeURIComponent('韦建华')}?secret=${base32(secret)}&issuer=${encodeURIComponent('灵山县')}`,
    )
  })
})
