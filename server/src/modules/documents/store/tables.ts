// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Documents {
  jurisdiction: string
  id: string
  subject: string
  template: string
  template_version: number
  title: string
  document_no: string | null
  organization_id: string
  organization_name: string
  division: string
  recipient_account_id: string | null
  is_sealed: boolean
  verify_code: string
  issued_at: Timestamp
  data_sealed: Buffer
  file_id: string | null
  sha256: string | null
  pages: number | null
  rendered_at: Timestamp | null
  erased_at: Timestamp | null
  recipient_mandate_id: string | null
  template_jurisdiction: string | null
  kind: string | null
}

export interface NumberFormats {
  jurisdiction: string
  organization_id: string
  format: string
}

export interface Templates {
  jurisdiction: string
  id: string
  version: number
  kind: string
  name: string
  blocks: string
  digest: string
  published_at: Timestamp
  published_by: string | null
}

export interface DocumentsTables {
  'documents.documents': Documents
  'documents.number_formats': NumberFormats
  'documents.templates': Templates
}
