import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCitizenId, isCreditCode, maskCitizenId, maskName, maskPhone, normalizeCitizenId } from './index.ts'

const extra = process.env.YIWANG_EXTRA_DATA
const file = (name: string): string => join(extra ?? '', 'conformance', 'ids', name)

describe('公民身份号码 (GB 11643)', () => {
  it('holds the two numbers that the standard prints', () => {
    expect(isCitizenId('11010519491231002X')).toBe(true)
    expect(isCitizenId('440524188001010014')).toBe(true)
  })

  it('refuses a wrong check character, an impossible date, a region that begins with 0, fifteen digits', () => {
    for (const wrong of [
      '110105194912310021',
      '440524188001010013',
      '440524188013010014',
      '000000188001010014',
      '440524188001010',
    ]) {
      expect(isCitizenId(wrong), wrong).toBe(false)
    }
  })

  it('takes a small x only after it was normalized', () => {
    expect(isCitizenId('11010519491231002x')).toBe(false)
    expect(isCitizenId(normalizeCitizenId(' 110105 19491231 002x '))).toBe(true)
  })

  it('finds any single wrong digit', () => {
    const right = '440524188001010014'
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digit = (Number(right[place]) + shift) % 10
        expect(isCitizenId(right.slice(0, place) + String(digit) + right.slice(place + 1))).toBe(false)
      }),
    )
  })

  it('is covered so that only its ends can be read', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110***********002X')
    expect(maskPhone('13800000024')).toBe('138****0024')
    expect(maskName('王芳')).toBe('王*')
    expect(maskName('𠮷田一郎')).toBe('𠮷**')
  })
})

describe('统一社会信用代码 (GB 32100)', () => {
  it('holds the codes that public pages show', () => {
    for (const code of [
      '91350100M000100Y43',
      '12441500196720244T',
      '11440100007482575H',
      '11440000MB2D0164XH',
      '91330102MA28NBU477',
    ]) {
      expect(isCreditCode(code), code).toBe(true)
    }
  })

  it('refuses a wrong check character and letters that the standard leaves out', () => {
    for (const code of ['91350100M000100Y44', '91350100I000100Y43', '91350100m000100Y43', '91350100M000100Y4']) {
      expect(isCreditCode(code), code).toBe(false)
    }
  })

  it.skipIf(!extra || !existsSync(file('uscc-real-codes.json')))(
    'judges the collected real codes as they were found, if YIWANG_EXTRA_DATA names them',
    () => {
      const { codes } = JSON.parse(readFileSync(file('uscc-real-codes.json'), 'utf8')) as {
        codes: { code: string; result: string }[]
      }
      expect(codes.length).toBeGreaterThan(30)
      for (const { code, result } of codes) expect(isCreditCode(code), code).toBe(result === 'ok')
    },
  )

  it.skipIf(!extra || !existsSync(file('idcard-checksum.json')))(
    'judges the collected id numbers as they were found, if YIWANG_EXTRA_DATA names them',
    () => {
      const vectors = JSON.parse(readFileSync(file('idcard-checksum.json'), 'utf8')) as {
        valid: { id: string }[]
        invalid: { id: string }[]
      }
      for (const { id } of vectors.valid) expect(isCitizenId(id), id).toBe(true)
      for (const { id } of vectors.invalid) expect(isCitizenId(id), id).toBe(false)
    },
  )
})
