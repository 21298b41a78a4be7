// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType } from 'kysely'

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

export interface AuditTables {
  'audit.entries': Entries
  'audit.cases': Cases
  'audit.staff_accounts': StaffAccounts
}
