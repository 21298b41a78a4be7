import { newPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import { currentLevel } from '../domain/real-name.ts'
import { normalizeSignInName } from '../domain/sign-in-name.ts'
import type { AccountRow } from '../store/account-store.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

const NAME = 'identity.account_name'
const PHONE = 'identity.account_phone'
const CITIZEN_ID = 'identity.account_citizen_id'
const NETWORK = 'identity.session_network'
const REFERENCE = 'identity.real_name_reference'
const SIGN_IN_NAME = 'identity.sign_in_name'

export const sealed: readonly SealedTable[] = [
  { table: 'identity.accounts', columns: { name: NAME, phone: PHONE, citizen_id: CITIZEN_ID } },
  { table: 'identity.sessions', columns: { network: NETWORK } },
  { table: 'identity.real_name_attempts', columns: { reference: REFERENCE } },
]

/** The owner of an account in clear, for as long as it is needed. Officials' accounts hold a name alone. */
export interface AccountOwner {
  readonly accountId: string
  readonly kind: AccountRow['kind']
  readonly name: string
  readonly realNameLevel: number
  readonly phone?: string
  readonly citizenId?: string
  readonly division?: string
}

/** 自然人 with an account, in clear. */
export interface Person extends AccountOwner {
  readonly kind: 'person'
  readonly phone: string
  readonly citizenId: string
}

/** What opening takes: the keys, and the time by which a level may have run out. */
type Opener = Pick<Context, 'vault' | 'now'>

export function openOwner({ vault, now }: Opener, account: AccountRow): AccountOwner {
  return {
    accountId: account.id,
    kind: account.kind,
    name: vault.open(account.name, NAME),
    realNameLevel: currentLevel(account, now),
    ...(account.phone && { phone: vault.open(account.phone, PHONE) }),
    ...(account.citizenId && { citizenId: vault.open(account.citizenId, CITIZEN_ID) }),
    ...(account.division !== undefined && { division: account.division }),
  }
}

/** Undefined for an official's account. */
export function openPerson(opener: Opener, account: AccountRow): Person | undefined {
  const { kind, phone, citizenId, ...owner } = openOwner(opener, account)
  return kind === 'person' && phone !== undefined && citizenId !== undefined
    ? { ...owner, kind, phone, citizenId }
    : undefined
}

type Sealed = Pick<AccountRow, 'name' | 'phone' | 'citizenId' | 'citizenIdBlind'>

export function sealPerson(vault: Vault, person: { name: string; phone?: string; citizenId?: string }): Sealed {
  return {
    name: vault.seal(person.name, NAME),
    ...(person.phone !== undefined && { phone: vault.seal(person.phone, PHONE) }),
    ...(person.citizenId !== undefined && {
      citizenId: vault.seal(person.citizenId, CITIZEN_ID),
      citizenIdBlind: vault.blind(person.citizenId, CITIZEN_ID),
    }),
  }
}

export function signInNameBlind(vault: Vault, name: string): Buffer {
  return vault.blind(normalizeSignInName(name), SIGN_IN_NAME)
}

/** Where somebody signed in from tells where they live and work: sealed like a phone. */
export function sealNetwork(vault: Vault, network: string): Buffer {
  return vault.seal(network, NETWORK)
}

export function openNetwork(vault: Vault, network: Buffer): string {
  return vault.open(network, NETWORK)
}

/** Under what a source knows a question: who had it could ask in the person's place. */
export function sealReference(vault: Vault, reference: string): Buffer {
  return vault.seal(reference, REFERENCE)
}

export function openReference(vault: Vault, reference: Buffer): string {
  return vault.open(reference, REFERENCE)
}

/** An id for a new account where people are at home: the county of their division, else the installation. */
export function newAccountId(division: string | undefined): string {
  return newPublicId(division === undefined ? '000000' : division.slice(0, 6))
}

export function jurisdictionOfAccount(accountId: string): string {
  return splitPublicId(accountId).jurisdiction
}
