// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Entries {
  jurisdiction: string
  position: number
  recorded_at: Timestamp
  kind: string
  category: string
  division: string
  staff_id: string | null
  account_id: string | null
  subject: string | null
}

export interface Cases {
  jurisdiction: string
  case_id: string
  case_no: string
  query_code: string
}

export interface StaffAccounts {
  jurisdiction: string
  account_id: string
  staff_id: string
}

export interface Rules {
  jurisdiction: string
  rule: string
  is_on: boolean
  most: number
  window_minutes: number
  version: Generated<number>
  set_by: string
  set_at: Timestamp
}

export interface Watches {
  jurisdiction: string
  rule: string
  next_position: number
}

export interface Alerts {
  jurisdiction: string
  id: string
  division: string
  rule: string
  staff_id: string | null
  raised_at: Timestamp
  first_at: Timestamp
  last_at: Timestamp
  counted: number
  most: number
  window_minutes: number
  positions: number[]
  state: Generated<'open' | 'explained' | 'confirmed'>
  reason: Buffer | null
  decided_by: string | null
  decided_at: Timestamp | null
  version: Generated<number>
}

export interface Forwards {
  jurisdiction: string
  target: string
  next_position: Generated<number>
  leased_until: Timestamp | null
  sent_at: Timestamp | null
  failed_at: Timestamp | null
  failure: string | null
}

export interface AuditTables {
  'audit.entries': Entries
  'audit.cases': Cases
  'audit.staff_accounts': StaffAccounts
  'audit.rules': Rules
  'audit.watches': Watches
  'audit.alerts': Alerts
  'audit.forwards': Forwards
}
