import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacter, composeIdentifier, normalizeIdentifier, parseIdentifier } from './identifier.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const alphanumeric = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength, maxLength })

/** Identifiers of licences that are in use, under GB/T 36904-2018; the check character is ISO 7064 MOD 37,36. */
const IN_USE = [
  '1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3',
  '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
  '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
  '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
]

describe('电子证照标识 (GB/T 36904-2018)', () => {
  it.each(IN_USE)('knows %s for right and composes it again from its parts', (identifier) => {
    const parts = parseIdentifier(identifier)
    expect(parts).toBeDefined()
    expect(composeIdentifier(parts!)).toBe(identifier)
  })

  it('finds every single wrong character', () => {
    for (const identifier of IN_USE) {
      const [head, check] = [identifier.slice(15, -2).replaceAll('.', ''), identifier.at(-1)]
      for (let at = 0; at < head.length; at++) {
        for (const other of ALPHABET.replace(head[at]!, '')) {
          expect(checkCharacter(head.slice(0, at) + other + head.slice(at + 1))).not.toBe(check)
        }
      }
    }
  })

  it('takes apart what it put together, whatever the parts', () => {
    const type = fc.tuple(alphanumeric(18, 18), fc.integer({ min: 0, max: 999 }))
    fc.assert(
      fc.property(
        type,
        alphanumeric(1, 18),
        alphanumeric(1, 30),
        fc.integer({ min: 1, max: 999 }),
        (code, issuerCode, serial, version) => {
          const typeCode = `${code[0]}${String(code[1]).padStart(3, '0')}`
          const parts = { typeCode, issuerCode, serial, version }
          expect(parseIdentifier(composeIdentifier(parts))).toEqual(parts)
        },
      ),
    )
  })

  it('refuses a type code that GB/T 36903 does not allow', () => {
    expect(() => composeIdentifier({ typeCode: 'hygiene', issuerCode: '450721', serial: '1', version: 1 })).toThrow(
      '证照类型代码',
    )
  })

  it('reads what people type', () => {
    expect(normalizeIdentifier(' 1．2．156．3005．2．11100000mb03271699022.340100.000000016.001.9 ')).toBe(IN_USE[2])
    expect(parseIdentifier('1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.8')).toBeUndefined()
    expect(parseIdentifier('什么')).toBeUndefined()
  })
})
