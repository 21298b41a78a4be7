// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface CalendarRevisions {
  jurisdiction: string
  revision: number
}

export interface CalendarYears {
  jurisdiction: string
  year: number
  papers: Json
  imported_at: Timestamp
  imported_by: string | null
}

export interface CalendarDays {
  jurisdiction: string
  year: number
  date: string
  name: string
  is_off_day: boolean
}

export interface LocalDays {
  jurisdiction: string
  division: string
  date: string
  name: string
  is_off_day: boolean
  basis: string
  declared_at: Timestamp
  declared_by: string | null
  withdrawn_at: Timestamp | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

export interface Limits {
  jurisdiction: string
  id: string
  subject: string
  subject_kind: string
  subject_no: string | null
  subject_title: string | null
  division: string
  organization_id: string | null
  kind: 'pre-review' | 'notify' | 'handling-promised' | 'handling-statutory' | 'joint' | 'delivery' | 'correction'
  title: string
  basis: string
  start_on: string
  length_value: number
  length_unit: 'workday' | 'day' | 'instant' | 'none'
  opened_at: Timestamp
  opened_by: string | null
  closed_on: string | null
  state: 'running' | 'stopped' | 'closed'
  due_on: string | null
  provisional: boolean
  soon_on: string | null
  red_on: string | null
  alarm_given: 'soon' | 'today' | 'yellow' | 'red' | null
  next_alarm_on: string | null
}

export interface Intervals {
  jurisdiction: string
  id: string
  limit_id: string
  kind: 'stopped' | 'extended'
  from_on: string
  to_on: string | null
  workdays: number | null
  procedure_code: string | null
  procedure_name: string | null
  basis: string
  reason: string | null
  notice_document_no: string | null
  opened_by: string | null
  opened_at: Timestamp
  ended_by: string | null
  ended_at: Timestamp | null
  notice_document_id: string | null
}

export interface OfficeHours {
  jurisdiction: string
  division: string
  organization_id: Generated<string>
  valid_from: string
  hours: Json
  basis: string
  declared_at: Timestamp
  declared_by: string | null
}

export interface Moves {
  jurisdiction: string
  id: string
  limit_id: string
  subject: string
  subject_kind: string
  subject_no: string | null
  subject_title: string | null
  division: string
  organization_id: string | null
  title: string
  was_due_on: string | null
  due_on: string | null
  was_provisional: boolean
  provisional: boolean
  because: string
  moved_at: Timestamp
}

export interface Rules {
  jurisdiction: string
  division: string
  organization_id: Generated<string>
  rule: string
  valid_from: string
  value: number
  basis: string
  declared_at: Timestamp
  declared_by: string | null
}

export interface LimitsTables {
  'limits.calendar_revisions': CalendarRevisions
  'limits.calendar_years': CalendarYears
  'limits.calendar_days': CalendarDays
  'limits.local_days': LocalDays
  'limits.limits': Limits
  'limits.intervals': Intervals
  'limits.office_hours': OfficeHours
  'limits.moves': Moves
  'limits.rules': Rules
}
