// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Divisions {
  jurisdiction: string
  code: string
  name: string
  level: number
  parent: string | null
  kind: 'gb2260' | 'heading' | 'statistical-zone' | 'statistics'
}

export interface Organizations {
  jurisdiction: string
  id: string
  code: string
  name: string
  kind: 'department' | 'service-centre' | 'government-office' | 'town'
  division: string
  address: string | null
  phone: string | null
  is_demo: Generated<boolean>
  version: Generated<number>
}

export interface Windows {
  jurisdiction: string
  id: string
  organization_id: string
  name: string
  hours: string
  address: string
  phone: string | null
  traffic: string | null
  division: string
  position: number
  is_demo: Generated<boolean>
}

export interface Staff {
  jurisdiction: string
  id: string
  staff_no: string
  name: string
  organization_id: string
  division: string
  is_demo: Generated<boolean>
  version: Generated<number>
  created_at: Timestamp
}

export interface Posts {
  jurisdiction: string
  id: string
  staff_id: string
  role: string
  organization_id: string
  division: string
  started_on: string
  ended_on: string | null
}

export interface Authorizations {
  jurisdiction: string
  id: string
  grantor_id: string
  grantor: GeneratedAlways<string> | null
  grantee_id: string
  division: string
  powers: string[]
  item_ids: string[] | null
  doc_no: string
  valid_from: string
  valid_to: string
  revoked_on: string | null
  revoke_reason: string | null
  version: Generated<number>
}

export interface Appointments {
  jurisdiction: string
  id: string
  staff_id: string
  role: string
  organization_id: string
  division: string
  starts_on: string
  ends_on: string | null
  state: Generated<'proposed' | 'confirmed' | 'refused'>
  proposed_by: string
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  version: Generated<number>
}

export interface StaffChanges {
  jurisdiction: string
  id: string
  kind: 'join' | 'move' | 'leave'
  staff_id: string
  division: string
  effective_on: string
  is_emergency: Generated<boolean>
  successor_id: string | null
  state: Generated<'proposed' | 'confirmed' | 'refused' | 'cancelled'>
  proposed_by: string
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  carried_out_at: Timestamp | null
  version: Generated<number>
  ends: Generated<string[]>
  begins: ColumnType<unknown, string | undefined, string>
  organization_id: string | null
}

export interface Substitutions {
  jurisdiction: string
  id: string
  absent_id: string
  substitute_id: string
  organization_id: string
  organization: GeneratedAlways<string> | null
  division: string
  post_ids: string[]
  starts_on: string
  ends_on: string
  state: Generated<'proposed' | 'confirmed' | 'refused' | 'revoked'>
  proposed_by: string
  proposed_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  ended_at: Timestamp | null
  version: Generated<number>
}

export interface Halls {
  jurisdiction: string
  id: string
  organization_id: string
  division: string
  name: string
  content: Json
  in_use: Generated<boolean>
  is_demo: Generated<boolean>
  version: Generated<number>
}

export interface OrganizationsTables {
  'organizations.divisions': Divisions
  'organizations.organizations': Organizations
  'organizations.windows': Windows
  'organizations.staff': Staff
  'organizations.posts': Posts
  'organizations.authorizations': Authorizations
  'organizations.appointments': Appointments
  'organizations.staff_changes': StaffChanges
  'organizations.substitutions': Substitutions
  'organizations.halls': Halls
}
