import type { Vault } from '../../../platform/vault/vault.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/** Refusals are counted for who asks, about whom, and from where: many accounts cannot try one number out, nor one account many. */
export function confirmKeys(vault: Vault, about: { accountId?: string; code: string; network: string }): ThrottleKeys {
  return [
    ...(about.accountId === undefined
      ? []
      : [{ kind: 'confirm' as const, key: vault.blind(about.accountId, 'identity.throttle confirm account') }]),
    { kind: 'confirm', key: vault.blind(about.code, 'identity.throttle confirm code') },
    { kind: 'address', key: vault.blind(about.network, 'identity.throttle confirm address') },
  ]
}

/** Each message counts, for the account that asks and for the phone that receives it. */
export function messageKeys(vault: Vault, about: { accountId: string; phone: string; network: string }): ThrottleKeys {
  return [
    { kind: 'message', key: vault.blind(about.accountId, 'identity.throttle message account') },
    { kind: 'message', key: vault.blind(about.phone, 'identity.throttle message phone') },
    { kind: 'address', key: vault.blind(about.network, 'identity.throttle message address') },
  ]
}
