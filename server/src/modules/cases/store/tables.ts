import type { Insertable, Selectable } from 'kysely'

export interface CasesTable {
  jurisdiction: string
  id: string
  version: number
  state: string
  item_id: string
  item_version: number
  item_code: string
  item_name: string
  organization_id: string
  organization_name: string
  division: string
  owner_id: string | null
  channel: string
  case_no: string | null
  query_code: string | null
  query_password_blind: Buffer | null
  applicant_kind: string
  applicant_name: Buffer
  applicant_name_blind: Buffer
  applicant_code: Buffer
  applicant_code_blind: Buffer
  applicant_phone: Buffer
  applicant_phone_blind: Buffer
  agent_name: Buffer | null
  answers: Buffer
  correction: Buffer | null
  correction_requested_at: Date | null
  outcome_words: Buffer | null
  paper_material_ids: string[]
  suspension: unknown
  submitted_at: Date | null
  received_at: Date | null
  received_on: string | null
  notify_due_on: string | null
  accepted_at: Date | null
  accepted_on: string | null
  decided_at: Date | null
  delivered_at: Date | null
  closed_at: Date | null
  created_at: Date
  updated_at: Date
}

export interface MaterialFilesTable {
  jurisdiction: string
  case_id: string
  material_id: string
  file_id: string
  file_name: Buffer
  media_type: string
  bytes: number
  sha256: string
  attached_at: Date
}

export interface CasesTables {
  'cases.cases': CasesTable
  'cases.material_files': MaterialFilesTable
}

export type CaseRow = Selectable<CasesTable>
export type NewCaseRow = Insertable<CasesTable>
