// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { Generated } from 'kysely'

export interface Licences {
  jurisdiction: string
  id: string
  identifier: string | null
  licence_no: string | null
  serial: string | null
  edition: number
  type_code: string
  name: string
  holder_sealed: Buffer
  holder_blind: Buffer
  holder_code_sealed: Buffer
  holder_code_blind: Buffer
  holder_code_type: string
  fields_sealed: Buffer
  owner_account_id: string | null
  organization_id: string
  organization_name: string
  issuer_code: string
  division: string
  case_id: string | null
  item_id: string | null
  issued_on: string
  valid_from: string
  valid_to: string | null
  state: 'issued' | 'suspended' | 'revoked' | 'cancelled' | 'superseded'
  state_on: string | null
  state_reason: string | null
  state_basis: string | null
  supersedes: string | null
  document_id: string | null
  version: Generated<number>
  erased_on: string | null
}

export interface LicencesTables {
  'licences.licences': Licences
}
