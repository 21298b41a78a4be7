// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Clients {
  jurisdiction: string
  id: string
  division: string
  organization_id: string
  name: string
  purpose: string
  kind: 'web' | 'native' | 'device' | 'system'
  auth_method: 'client_secret_basic' | 'private_key_jwt' | 'none'
  redirect_uris: Generated<string[]>
  post_logout_redirect_uris: Generated<string[]>
  backchannel_logout_uri: string | null
  requires_pushed_requests: Generated<boolean>
  scopes: string[]
  jwks: Json | null
  secret_digest: Buffer | null
  former_secret_digest: Buffer | null
  former_secret_until: Timestamp | null
  state: Generated<'requested' | 'approved' | 'refused' | 'suspended'>
  requested_by: string
  requested_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  version: Generated<number>
  kept_by: string
}

export interface Consents {
  jurisdiction: string
  id: string
  account_id: string
  client_id: string
  scopes: string[]
  given_at: Timestamp
  used_at: Timestamp
  withdrawn_at: Timestamp | null
  version: Generated<number>
}

export interface Artifacts {
  jurisdiction: Generated<string>
  kind: string
  digest: Buffer
  payload: Buffer
  grant_digest: Buffer | null
  uid_digest: Buffer | null
  user_code_blind: Buffer | null
  account_id: string | null
  client_id: string | null
  session_id: string | null
  expires_at: Timestamp
  consumed_at: Timestamp | null
}

export interface SigningKeys {
  jurisdiction: Generated<string>
  key_id: string
  algorithm: 'ES256' | 'RS256'
  state: 'next' | 'signing' | 'former'
  private_key: Buffer
  made_at: Timestamp
  published_until: Timestamp | null
}

export interface SignOnTables {
  'sign_on.clients': Clients
  'sign_on.consents': Consents
  'sign_on.artifacts': Artifacts
  'sign_on.signing_keys': SigningKeys
}
