import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACR, acrOf, askedAcrs, lackOf } from './acr.ts'

const weak = { isTwoFactor: false, realNameLevel: 1 }
const acrs = fc.array(fc.constantFrom(...Object.values(ACR)))
const strengths = fc.record({ isTwoFactor: fc.boolean(), realNameLevel: fc.integer({ min: 0, max: 3 }) })

describe('what a sign-in is worth', () => {
  it('is the number of factors where nothing was asked', () => {
    expect(acrOf([], weak)).toBe(ACR.one)
    expect(acrOf([], { ...weak, isTwoFactor: true })).toBe(ACR.two)
  })

  it('is the first of what was asked that holds, and never one that does not', () => {
    expect(acrOf([ACR.two, ACR.one], weak)).toBe(ACR.one)
    expect(acrOf([ACR.realName3, ACR.realName2], { ...weak, realNameLevel: 2 })).toBe(ACR.realName2)
    expect(acrOf([ACR.two], { isTwoFactor: false, realNameLevel: 3 })).toBeUndefined()
    fc.assert(
      fc.property(acrs, strengths, (asked, strength) => {
        const said = acrOf(asked, strength)
        if (said === ACR.two) expect(strength.isTwoFactor).toBe(true)
        if (said === ACR.realName2) expect(strength.realNameLevel).toBeGreaterThanOrEqual(2)
        if (said === ACR.realName3) expect(strength.realNameLevel).toBe(3)
        if (said !== undefined && asked.length > 0) expect(asked).toContain(said)
      }),
    )
  })

  it('leaves out what nobody here knows', () => {
    expect(askedAcrs(['phr', 7, ACR.two])).toEqual([ACR.two])
  })

  it('names what would make it enough', () => {
    expect(lackOf([ACR.two, ACR.realName3])).toEqual({ kind: 'factor' })
    expect(lackOf([ACR.realName3])).toEqual({ kind: 'real-name', level: 3 })
  })
})
