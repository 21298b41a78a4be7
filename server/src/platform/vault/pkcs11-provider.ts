import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { StartRefusal } from '../config/start-refusal.ts'
import type { KeyProvider } from './key-provider.ts'
import { loadPkcs11, Pkcs11Error } from './pkcs11-module.ts'
import type { Pkcs11Key, Pkcs11Session } from './pkcs11-module.ts'

/** Where a key of a hardware module is (RFC 7512). */
export interface Pkcs11Address {
  /** The label of the token. */
  readonly token: string
  /** The label of the key. */
  readonly object: string
  readonly modulePath: string
  readonly pinFile: string
}

/** @throws StartRefusal when something is missing */
export function parsePkcs11Address(text: string): Pkcs11Address {
  const [path = '', query = ''] = text.replace(/^pkcs11:/, '').split('?')
  const parts = new Map(
    [...path.split(';'), ...query.split('&')].map((part) => {
      const [name = '', ...value] = part.split('=')
      return [name, decodeURIComponent(value.join('='))]
    }),
  )
  const [token, object, modulePath] = [parts.get('token'), parts.get('object'), parts.get('module-path')]
  const pin = parts.get('pin-source')
  if (token && object && modulePath && pin)
    return { token, object, modulePath, pinFile: pin.startsWith('file:') ? fileURLToPath(asUrl(pin)) : pin }
  throw new StartRefusal(
    'KEY_PROVIDER 不完整：应为 pkcs11:token=令牌;object=密钥?module-path=库的路径&pin-source=file:存有 PIN 的文件。PIN 不写在这里。',
    'KEY_PROVIDER is not complete: pkcs11:token=TOKEN;object=KEY?module-path=LIBRARY&pin-source=file:FILE is expected. The PIN does not stand in it.',
  )
}

/** `file:/path`, as the RFC shows it, and `file:///path`. */
function asUrl(text: string): string {
  return text.replace(/^file:(?=\/(?!\/))/, 'file://')
}

const MARK = 3
const IV = 12

/**
 * The master key is in a hardware module and never leaves it: what it wraps is sent in and comes out again (AES-256-GCM).
 * @param mayMake a missing key is made in the module
 * @throws StartRefusal
 */
export async function pkcs11Provider(address: Pkcs11Address, mayMake: boolean): Promise<KeyProvider> {
  const module = await loadPkcs11(address.modulePath)
  const pin = await readPin(address.pinFile)
  const slot = module.slotOf(address.token)
  const using = <T>(work: (session: Pkcs11Session, key: Pkcs11Key) => T): T =>
    refusing(() => module.inSession(slot, pin, (session) => work(session, requireKey(session, address, mayMake))))
  const { id } = using((_session, key) => key)
  return {
    master: `pkcs11:${address.token}/${address.object}#${id.toString('hex')}`,
    wrap: (key, context) => Promise.resolve(using((session, master) => wrap(session, master, { key, context }))),
    unwrap: async (wrapped, context) => {
      if (wrapped[0] !== MARK) throw new Error(`a wrapped key of unknown kind ${wrapped[0]}`)
      const gcm = { iv: wrapped.subarray(1, 1 + IV), aad: Buffer.from(context), data: wrapped.subarray(1 + IV) }
      return await Promise.resolve(using((session, master) => session.decrypt(master, gcm)))
    },
    close: () => {
      module.close()
      return Promise.resolve()
    },
  }
}

function wrap(session: Pkcs11Session, master: Pkcs11Key, { key, context }: { key: Buffer; context: string }): Buffer {
  const iv = randomBytes(IV)
  return Buffer.concat([Buffer.of(MARK), iv, session.encrypt(master, { iv, aad: Buffer.from(context), data: key })])
}

function requireKey(session: Pkcs11Session, { token, object }: Pkcs11Address, mayMake: boolean): Pkcs11Key {
  const key = session.find(object) ?? (mayMake ? session.make(object, randomBytes(8)) : undefined)
  if (key) return key
  throw new StartRefusal(
    `令牌 ${token} 里没有标签为 ${object} 的密钥。没有它，个人信息打不开；请检查是不是换了令牌，不要新建。`,
    `The token ${token} has no key labelled ${object}. Personal data cannot be opened without it: check whether it is the right token.`,
  )
}

/** What the module refuses is the operator's matter: a wrong PIN, a module that is away. A wrapped key that does not open is not. */
function refusing<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || error.message.startsWith('C_Decrypt:')) throw error
    throw new StartRefusal(`密码机拒绝了：${error.message}。`, `The hardware module refused: ${error.message}.`, error)
  }
}

async function readPin(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(`读不了 PIN 文件 ${file}。`, `The PIN file ${file} cannot be read.`, cause)
  })
  if (((await stat(file)).mode & 0o007) !== 0)
    throw new StartRefusal(
      `PIN 文件 ${file} 谁都读得到，请执行 chmod 600。`,
      `Everybody can read the PIN file ${file}: run chmod 600.`,
    )
  return text.split(/\r?\n/)[0]!
}
