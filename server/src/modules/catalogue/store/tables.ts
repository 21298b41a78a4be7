// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Items {
  jurisdiction: string
  id: string
  source_system: string
  source_key: string
  division: string
  organization_id: string
  state: Generated<'draft' | 'published' | 'suspended' | 'abolished'>
  previous_state: Generated<'draft' | 'published' | 'suspended'>
  state_effective_on: string
  state_basis: string | null
  state_document_no: string | null
  state_running_cases: string | null
  revision: Generated<number>
  created_at: Timestamp
  layer: Generated<'base' | 'implementation' | 'handling'>
  parent_id: string | null
  parent_version: number | null
  upstream: string | null
  running_rule: 'continue' | 'hold' | 'end' | null
  previous_rule: 'continue' | 'hold' | 'end' | null
}

export interface ItemVersions {
  jurisdiction: string
  item_id: string
  version: number
  effective_on: string
  superseded_on: string | null
  name: string
  code: string
  content: Json
  content_digest: Buffer
  import_id: string | null
  published_at: Timestamp
  draft_id: string | null
  organization_name: GeneratedAlways<string> | null
  step_count: GeneratedAlways<number> | null
  material_count: GeneratedAlways<number> | null
  promised_workdays: GeneratedAlways<number> | null
  statutory_workdays: GeneratedAlways<number> | null
  window_count: GeneratedAlways<number> | null
  accepts_online: GeneratedAlways<boolean> | null
  online_depth: GeneratedAlways<string> | null
  absent_elements: GeneratedAlways<string[]> | null
  power_type: GeneratedAlways<string> | null
  layer: GeneratedAlways<string> | null
  is_instant: GeneratedAlways<boolean> | null
  fee_count: GeneratedAlways<number> | null
  is_supervised: GeneratedAlways<boolean> | null
  is_deferrable: GeneratedAlways<boolean> | null
}

export interface SearchEntries {
  jurisdiction: string
  item_id: string
  version: number
  from_on: string
  until_on: string | null
  division: string
  organization_id: string
  organization_name: string
  power_type: string
  audience: string[]
  themes: string[]
  is_common: boolean
  accepts_online: boolean
  name: string
  words: string
  sounds: string | null
  occasion: Generated<'first' | 'change' | 'renewal' | 'replacement' | 'end'>
}

export interface ItemChanges {
  position: number
  jurisdiction: string
  item_id: string
  division: string
  change: 'published' | 'suspended' | 'resumed' | 'abolished'
  version: number | null
  content_digest: Buffer | null
  effective_on: string
  recorded_at: Timestamp
  basis: string | null
  document_no: string | null
  running_cases: string | null
}

export interface ItemDrafts {
  jurisdiction: string
  id: string
  item_id: string
  base_version: number | null
  division: string
  organization_id: string
  name: Generated<string>
  code: Generated<string>
  state: Generated<'drafting' | 'in-review' | 'in-approval' | 'published' | 'discarded'>
  reason: string | null
  effective_on: string | null
  round: Generated<number>
  editors: Generated<string[]>
  reviewer_id: string | null
  publisher_id: string | null
  published_version: number | null
  created_at: Timestamp
  edited_at: Timestamp
  version: Generated<number>
  layer: Generated<'base' | 'implementation' | 'handling'>
  parent_id: string | null
  parent_version: number | null
  origin: Generated<'department' | 'above'>
}

export interface DraftSections {
  jurisdiction: string
  draft_id: string
  section: string
  content: Json
  version: Generated<number>
  edited_by: string | null
  edited_at: Timestamp | null
}

export interface DeclinedUpdates {
  jurisdiction: string
  item_id: string
  parent_version: number
  division: string
  reason: string
  declined_by: string
  declined_at: Timestamp
}

export interface Adjustments {
  jurisdiction: string
  id: string
  item_id: string
  division: string
  organization_id: string
  kind: 'hand-down' | 'take-back' | 'cancel'
  state: Generated<'proposed' | 'decided' | 'refused'>
  document_no: string
  document_title: string
  document_on: string
  effective_on: string
  reason: string
  running_cases: string | null
  proposed_by: string
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  opinion: string | null
  version: Generated<number>
}

export interface Takeovers {
  jurisdiction: string
  adjustment_id: string
  organization_id: string
  division: string
  organization_name: string
  division_name: string
  state: Generated<'offered' | 'taken-over' | 'declined' | 'taken-back'>
  document_no: string | null
  document_title: string | null
  document_on: string | null
  effective_on: string | null
  reason: string | null
  item_id: string | null
  draft_id: string | null
  answered_by: string | null
  answered_at: Timestamp | null
  version: Generated<number>
  take_back_id: string | null
}

export interface PowerTypeChanges {
  jurisdiction: string
  id: string
  type_key: string
  kind: 'declare' | 'change' | 'retire' | 'restore'
  division: string
  code: string
  title: string
  abbreviation: string
  is_power: boolean
  is_retired: boolean
  reason: string
  state: Generated<'proposed' | 'approved' | 'refused' | 'withdrawn'>
  proposed_by: string | null
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  opinion: string | null
  version: Generated<number>
}

export interface Upstreams {
  jurisdiction: string
  division: string
  url: string
  last_position: Generated<number>
  last_change: Json | null
  leased_until: Timestamp | null
  asked_at: Timestamp | null
  succeeded_at: Timestamp | null
  failed_at: Timestamp | null
  failure: string | null
  set_back_at: Timestamp | null
}

export interface UpstreamFailures {
  jurisdiction: string
  division: string
  position: number
  change: Json
  reason: string
  first_at: Timestamp
  last_at: Timestamp
}

export interface DraftFiles {
  jurisdiction: string
  draft_id: string
  sha256: string
  file_id: string
  media_type: string
  bytes: number
  stored_at: Timestamp
}

export interface PublishedFiles {
  jurisdiction: string
  sha256: string
  file_id: string
  media_type: string
  bytes: number
  published_at: Timestamp
}

export interface CoverageBulletins {
  jurisdiction: string
  id: string
  division: string
  title: string
  words: string
  counted_on: string
  total: Json
  account: string
  digest: string
  issued_by: string
  issued_at: Timestamp
}

export interface CatalogueTables {
  'catalogue.items': Items
  'catalogue.item_versions': ItemVersions
  'catalogue.search_entries': SearchEntries
  'catalogue.item_changes': ItemChanges
  'catalogue.item_drafts': ItemDrafts
  'catalogue.draft_sections': DraftSections
  'catalogue.declined_updates': DeclinedUpdates
  'catalogue.adjustments': Adjustments
  'catalogue.takeovers': Takeovers
  'catalogue.power_type_changes': PowerTypeChanges
  'catalogue.upstreams': Upstreams
  'catalogue.upstream_failures': UpstreamFailures
  'catalogue.draft_files': DraftFiles
  'catalogue.published_files': PublishedFiles
  'catalogue.coverage_bulletins': CoverageBulletins
}
