// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Accounts {
  jurisdiction: string
  id: string
  kind: 'person' | 'staff'
  state: Generated<'active' | 'closed'>
  division: string | null
  name: Buffer
  phone: Buffer | null
  citizen_id: Buffer | null
  citizen_id_blind: Buffer | null
  real_name_level: Generated<number>
  real_name_source: string | null
  staff_id: string | null
  organization_id: string | null
  posts: ColumnType<unknown, string | undefined, string>
  password_hash: string
  must_change_password: Generated<boolean>
  is_demo: Generated<boolean>
  created_at: Timestamp
  closed_at: Timestamp | null
  version: Generated<number>
  erased_at: Timestamp | null
  real_name_until: Timestamp | null
  real_name_then: number | null
  agent_of_village: string | null
  opens_on: string | null
  start_digest: Buffer | null
}

export interface SignInNames {
  jurisdiction: Generated<string>
  name_blind: Buffer
  account_id: string
  kind: 'login' | 'phone' | 'citizen-id'
}

export interface Sessions {
  token_hash: Buffer
  id: string
  account_jurisdiction: string
  account_id: string
  created_at: Timestamp
  seen_at: Timestamp
  idle_expires_at: Timestamp
  expires_at: Timestamp
  ended_at: Timestamp | null
  device: Generated<string>
  network: Buffer | null
  methods: Generated<string[]>
  proved_at: Timestamp
  acting: Json | null
  upstream: string | null
  upstream_sid: string | null
}

export interface Throttles {
  jurisdiction: Generated<string>
  key: Buffer
  failures: number
  since: Timestamp
  blocked_until: Timestamp | null
}

export interface Companies {
  jurisdiction: string
  id: string
  credit_code: string
  name: string
  is_demo: Generated<boolean>
  level: Generated<number>
  legal_representative: string | null
  source: string | null
  verified_at: Timestamp | null
  valid_until: string | null
}

export interface Mandates {
  jurisdiction: string
  id: string
  company_id: string | null
  agent_account_id: string
  division: string
  letter_no: string
  valid_from: string
  valid_to: string
  revoked_on: string | null
  revoke_reason: string | null
  version: Generated<number>
  kind: Generated<'company' | 'guardian' | 'village-agent'>
  principal_name: Buffer | null
  principal_citizen_id: Buffer | null
  principal_blind: Buffer | null
  principal_phone: Buffer | null
  principal_account_id: string | null
  scope: Generated<'all' | 'themes' | 'items'>
  scope_codes: Generated<string[]>
  proof: Generated<'letter' | 'sign-in' | 'paper' | 'document'>
  evidence_file_id: string | null
  relation: 'parent' | 'relative' | 'appointed' | 'organization' | null
  given_at: Timestamp
  confirmed_at: Timestamp | null
  confirmed_by: string | null
  accepted_at: Timestamp | null
  revoked_by: 'principal' | 'agent' | 'official' | null
}

export interface Factors {
  jurisdiction: string
  id: string
  account_id: string
  kind: 'passkey' | 'totp'
  label: string
  credential_id: Buffer | null
  public_key: Buffer | null
  counter: number | null
  transports: string[] | null
  is_synced: boolean | null
  secret: Buffer | null
  used_step: number | null
  created_at: Timestamp
  used_at: Timestamp | null
  blocked_at: Timestamp | null
  version: Generated<number>
}

export interface RecoveryCodes {
  jurisdiction: string
  account_id: string
  digest: Buffer
}

export interface UsedChallenges {
  jurisdiction: Generated<string>
  digest: Buffer
  expires_at: Timestamp
}

export interface FactorResets {
  jurisdiction: string
  id: string
  account_id: string
  division: string
  state: Generated<'asked' | 'granted' | 'refused'>
  asked_by: string
  asked_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  version: Generated<number>
  what: Generated<'factors' | 'password'>
  start_digest: Buffer | null
}

export interface RealNameChecks {
  jurisdiction: string
  account_id: string
  kind: 'phone' | 'population' | 'face' | 'bank-card' | 'certificate' | 'upstream' | 'digital-certificate'
  provider: string
  source: string
  passed_at: Timestamp
  valid_until: Timestamp | null
  gives: number | null
}

export interface RealNameAttempts {
  jurisdiction: string
  id: string
  account_id: string
  provider: string
  reference: Buffer
  begun_at: Timestamp
  expires_at: Timestamp
  ended_at: Timestamp | null
  recovery_id: string | null
}

export interface UpstreamLinks {
  jurisdiction: Generated<string>
  upstream: string
  subject_blind: Buffer
  account_id: string
  linked_at: Timestamp
}

export interface Recoveries {
  jurisdiction: string
  id: string
  account_id: string
  way: 'phone' | 'passkey' | 'window' | 'reset'
  state: Generated<'started' | 'open' | 'waiting' | 'done' | 'stopped'>
  passed: Generated<string[]>
  begun_at: Timestamp
  expires_at: Timestamp
  ready_at: Timestamp | null
  ended_at: Timestamp | null
  started_by: string | null
  start_digest: Buffer | null
}

export interface IdentityTables {
  'identity.accounts': Accounts
  'identity.sign_in_names': SignInNames
  'identity.sessions': Sessions
  'identity.throttles': Throttles
  'identity.companies': Companies
  'identity.mandates': Mandates
  'identity.factors': Factors
  'identity.recovery_codes': RecoveryCodes
  'identity.used_challenges': UsedChallenges
  'identity.factor_resets': FactorResets
  'identity.real_name_checks': RealNameChecks
  'identity.real_name_attempts': RealNameAttempts
  'identity.upstream_links': UpstreamLinks
  'identity.recoveries': Recoveries
}
