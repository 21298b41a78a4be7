// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Definitions {
  jurisdiction: string
  id: string
  version: number
  name: string
  xml: string
  digest: string
  published_at: Timestamp
  published_by: string | null
}

export interface Instances {
  jurisdiction: string
  id: string
  subject: string
  subject_kind: string
  subject_no: string
  title: string
  division: string
  organization_id: string | null
  definition_jurisdiction: string
  definition_id: string
  definition_version: number
  definition_digest: string
  state: Generated<'running' | 'ended' | 'cancelled'>
  tokens: Json
  values: Json
  performers: ColumnType<unknown, string | undefined, string>
  excluded_staff: Generated<string[]>
  person_name: Buffer | null
  person_blinds: Generated<Buffer[]>
  due_on: string
  level: 'normal' | 'soon' | 'today' | 'yellow' | 'red' | 'stopped' | 'closed'
  started_at: Timestamp
  ended_at: Timestamp | null
}

export interface Tasks {
  jurisdiction: string
  id: string
  instance_id: string | null
  token: number | null
  element_id: string | null
  subject: string
  subject_kind: string
  subject_no: string
  title: string
  step: string
  name: string
  role: string
  organization_id: string | null
  division: string
  state: Generated<'open' | 'done' | 'cancelled'>
  assignee_id: string | null
  excluded_staff: Generated<string[]>
  person_name: Buffer | null
  person_blinds: Generated<Buffer[]>
  can_return: Generated<boolean>
  due_on: string
  own_due_on: string | null
  level: 'normal' | 'soon' | 'today' | 'yellow' | 'red' | 'stopped' | 'closed'
  opened_at: Timestamp
  completed_at: Timestamp | null
  completed_by: string | null
  outcome: 'pass' | 'return' | 'deny' | null
  opinion: string | null
  version: Generated<number>
  returned_from: string | null
  returned_at: Timestamp | null
  completed_for: string | null
}

export interface Timers {
  jurisdiction: string
  id: string
  instance_id: string
  token: number
  element_id: string
  due_on: string
  state: Generated<'set' | 'fired' | 'dropped'>
}

export interface DecisionTables {
  jurisdiction: string
  id: string
  version: number
  name: string
  xml: string
  digest: string
  published_at: Timestamp
  published_by: string | null
}

export interface AppliedTables {
  jurisdiction: string
  id: string
  subject: string
  element_id: string | null
  table_jurisdiction: string
  table_id: string
  table_version: number
  explained: Buffer
  applied_at: Timestamp
}

export interface VersionPlans {
  jurisdiction: string
  id: string
  definition_id: string
  from_jurisdiction: string
  from_version: number
  to_jurisdiction: string
  to_version: number
  kind: 'pin' | 'finish' | 'migrate'
  mapping: Json
  reason: string
  planned_at: Timestamp
  planned_by: string | null
}

export interface FlowsTables {
  'flows.definitions': Definitions
  'flows.instances': Instances
  'flows.tasks': Tasks
  'flows.timers': Timers
  'flows.decision_tables': DecisionTables
  'flows.applied_tables': AppliedTables
  'flows.version_plans': VersionPlans
}
