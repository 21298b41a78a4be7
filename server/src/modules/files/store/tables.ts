// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Files {
  jurisdiction: string
  id: string
  sha256: string
  bytes: number
  media_type: string
  purpose: string
  name_sealed: Buffer
  owner_account_id: string | null
  stored_at: Timestamp
  erased_at: Timestamp | null
}

export interface Links {
  jurisdiction: string
  file_id: string
  subject: string
  division: string
  organization_id: string | null
  owner_account_id: string | null
  linked_at: Timestamp
  uploader_account_id: string | null
  mandate_id: string | null
}

export interface FilesTables {
  'files.files': Files
  'files.links': Links
}
