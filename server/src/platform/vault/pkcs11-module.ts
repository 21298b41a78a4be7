import { StartRefusal } from '../config/start-refusal.ts'

/** What is needed of PKCS #11 (OASIS, version 2.40): sessions, one key, AES-GCM. Everything is synchronous and takes milliseconds. */
export interface Pkcs11Module {
  /** The slot whose token bears this label. @throws StartRefusal when there is none */
  slotOf(tokenLabel: string): bigint
  /** Signs in, does something, signs out: nobody stays signed in while the program runs. */
  inSession<T>(slot: bigint, pin: string, work: (session: Pkcs11Session) => T): T
  close(): void
}

export interface Pkcs11Session {
  /** An AES key by its label. */
  find(label: string): Pkcs11Key | undefined
  /** An AES-256 key that never leaves the module. */
  make(label: string, id: Buffer): Pkcs11Key
  encrypt(key: Pkcs11Key, gcm: Gcm): Buffer
  decrypt(key: Pkcs11Key, gcm: Gcm): Buffer
}

export interface Pkcs11Key {
  readonly handle: bigint
  /** CKA_ID. */
  readonly id: Buffer
}

interface Gcm {
  readonly iv: Buffer
  readonly aad: Buffer
  readonly data: Buffer
}

/** What a module answered, by its name in the standard where an operator can do something about it. */
export class Pkcs11Error extends Error {
  override readonly name = 'Pkcs11Error'
}

const RESULTS: Readonly<Record<number, string>> = {
  0x30: 'CKR_DEVICE_ERROR',
  0x32: 'CKR_DEVICE_REMOVED',
  0x40: 'CKR_ENCRYPTED_DATA_INVALID',
  0x70: 'CKR_MECHANISM_INVALID',
  0xa0: 'CKR_PIN_INCORRECT',
  0xa4: 'CKR_PIN_LOCKED',
  0xe0: 'CKR_TOKEN_NOT_PRESENT',
}
const ALREADY_INITIALIZED = 0x191
const ALREADY_SIGNED_IN = 0x100

const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  valueLength: 0x161,
  extractable: 0x162,
} as const
const SECRET_KEY = 4
const AES = 0x1f
const MAKE_AES = 0x1080
const AES_GCM = 0x1087
const RW_SERIAL_SESSION = 0x2 | 0x4
const USER = 1
const TAG_BITS = 128
/** Of CK_TOKEN_INFO the label comes first, padded with spaces. */
const LABEL_BYTES = 32
const TOKEN_INFO_BYTES = 512

/** A library is initialised once a process, however many use it. */
const loaded = new Map<string, { readonly call: Call; users: number }>()

/** @throws StartRefusal when the library cannot be loaded */
export async function loadPkcs11(path: string): Promise<Pkcs11Module> {
  const library = loaded.get(path) ?? { call: await loadLibrary(path), users: 0 }
  const { call } = library
  if (library.users === 0) {
    const result = Number(call('C_Initialize', null))
    if (result !== ALREADY_INITIALIZED) check('C_Initialize', result)
  }
  library.users += 1
  loaded.set(path, library)
  return {
    slotOf: (label) => slotOf(call, label),
    inSession: (slot, pin, work) => inSession(call, { slot, pin }, work),
    close: () => {
      library.users -= 1
      if (library.users === 0) check('C_Finalize', call('C_Finalize', null))
    },
  }
}

type Call = (name: string, ...args: unknown[]) => number | bigint

const PROTOTYPES: Readonly<Record<string, readonly string[]>> = {
  C_Initialize: ['void *'],
  C_Finalize: ['void *'],
  C_GetSlotList: ['uint8_t', 'void *', 'void *'],
  C_GetTokenInfo: ['ulong', 'void *'],
  C_OpenSession: ['ulong', 'ulong', 'void *', 'void *', 'void *'],
  C_CloseSession: ['ulong'],
  C_Login: ['ulong', 'ulong', 'void *', 'ulong'],
  C_Logout: ['ulong'],
  C_FindObjectsInit: ['ulong', 'YW_ATTRIBUTE *', 'ulong'],
  C_FindObjects: ['ulong', 'void *', 'ulong', 'void *'],
  C_FindObjectsFinal: ['ulong'],
  C_GetAttributeValue: ['ulong', 'ulong', '_Inout_ YW_ATTRIBUTE *', 'ulong'],
  C_GenerateKey: ['ulong', 'YW_MECHANISM *', 'YW_ATTRIBUTE *', 'ulong', 'void *'],
  C_EncryptInit: ['ulong', 'YW_MECHANISM *', 'ulong'],
  C_Encrypt: ['ulong', 'void *', 'ulong', 'void *', 'void *'],
  C_DecryptInit: ['ulong', 'YW_MECHANISM *', 'ulong'],
  C_Decrypt: ['ulong', 'void *', 'ulong', 'void *', 'void *'],
}

/** As the standard lays them out; their names are known to the whole process, so they are made once. */
const STRUCTURES = {
  YW_ATTRIBUTE: { type: 'ulong', value: 'uint8_t *', length: 'ulong' },
  YW_GCM: {
    ...{ iv: 'uint8_t *', ivLength: 'ulong', ivBits: 'ulong' },
    ...{ aad: 'uint8_t *', aadLength: 'ulong', tagBits: 'ulong' },
  },
  YW_MECHANISM: { mechanism: 'ulong', parameter: 'YW_GCM *', length: 'ulong' },
} as const
const GCM_BYTES = 6 * 8
let structuresMade = false

async function loadLibrary(path: string): Promise<Call> {
  // On Windows the standard packs its structures in another way.
  if (process.platform === 'win32')
    throw new StartRefusal('Windows 上不能使用 pkcs11: 密钥。', 'pkcs11: keys cannot be used on Windows.')
  // Loaded here: most installations never need it.
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new StartRefusal(
      '使用密码机需要可选依赖 koffi，它没有安装（本平台没有它的程序，或者安装时跳过了可选依赖）。',
      'A hardware module needs the optional dependency koffi, which is not installed.',
      cause,
    )
  })
  try {
    if (!structuresMade) for (const [name, members] of Object.entries(STRUCTURES)) koffi.struct(name, members)
    structuresMade = true
    const library = koffi.load(path)
    const functions = new Map<string, (...args: unknown[]) => number | bigint>()
    return (name, ...args) => {
      const known = functions.get(name) ?? library.func(name, 'ulong', [...PROTOTYPES[name]!])
      functions.set(name, known)
      return known(...args)
    }
  } catch (cause) {
    throw new StartRefusal(`无法加载密码机的库 ${path}。`, `The PKCS #11 library ${path} cannot be loaded.`, cause)
  }
}

function check(what: string, result: number | bigint): void {
  const code = Number(result)
  if (code !== 0) throw new Pkcs11Error(`${what}: ${RESULTS[code] ?? `0x${code.toString(16)}`}`)
}

const MOST_SLOTS = 64

function slotOf(call: Call, label: string): bigint {
  const count = ulong(MOST_SLOTS)
  const slots = Buffer.alloc(8 * MOST_SLOTS)
  check('C_GetSlotList', call('C_GetSlotList', 1, slots, count))
  const labels: string[] = []
  for (let index = 0; index < Number(count.readBigUInt64LE()); index += 1) {
    const slot = slots.readBigUInt64LE(8 * index)
    const info = Buffer.alloc(TOKEN_INFO_BYTES)
    if (Number(call('C_GetTokenInfo', slot, info)) !== 0) continue
    const found = info.subarray(0, LABEL_BYTES).toString('utf8').trimEnd()
    if (found === label) return slot
    labels.push(found)
  }
  throw new StartRefusal(
    `密码机里没有标签为 ${label} 的令牌（有：${labels.filter(Boolean).join('、') || '无'}）。`,
    `The module has no token labelled ${label} (it has: ${labels.filter(Boolean).join(', ') || 'none'}).`,
  )
}

function inSession<T>(
  call: Call,
  { slot, pin }: { slot: bigint; pin: string },
  work: (session: Pkcs11Session) => T,
): T {
  const handle = Buffer.alloc(8)
  check('C_OpenSession', call('C_OpenSession', slot, RW_SERIAL_SESSION, null, null, handle))
  const session = handle.readBigUInt64LE()
  try {
    const secret = Buffer.from(pin)
    const signedIn = Number(call('C_Login', session, USER, secret, secret.length))
    if (signedIn !== ALREADY_SIGNED_IN) check('C_Login', signedIn)
    return work({
      find: (label) => findKey(call, session, label),
      make: (label, id) => makeKey(call, session, { label, id }),
      encrypt: (key, gcm) => runGcm(call, ['C_EncryptInit', 'C_Encrypt'], { session, key, ...gcm }),
      decrypt: (key, gcm) => runGcm(call, ['C_DecryptInit', 'C_Decrypt'], { session, key, ...gcm }),
    })
  } finally {
    call('C_Logout', session)
    call('C_CloseSession', session)
  }
}

function findKey(call: Call, session: bigint, label: string): Pkcs11Key | undefined {
  const wanted = [attribute(CKA.class, ulong(SECRET_KEY)), attribute(CKA.label, Buffer.from(label))]
  check('C_FindObjectsInit', call('C_FindObjectsInit', session, wanted, wanted.length))
  const [found, count] = [Buffer.alloc(16), Buffer.alloc(8)]
  const result = call('C_FindObjects', session, found, 2, count)
  call('C_FindObjectsFinal', session)
  check('C_FindObjects', result)
  if (count.readBigUInt64LE() === 0n) return undefined
  if (count.readBigUInt64LE() > 1n)
    throw new StartRefusal(
      `密码机里有两个标签为 ${label} 的密钥，不知道该用哪一个。`,
      `The module has two keys labelled ${label}: it is not clear which one is meant.`,
    )
  const handle = found.readBigUInt64LE()
  return { handle, id: idOf(call, session, handle) }
}

function idOf(call: Call, session: bigint, handle: bigint): Buffer {
  const id = Buffer.alloc(64)
  const asked = [attribute(CKA.id, id)]
  check('C_GetAttributeValue', call('C_GetAttributeValue', session, handle, asked, 1))
  return id.subarray(0, Number(asked[0]!.length))
}

function makeKey(call: Call, session: bigint, { label, id }: { label: string; id: Buffer }): Pkcs11Key {
  const [yes, no] = [Buffer.of(1), Buffer.of(0)]
  const template = [
    attribute(CKA.class, ulong(SECRET_KEY)),
    attribute(CKA.keyType, ulong(AES)),
    attribute(CKA.valueLength, ulong(32)),
    attribute(CKA.label, Buffer.from(label)),
    attribute(CKA.id, id),
    attribute(CKA.token, yes),
    attribute(CKA.private, yes),
    attribute(CKA.sensitive, yes),
    attribute(CKA.extractable, no),
    attribute(CKA.encrypt, yes),
    attribute(CKA.decrypt, yes),
  ]
  const handle = Buffer.alloc(8)
  const mechanism = { mechanism: MAKE_AES, parameter: null, length: 0 }
  check('C_GenerateKey', call('C_GenerateKey', session, mechanism, template, template.length, handle))
  return { handle: handle.readBigUInt64LE(), id }
}

interface GcmRun extends Gcm {
  readonly session: bigint
  readonly key: Pkcs11Key
}

/** The ciphertext and its tag are one, as the standard has it. */
function runGcm(call: Call, [begin, run]: readonly [string, string], { session, key, iv, aad, data }: GcmRun): Buffer {
  const parameter = {
    ...{ iv, ivLength: iv.length, ivBits: iv.length * 8 },
    ...{ aad, aadLength: aad.length, tagBits: TAG_BITS },
  }
  check(begin, call(begin, session, { mechanism: AES_GCM, parameter, length: GCM_BYTES }, key.handle))
  const result = Buffer.alloc(data.length + 64)
  const length = ulong(result.length)
  check(run, call(run, session, data, data.length, result, length))
  return Buffer.from(result.subarray(0, Number(length.readBigUInt64LE())))
}

function attribute(type: number, value: Buffer): { type: number; value: Buffer; length: number | bigint } {
  return { type, value, length: value.length }
}

function ulong(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
