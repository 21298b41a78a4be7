// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Verifications {
  jurisdiction: string
  id: string
  verified_at: Timestamp
  entries: number
  positions: number
  root: Buffer
  findings: Json
  against_size: number | null
}

export interface DailyActs {
  jurisdiction: string
  division: string
  organization_id: string
  day: string
  act: string
  acts: number
}

export interface SupervisionTables {
  'supervision.verifications': Verifications
  'supervision.daily_acts': DailyActs
}
