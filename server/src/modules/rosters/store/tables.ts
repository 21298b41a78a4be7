// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Batches {
  jurisdiction: string
  id: string
  kind: string
  division: string
  organization_id: string
  organization_name: string
  state: Generated<'open' | 'in-review' | 'published'>
  editors: string[]
  note: string | null
  effective_on: string | null
  reviewer_id: string | null
  opened_at: Timestamp
  version: Generated<number>
}

export interface Changes {
  jurisdiction: string
  batch_id: string
  record_id: string
  act: 'add' | 'change' | 'remove'
  cells: Json
  cells_sealed: Buffer | null
  citizen_id_blind: Buffer | null
  reason: string | null
  edits: Generated<number>
}

export interface RecordVersions {
  jurisdiction: string
  record_id: string
  version: number
  kind: string
  division: string
  organization_id: string
  organization_name: string
  place: string
  act: 'add' | 'change' | 'remove'
  name: string
  cells: Json
  reason: string | null
  effective_on: string
  superseded_on: string | null
  published_at: Timestamp
  batch_id: string | null
  erased_at: Timestamp | null
}

export interface People {
  jurisdiction: string
  record_id: string
  version: number
  division: string
  organization_id: string
  cells_sealed: Buffer
  citizen_id_blind: Buffer | null
  name_blind: Buffer | null
}

export interface KindChanges {
  jurisdiction: string
  id: string
  kind_key: string
  act: 'declare' | 'change' | 'retire' | 'restore'
  division: string
  definition: Json
  is_retired: boolean
  reason: string
  state: Generated<'proposed' | 'approved' | 'refused' | 'withdrawn'>
  proposed_by: string
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  opinion: string | null
  version: Generated<number>
}

export interface RostersTables {
  'rosters.batches': Batches
  'rosters.changes': Changes
  'rosters.record_versions': RecordVersions
  'rosters.people': People
  'rosters.kind_changes': KindChanges
}
