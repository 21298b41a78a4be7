// Written by `npm run gen` from the migrated database; a change begins with a migration.
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Notices {
  jurisdiction: string
  id: string
  account_id: string
  kind: string
  subject: string | null
  title: Buffer
  body: Buffer
  sent_at: Timestamp
  read_at: Timestamp | null
}

export interface Deliveries {
  jurisdiction: string
  notice_id: string
  channel: string
  state: Generated<'pending' | 'delivered' | 'failed'>
  attempts: Generated<number>
  last_attempt_at: Timestamp | null
  last_error: string | null
}

export interface NoticesTables {
  'notices.notices': Notices
  'notices.deliveries': Deliveries
}
