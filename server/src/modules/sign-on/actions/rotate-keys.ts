import { generateKeyPair, hash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Context } from '../../../platform/act/index.ts'
import { SigningKeysRotated } from '../contract/events.ts'
import * as keyStore from '../store/key-store.ts'
import type { KeyAlgorithm, PrivateKey, SigningKeyRow } from '../store/key-store.ts'

/** RS256 is what OpenID Connect Core asks of everybody; ES256 is what applications get unless they ask. */
const ALGORITHMS: readonly KeyAlgorithm[] = ['ES256', 'RS256']

/** As long as anything signed may still be shown: ID tokens live an hour, and a clock may be a quarter of one off. */
const PUBLISHED_AFTER_MS = 75 * 60_000

export type NewKey = Pick<SigningKeyRow, 'keyId' | 'algorithm' | 'key'>

/** A key for each algorithm, made while no transaction waits. */
export function makeKeys(): Promise<NewKey[]> {
  return Promise.all(ALGORITHMS.map(makeKey))
}

/**
 * 轮换签名密钥: the next keys, which everybody has been able to read for long, begin to sign; the former stay published until
 * what they signed has expired. `atOnce` is for a key that leaked: what it signed is worth nothing from now on.
 */
export async function rotateKeys(
  ctx: Context,
  { fresh, atOnce }: { fresh: readonly NewKey[]; atOnce: boolean },
): Promise<{ signing: string[]; next: string[] }> {
  await keyStore.lock(ctx.tx)
  const until = new Date(ctx.now.getTime() + PUBLISHED_AFTER_MS)
  await keyStore.move(ctx.tx, { from: 'signing', to: 'former', publishedUntil: until })
  if (atOnce) await keyStore.removeFormer(ctx.tx, until)
  const signing = await keyStore.move(ctx.tx, { from: 'next', to: 'signing' })
  for (const key of fresh) await keyStore.insert(ctx, { ...key, state: 'next', madeAt: ctx.now })
  const next = fresh.map(({ keyId }) => keyId)
  ctx.emit(SigningKeysRotated.of({ signing, next, atOnce }))
  return { signing, next }
}

/** The first keys of an installation; whoever comes second finds those of the first. */
export async function makeFirstKeys(
  ctx: Context,
  made: { signing: readonly NewKey[]; next: readonly NewKey[] },
): Promise<void> {
  let isFirst = true
  for (const state of ['signing', 'next'] as const) {
    for (const key of made[state]) isFirst = (await keyStore.insert(ctx, { ...key, state, madeAt: ctx.now })) && isFirst
  }
  if (!isFirst) return
  const idsOf = (keys: readonly NewKey[]) => keys.map(({ keyId }) => keyId)
  ctx.emit(SigningKeysRotated.of({ signing: idsOf(made.signing), next: idsOf(made.next), atOnce: false }))
}

async function makeKey(algorithm: KeyAlgorithm): Promise<NewKey> {
  const generate = promisify(generateKeyPair) as (
    type: string,
    options: object,
  ) => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>
  const { publicKey, privateKey } =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: 2048 })
  const { crv, e, kty, n, x, y } = publicKey.export({ format: 'jwk' }) as PrivateKey
  // RFC 7638: the members in this order, and no others.
  const members = kty === 'EC' ? { crv, kty, x, y } : { e, kty, n }
  const keyId = hash('sha256', JSON.stringify(members), 'base64url')
  const key = { ...(privateKey.export({ format: 'jwk' }) as PrivateKey), kid: keyId, alg: algorithm, use: 'sig' }
  return { keyId, algorithm, key }
}
