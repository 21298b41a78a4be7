import { sql } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { NoticesTables } from './tables.ts'

export interface DeliveryRow extends Delivery {
  readonly noticeId: string
  readonly lastAttemptAt?: Date
}

export async function insertAll(tx: Tx, noticeId: string, channels: readonly string[]): Promise<void> {
  if (channels.length === 0) return
  const { jurisdiction, id } = splitPublicId(noticeId)
  await tablesOf<NoticesTables>(tx)
    .insertInto('notices.deliveries')
    .values(
      channels.map((channel) => ({ jurisdiction, notice_id: id, channel, last_attempt_at: null, last_error: null })),
    )
    .execute()
}

export async function listOf(tx: Tx, noticeIds: readonly string[]): Promise<DeliveryRow[]> {
  if (noticeIds.length === 0) return []
  const keys = noticeIds.map(splitPublicId)
  const rows = await tablesOf<NoticesTables>(tx)
    .selectFrom('notices.deliveries')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, notice_id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .orderBy('channel')
    .execute()
  return rows.map((row) => ({
    noticeId: joinPublicId(row.jurisdiction, row.notice_id),
    channel: row.channel,
    state: row.state,
    attempts: row.attempts,
    ...(row.last_attempt_at !== null && { lastAttemptAt: row.last_attempt_at }),
  }))
}

export async function save(tx: Tx, delivery: DeliveryRow, attempt: { at: Date; error: string | null }): Promise<void> {
  const { jurisdiction, id } = splitPublicId(delivery.noticeId)
  await tablesOf<NoticesTables>(tx)
    .updateTable('notices.deliveries')
    .set({
      state: delivery.state,
      attempts: delivery.attempts,
      last_attempt_at: attempt.at,
      last_error: attempt.error,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('notice_id', '=', id)
    .where('channel', '=', delivery.channel)
    .execute()
}
