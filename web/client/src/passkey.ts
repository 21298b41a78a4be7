import type {
  PasskeyAssertion,
  PasskeyRegistration,
  PasskeyRequest,
  PasskeyWish,
} from '@yiwang/server/contract/identity'

/** Older browsers of offices speak WebAuthn but not its JSON; loaded when a passkey is first wanted. */
const library = () => import('@simplewebauthn/browser')

/** The browser knows passkeys, and the page came over an address that may have them. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && globalThis.isSecureContext
}

/** The device said no, or its owner did. Nothing was sent. */
export class PasskeyTrouble extends Error {
  override readonly name = 'PasskeyTrouble'
}

/** Shows a passkey for what the server asks. @throws PasskeyTrouble */
export async function askPasskey(request: PasskeyRequest): Promise<PasskeyAssertion> {
  const { startAuthentication } = await library()
  const { id, rawId, response } = await orTrouble(() => startAuthentication({ optionsJSON: request }))
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  const signed = { clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) }
  return { id, rawId, type: 'public-key', response: signed }
}

/** Makes a new passkey as the server wishes it. @throws PasskeyTrouble */
export async function makePasskey(wish: PasskeyWish): Promise<PasskeyRegistration> {
  const { startRegistration } = await library()
  const { id, rawId, response } = await orTrouble(() => startRegistration({ optionsJSON: wish }))
  const { clientDataJSON, attestationObject, transports } = response
  const made = { clientDataJSON, attestationObject, ...(transports && { transports }) }
  return { id, rawId, type: 'public-key', response: made }
}

const words: Readonly<Record<string, string>> = {
  InvalidStateError: '这个设备上已经有本账号的通行密钥。',
  SecurityError: '通行密钥只能在本系统公布的网址上使用，请检查浏览器地址栏。',
  NotSupportedError: '这个设备不支持通行密钥，请换一个设备或者换一种方式。',
}

async function orTrouble<T>(ceremony: () => Promise<T>): Promise<T> {
  try {
    return await ceremony()
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    throw new PasskeyTrouble(words[name] ?? '没有使用通行密钥：操作已取消或者超时，可以再试一次。', { cause: error })
  }
}
