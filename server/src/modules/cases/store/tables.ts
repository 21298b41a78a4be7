// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Cases {
  jurisdiction: string
  id: string
  version: Generated<number>
  state:
    | 'draft'
    | 'submitted'
    | 'preReview'
    | 'preReturned'
    | 'received'
    | 'correction'
    | 'notAccepted'
    | 'noLicenceNeeded'
    | 'accepted'
    | 'granted'
    | 'denied'
    | 'licenceMade'
    | 'delivered'
    | 'closed'
    | 'archived'
    | 'withdrawn'
    | 'terminated'
  item_id: string
  item_version: number
  item_code: string
  item_name: string
  organization_id: string
  organization_name: string
  division: string
  owner_id: string | null
  channel: 'web' | 'mobile' | 'window'
  case_no: string | null
  query_code: string | null
  query_password_blind: Buffer | null
  applicant_kind: 'person' | 'organization'
  applicant_name: Buffer
  applicant_name_blind: Buffer
  applicant_code: Buffer
  applicant_code_blind: Buffer
  applicant_phone: Buffer
  applicant_phone_blind: Buffer
  agent_name: Buffer | null
  answers: Buffer
  correction: Buffer | null
  correction_requested_at: Timestamp | null
  outcome_words: Buffer | null
  paper_material_ids: Generated<string[]>
  suspension: Json | null
  submitted_at: Timestamp | null
  received_at: Timestamp | null
  received_on: string | null
  notify_due_on: string | null
  accepted_at: Timestamp | null
  accepted_on: string | null
  decided_at: Timestamp | null
  delivered_at: Timestamp | null
  closed_at: Timestamp | null
  created_at: Timestamp
  updated_at: Timestamp
  granted: boolean | null
  correction_due_on: string | null
  erased_at: Timestamp | null
  erased_by: string | null
  held_at: Timestamp | null
  keep_until: string | null
  mandate_id: string | null
  restricted_at: Timestamp | null
  paused_on: string | null
}

export interface MaterialFiles {
  jurisdiction: string
  case_id: string
  material_id: string
  file_id: string
  file_name: Buffer
  media_type: string
  bytes: number
  sha256: string
  attached_at: Timestamp
}

export interface LookUpThrottles {
  jurisdiction: Generated<string>
  key: Buffer
  failures: number
  since: Timestamp
  blocked_until: Timestamp | null
  known_until: Timestamp | null
}

export interface ItemAcceptances {
  jurisdiction: string
  division: string
  item_id: string
  day: string
  cases: number
}

export interface ItemDurations {
  jurisdiction: string
  division: string
  item_id: string
  day: string
  workdays: number
  cases: number
}

export interface CasesTables {
  'cases.cases': Cases
  'cases.material_files': MaterialFiles
  'cases.look_up_throttles': LookUpThrottles
  'cases.item_acceptances': ItemAcceptances
  'cases.item_durations': ItemDurations
}
