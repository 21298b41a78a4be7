import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileProvider } from './file-provider.ts'
import { blindingOf, sealingOf, SUITES } from './sealing.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const KEY = hex('0123456789ABCDEF FEDCBA9876543210')

describe('SM3 and SM4 as the program uses them', () => {
  it('are those of the standards: GB/T 32905—2016 A.1 and A.2, GB/T 32907—2016 A.1', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
    expect(createHash('sm3').update('abcd'.repeat(16)).digest('hex')).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    )
    const cipher = createCipheriv('sm4-ecb', KEY, null).setAutoPadding(false)
    expect(cipher.update(KEY, undefined, 'hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  it('count as draft-ribose-cfrg-sm4 A.2.5 does', () => {
    const plain = hex('AA'.repeat(8) + 'BB'.repeat(8) + 'CC'.repeat(8) + 'DD'.repeat(8))
    const cipher = createCipheriv('sm4-ctr', KEY, hex('000102030405060708090A0B0C0D0E0F'))
    expect(cipher.update(plain, undefined, 'hex')).toBe(
      'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7',
    )
  })

  const openssl = spawnSync('openssl', ['list', '-cipher-algorithms'], { encoding: 'utf8' }).stdout ?? ''
  const without = openssl.includes('SM4') ? '' : ' (skipped: no openssl command with SM4)'
  it.skipIf(without !== '')(`agree with the openssl command, another build${without}`, () => {
    const run = (args: string[], input: Buffer) => spawnSync('openssl', args, { input }).stdout
    const iv = '00'.repeat(16)
    const theirs = run(['enc', '-sm4-ctr', '-K', KEY.toString('hex'), '-iv', iv], Buffer.from('灵山荔枝'))
    const ours = createCipheriv('sm4-ctr', KEY, hex(iv)).update('灵山荔枝', 'utf8')
    expect(ours.equals(theirs)).toBe(true)
    const mac = run(['dgst', '-sm3', '-hmac', 'key', '-binary'], Buffer.from('灵山荔枝'))
    expect(createHmac('sm3', 'key').update('灵山荔枝').digest().equals(mac)).toBe(true)
  })
})

describe.each(Object.values(SUITES))('sealing with $seal', ({ seal, blind }) => {
  const sealing = sealingOf(seal, Buffer.alloc(32, 7))
  const aad = Buffer.from('cases.applicant_name')

  it('opens what it sealed, whatever it is, and never seals it twice alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const plain = Buffer.from(bytes)
        const sealed = sealing.seal(plain, aad)
        expect(sealing.open(sealed, aad).equals(plain)).toBe(true)
        expect(sealing.seal(plain, aad).equals(sealed)).toBe(false)
      }),
    )
  })

  it('opens nothing that was altered, shortened, moved, or sealed under another key', () => {
    const sealed = sealing.seal(Buffer.from('张三'), aad)
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed)
      altered[index]! ^= 1
      expect(() => sealing.open(altered, aad)).toThrow()
      expect(() => sealing.open(sealed.subarray(0, index), aad)).toThrow()
    }
    expect(() => sealing.open(sealed, Buffer.from('cases.applicant_code'))).toThrow()
    expect(() => sealingOf(seal, Buffer.alloc(32, 8)).open(sealed, aad)).toThrow()
  })

  it('blinds equal texts alike, and under another key otherwise', () => {
    const blinded = blindingOf(blind, Buffer.alloc(32, 7))
    expect(blinded('张三')).toHaveLength(16)
    expect(blinded('张三')).toEqual(blinded('张三'))
    expect(blinded('李四')).not.toEqual(blinded('张三'))
    expect(blindingOf(blind, Buffer.alloc(32, 8))('张三')).not.toEqual(blinded('张三'))
  })
})

describe('a master key in a file', () => {
  it.each(['aes', 'sm'] as const)('wraps with %s, and unwraps what was wrapped with the other', async (suite) => {
    const root = Buffer.alloc(32, 5)
    const key = Buffer.alloc(32, 9)
    const wrapped = await fileProvider(root, suite).wrap(key, 'here')
    const other = fileProvider(root, suite === 'aes' ? 'sm' : 'aes')
    expect(await other.unwrap(wrapped, 'here')).toEqual(key)
    await expect(other.unwrap(wrapped, 'there')).rejects.toThrow()
    await expect(fileProvider(Buffer.alloc(32, 6), suite).unwrap(wrapped, 'here')).rejects.toThrow()
    expect(wrapped.includes(key)).toBe(false)
  })
})
