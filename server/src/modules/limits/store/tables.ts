import type { JSONColumnType } from 'kysely'

export interface CalendarRevisions {
  jurisdiction: string
  revision: number
}

export interface CalendarYears {
  jurisdiction: string
  year: number
  papers: JSONColumnType<string[]>
  imported_at: Date
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
  declared_at: Date
  declared_by: string | null
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
  kind: string
  title: string
  basis: string
  start_on: string
  length_value: number
  length_unit: string
  opened_at: Date
  opened_by: string | null
  closed_on: string | null
  state: string
  due_on: string | null
  provisional: boolean
  soon_on: string | null
  red_on: string | null
  alarm_given: string | null
  next_alarm_on: string | null
}

export interface Intervals {
  jurisdiction: string
  id: string
  limit_id: string
  kind: string
  from_on: string
  to_on: string | null
  workdays: number | null
  procedure_code: string | null
  procedure_name: string | null
  basis: string
  reason: string | null
  notice_document_no: string | null
  opened_by: string | null
  opened_at: Date
  ended_by: string | null
  ended_at: Date | null
}

export interface LimitsTables {
  'limits.calendar_revisions': CalendarRevisions
  'limits.calendar_years': CalendarYears
  'limits.calendar_days': CalendarDays
  'limits.local_days': LocalDays
  'limits.limits': Limits
  'limits.intervals': Intervals
}
