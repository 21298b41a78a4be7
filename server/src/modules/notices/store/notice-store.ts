import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Notices, NoticesTables } from './tables.ts'

/** A notice as it is kept: title and text sealed. */
export interface NoticeRow {
  readonly id: string
  readonly accountId: string
  readonly kind: string
  readonly subject?: string
  readonly title: Buffer
  readonly body: Buffer
  readonly sentAt: Date
  readonly readAt?: Date
}

export function insert(tx: Tx, notice: NoticeRow): Promise<void> {
  const insertion = tablesOf<NoticesTables>(tx)
    .insertInto('notices.notices')
    .values({
      ...splitPublicId(notice.id),
      account_id: notice.accountId,
      kind: notice.kind,
      subject: notice.subject ?? null,
      title: notice.title,
      body: notice.body,
      sent_at: notice.sentAt,
      read_at: null,
    })
  return send(tx, insertion)
}

export async function replaceWords(tx: Tx, subject: string, words: { title: Buffer; body: Buffer }): Promise<void> {
  nameKeys(tx, [subject])
  await tablesOf<NoticesTables>(tx).updateTable('notices.notices').set(words).where('subject', '=', subject).execute()
}

export async function replaceWordsTo(tx: Tx, accountId: string, words: { title: Buffer; body: Buffer }): Promise<void> {
  const update = tablesOf<NoticesTables>(tx).updateTable('notices.notices').set(words)
  await update.where('account_id', '=', accountId).execute()
}

export async function find(tx: Tx, noticeId: string): Promise<NoticeRow | undefined> {
  const { jurisdiction, id } = splitPublicId(noticeId)
  const row = await tablesOf<NoticesTables>(tx)
    .selectFrom('notices.notices')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function listFor(
  tx: Tx,
  page: { accountId: string; before?: string; limit: number; isUnread: boolean },
): Promise<NoticeRow[]> {
  let query = tablesOf<NoticesTables>(tx)
    .selectFrom('notices.notices')
    .selectAll()
    .where('account_id', '=', page.accountId)
    .orderBy('id', 'desc')
    .limit(page.limit)
  if (page.before !== undefined) query = query.where('id', '<', splitPublicId(page.before).id)
  if (page.isUnread) query = query.where('read_at', 'is', null)
  return (await query.execute()).map(fromRow)
}

export async function countUnread(tx: Tx, accountId: string): Promise<number> {
  const row = await tablesOf<NoticesTables>(tx)
    .selectFrom('notices.notices')
    .select(sql<number>`count(*)::int`.as('unread'))
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.unread
}

/** Whether one of this kind waits to be read. */
export async function hasUnread(tx: Tx, accountId: string, kind: string): Promise<boolean> {
  const row = await tablesOf<NoticesTables>(tx)
    .selectFrom('notices.notices')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('read_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Marks unread notices of the account, one or all; returns the ids of those that it changed. */
export async function markRead(tx: Tx, accountId: string, change: { at: Date; only?: string }): Promise<string[]> {
  let query = tablesOf<NoticesTables>(tx)
    .updateTable('notices.notices')
    .set({ read_at: sql<Date>`greatest(${change.at}::timestamptz, sent_at)` })
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
  if (change.only !== undefined) {
    const { jurisdiction, id } = splitPublicId(change.only)
    query = query.where('jurisdiction', '=', jurisdiction).where('id', '=', id)
  }
  const rows = await query.returning(['jurisdiction', 'id']).execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

function fromRow(row: Selectable<Notices>): NoticeRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: row.account_id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    sentAt: row.sent_at,
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.read_at !== null && { readAt: row.read_at }),
  }
}
