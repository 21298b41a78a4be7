import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type {
  PasskeyAssertion,
  PasskeyRegistration,
  PasskeyRequest,
  PasskeyWish,
} from '../src/modules/identity/contract/index.ts'

const PRESENT = 0x01
const VERIFIED = 0x04
const WITH_KEY = 0x40

/** An authenticator in memory (WebAuthn level 2, ES256), which can be told to misbehave as a thief's would. */
export interface SoftPasskey {
  register(wish: PasskeyWish, origin: string): PasskeyRegistration
  sign(
    request: PasskeyRequest,
    origin: string,
    options?: { counter?: number; isHolderChecked?: boolean },
  ): PasskeyAssertion
}

export function createSoftPasskey(): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(20)
  let counter = 0
  let userHandle = ''
  return {
    register: (wish, origin) => {
      userHandle = wish.user.id
      const key = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKey(publicKey)])
      const data = Buffer.concat([authenticatorData(wish.rp.id, PRESENT | VERIFIED | WITH_KEY, counter), key])
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', wish.challenge, origin).toString('base64url'),
          attestationObject: attestation(data).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    sign: (request, origin, options = {}) => {
      counter = options.counter ?? counter + 1
      const flags = options.isHolderChecked === false ? PRESENT : PRESENT | VERIFIED
      const data = authenticatorData(request.rpId, flags, counter)
      const client = clientData('webauthn.get', request.challenge, origin)
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signed(privateKey, Buffer.concat([data, sha256(client)])).toString('base64url'),
          userHandle,
        },
      }
    },
  }
}

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.of(flags), count])
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function signed(key: KeyObject, data: Buffer): Buffer {
  return sign('sha256', data, key)
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

/** COSE_Key of an ES256 key as CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => Buffer.concat([Buffer.of(0x58, 32), Buffer.from(text, 'base64url')])
  return Buffer.concat([Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21), bytes(x), Buffer.of(0x22), bytes(y)])
}

/** {fmt: "none", attStmt: {}, authData: bytes} as CBOR. */
function attestation(data: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.of(0x60 + word.length), Buffer.from(word)])
  return Buffer.concat([
    Buffer.of(0xa3),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.of(0xa0),
    text('authData'),
    Buffer.of(0x59),
    uint16(data.length),
    data,
  ])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
