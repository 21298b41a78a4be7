// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Packages {
  jurisdiction: string
  id: string
  account_id: string
  state: Generated<'making' | 'ready' | 'gone'>
  asked_at: Timestamp
  done: Generated<number>
  total: number | null
  file_id: string | null
  sha256: string | null
  bytes: number | null
  made_at: Timestamp | null
  expires_at: Timestamp | null
}

export interface Readings {
  jurisdiction: string
  position: number
  subject: string
  what: string
  purpose: string | null
  account_id: string | null
  staff_id: string | null
  organization_id: string | null
  read_at: Timestamp
}

export interface Notes {
  jurisdiction: string
  id: string
  account_id: string
  holding: string
  thing: string | null
  text: Buffer
  case_id: string
  noted_at: Timestamp
}

export interface PersonalDataTables {
  'personal_data.packages': Packages
  'personal_data.readings': Readings
  'personal_data.notes': Notes
}
