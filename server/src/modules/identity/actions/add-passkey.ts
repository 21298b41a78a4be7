import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { FactorAdded, FactorRefused } from '../contract/events.ts'
import type { AddPasskey, BeginPasskey } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount, ownAccount } from '../queries/own-account.ts'
import { passkeyWish } from '../queries/passkey-options.ts'
import { presentFactors } from '../queries/present-factors.ts'
import { jurisdictionOfAccount, openOwner } from '../queries/sealed-fields.ts'
import * as factorStore from '../store/factor-store.ts'
import { noteNewFactor } from './note-new-factor.ts'
import { verifyRegistration } from './verify-passkey.ts'

const MOST_PASSKEYS = 10

export async function beginPasskey(ctx: IdentityContext): Promise<OutputOf<typeof BeginPasskey>> {
  const account = await ownAccount(ctx)
  const { name } = openOwner(ctx, account)
  return passkeyWish(ctx, { accountId: account.id, name, factors: await factorStore.listOf(ctx.tx, account.id) })
}

/** 添加通行密钥. Asks for a fresh proof: a session that was left open must not be made into a key of one's own. */
export async function addPasskey(
  ctx: IdentityContext,
  input: InputOf<typeof AddPasskey>,
): Promise<OutputOf<typeof AddPasskey>> {
  ctx.permit.requireProof()
  const account = await lockOwnAccount(ctx)
  const held = await factorStore.listOf(ctx.tx, account.id)
  if (held.filter((one) => one.kind === 'passkey').length >= MOST_PASSKEYS) {
    throw problem(identityProblems['too-many-factors'], { most: MOST_PASSKEYS })
  }
  const made = await verifyRegistration(ctx, { credential: input.credential, holder: account.id })
  const id = newPublicId(jurisdictionOfAccount(account.id))
  const isNew =
    made !== undefined &&
    (await factorStore.insert(ctx.tx, {
      id,
      accountId: account.id,
      kind: 'passkey',
      label: input.label,
      credentialId: Buffer.from(made.credential.id, 'base64url'),
      publicKey: Buffer.from(made.credential.publicKey),
      counter: made.credential.counter,
      transports: made.credential.transports ?? [],
      isSynced: made.credentialBackedUp,
      createdAt: ctx.now,
      version: 1,
    }))
  if (!isNew) {
    ctx.emit(FactorRefused.of({ accountId: account.id, kind: 'passkey' }))
    throw problem(identityProblems['passkey-refused'])
  }
  ctx.emit(FactorAdded.of({ accountId: account.id, factorId: id, kind: 'passkey' }))
  await noteNewFactor(ctx, made.credentialDeviceType === 'singleDevice' ? 'hwk' : 'swk')
  return presentFactors(ctx, account)
}
