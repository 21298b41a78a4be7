import { createHmac } from 'node:crypto'
import type { FactorView, FactorsView } from '../contract/factor.ts'
import { needsSecondFactor } from '../domain/authentication.ts'
import * as factorStore from '../store/factor-store.ts'
import type { Factor } from '../store/factor-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import type { IdentityContext } from './identity-context.ts'

/** 登录因素 of an account for its owner. */
export async function presentFactors(ctx: IdentityContext, account: AccountRow): Promise<FactorsView> {
  const factors = await factorStore.listOf(ctx.tx, account.id)
  return {
    factors: factors.map(presentFactor),
    recoveryCodesLeft: await factorStore.countRecoveryCodes(ctx.tx, account.id),
    isRequired: needsSecondFactor(ctx, account),
    mayUseCodes: account.kind === 'staff',
    mayUsePasskeys: ctx.relyingParty !== undefined,
  }
}

const RECOVERY_CODES = 10
const CODE_CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 恢复码: fifty bits each, in letters and figures that are not taken for one another. */
export function newRecoveryCodes(random: (bytes: number) => Buffer): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...random(10)].map((byte) => CODE_CHARACTERS[byte & 31])
    return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`
  })
}

/** Keyed, so that a stolen table cannot be guessed through; as typed in any case, with or without the line. */
export function recoveryDigest(ctx: Pick<IdentityContext, 'vault'>, accountId: string, code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return createHmac('sha256', ctx.vault.derive('recovery codes')).update(`${accountId}\0${plain}`).digest()
}

function presentFactor(factor: Factor): FactorView {
  return {
    id: factor.id,
    kind: factor.kind,
    label: factor.label,
    createdAt: factor.createdAt.toISOString(),
    isBlocked: factor.blockedAt !== undefined,
    version: factor.version,
    ...(factor.usedAt && { usedAt: factor.usedAt.toISOString() }),
    ...(factor.kind === 'passkey' && { isSynced: factor.isSynced }),
  }
}
