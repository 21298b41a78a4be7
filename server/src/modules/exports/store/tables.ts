// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Exports {
  jurisdiction: string
  id: string
  division: string
  organization_id: string | null
  list: string
  account_id: string
  asked_by: string
  asked_at: Timestamp
  conditions: Buffer
  columns: string[]
  in_full: boolean
  format: 'xlsx' | 'csv' | 'pdf'
  purpose: string
  reason: Buffer
  counted: number
  most_rows: number
  needs_approval: boolean
  state: 'asked' | 'refused' | 'withdrawn' | 'approved' | 'failed' | 'made' | 'erased'
  decided_by: string | null
  decided_at: Timestamp | null
  decision_reason: Buffer | null
  written: Generated<number>
  failure: string | null
  made_at: Timestamp | null
  file_id: string | null
  sha256: string | null
  bytes: number | null
  downloads: Generated<number>
  most_downloads: number
  keep_days: number
  expires_at: Timestamp | null
  version: Generated<number>
}

export interface Contents {
  jurisdiction: string
  export_id: string
  subject: string
}

export interface Rules {
  jurisdiction: string
  approver: 'either' | 'agency-head' | 'security-admin'
  most_rows: number
  free_rows: number
  most_downloads: number
  keep_days: number
  version: Generated<number>
  set_by: string
  set_at: Timestamp
  daily_reveals: Generated<number>
}

export interface RevealDays {
  jurisdiction: string
  account_id: string
  day: string
  taken: number
}

export interface ExportsTables {
  'exports.exports': Exports
  'exports.contents': Contents
  'exports.rules': Rules
  'exports.reveal_days': RevealDays
}
