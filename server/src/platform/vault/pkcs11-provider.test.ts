import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSoftToken, NO_SOFTHSM, SOFTHSM_LIBRARY } from '../../../test/debian-softhsm.ts'
import { openKeyProvider } from './open-key-provider.ts'
import { parsePkcs11Address } from './pkcs11-provider.ts'

let home: string
const place = (name: string) => join(home, name)
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'yiwang-hsm-'))
  if (NO_SOFTHSM) return
  await makeSoftToken(home, 'yiwang')
  await writeFile(place('wrong-pin'), '000000\n', { mode: 0o600 })
})
afterAll(() => rm(home, { recursive: true, force: true }))

const open = (mayMake: boolean, { token = 'yiwang', pin = 'pin', library = SOFTHSM_LIBRARY } = {}) =>
  openKeyProvider(
    {
      address: `pkcs11:token=${token};object=master?module-path=${library}&pin-source=file:${place(pin)}`,
      keysFolder: place('keys'),
      suite: 'aes',
    },
    mayMake,
  )

describe('the address of a key in a hardware module', () => {
  it('is read as RFC 7512 writes it, and holds no PIN', () => {
    expect(
      parsePkcs11Address('pkcs11:token=Yi%20Wang;object=master?module-path=/usr/lib/p11.so&pin-source=file:/etc/pin'),
    ).toEqual({ token: 'Yi Wang', object: 'master', modulePath: '/usr/lib/p11.so', pinFile: '/etc/pin' })
    for (const bad of ['pkcs11:token=a', 'pkcs11:token=a;object=b?module-path=/c&pin-value=1234'])
      expect(() => parsePkcs11Address(bad)).toThrow('KEY_PROVIDER 不完整')
  })
})

describe.skipIf(NO_SOFTHSM !== undefined)(`a master key in a hardware module (SoftHSM)${NO_SOFTHSM ?? ''}`, () => {
  it('is made where there is none only if it may be, stays in the module, and wraps and unwraps', async () => {
    await expect(open(false)).rejects.toThrow('没有标签为 master 的密钥')
    const first = await open(true)
    const key = Buffer.alloc(32, 9)
    const wrapped = await first.wrap(key, 'here')
    expect(wrapped.includes(key)).toBe(false)
    expect(first.master).toMatch(/^pkcs11:yiwang\/master#[0-9a-f]{16}$/)
    const second = await open(false)
    expect(second.master).toBe(first.master)
    expect(await second.unwrap(wrapped, 'here')).toEqual(key)
    await expect(second.unwrap(wrapped, 'there')).rejects.toThrow()
    wrapped[20]! ^= 1
    await expect(second.unwrap(wrapped, 'here')).rejects.toThrow()
    await first.close()
    expect(await second.wrap(key, 'here')).toHaveLength(1 + 12 + 32 + 16)
    await second.close()
  })

  it('says what is wrong: the token, the PIN, the library, a PIN that everybody can read', async () => {
    await expect(open(false, { token: 'other' })).rejects.toThrow('没有标签为 other 的令牌（有：yiwang）')
    await expect(open(false, { pin: 'wrong-pin' })).rejects.toThrow('C_Login: CKR_PIN_INCORRECT')
    await expect(open(false, { pin: 'no-pin' })).rejects.toThrow('读不了 PIN 文件')
    await expect(open(false, { library: '/nowhere.so' })).rejects.toThrow('无法加载密码机的库 /nowhere.so')
    await chmod(place('pin'), 0o644)
    await expect(open(false)).rejects.toThrow('谁都读得到')
    await chmod(place('pin'), 0o600)
  })
})
