import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { HandDownNotice } from '../contract/get-item.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import type { Adjustments, CatalogueTables, Takeovers } from './tables.ts'

export async function findAdjustment(tx: Tx, adjustmentId: string): Promise<Adjustment | undefined> {
  const row = await byKey(tx, adjustmentId).executeTakeFirst()
  return row && adjustmentFromRow(row)
}

export async function lockAdjustment(tx: Tx, adjustmentId: string): Promise<Adjustment | undefined> {
  const row = await byKey(tx, adjustmentId).forUpdate().executeTakeFirst()
  return row && adjustmentFromRow(row)
}

function byKey(tx: Tx, adjustmentId: string) {
  const { jurisdiction, id } = splitPublicId(adjustmentId)
  return tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.adjustments')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

const MOST = 100

/** Of an item: what was done to it, and by what it came down from above; the newest first. */
export async function listOfItem(tx: Tx, itemId: string): Promise<Adjustment[]> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const answer = await sql<Selectable<Adjustments>>`
    select a.* from catalogue.adjustments a
    where a.jurisdiction = ${jurisdiction} and a.item_id = ${id}::uuid
    union
    select a.* from catalogue.adjustments a
    join catalogue.takeovers t on t.jurisdiction = a.jurisdiction and (t.adjustment_id = a.id or t.take_back_id = a.id)
    where t.item_id = ${itemId}
    order by proposed_at desc, id desc limit ${MOST}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(adjustmentFromRow)
}

export async function isWaiting(tx: Tx, itemId: string): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.adjustments')
    .select('id')
    .where('jurisdiction', '=', jurisdiction)
    .where('item_id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertAdjustment(
  tx: Tx,
  adjustment: Adjustment,
  takeovers: readonly KeptTakeover[],
): Promise<void> {
  const db = tablesOf<CatalogueTables>(tx)
  const { jurisdiction, id } = splitPublicId(adjustment.adjustmentId)
  await db
    .insertInto('catalogue.adjustments')
    .values({
      jurisdiction,
      id,
      item_id: splitPublicId(adjustment.itemId).id,
      division: adjustment.division,
      organization_id: adjustment.organizationId,
      kind: adjustment.kind,
      document_no: adjustment.document.no,
      document_title: adjustment.document.title,
      document_on: adjustment.document.issuedOn,
      effective_on: adjustment.effectiveOn,
      reason: adjustment.reason,
      running_cases: adjustment.runningCases ?? null,
      proposed_by: adjustment.proposedBy,
      proposed_at: adjustment.proposedAt,
    })
    .execute()
  if (takeovers.length === 0) return
  const rows = takeovers.map((one) => ({
    jurisdiction,
    adjustment_id: id,
    organization_id: one.organizationId,
    division: one.division,
    organization_name: one.organizationName,
    division_name: one.divisionName,
  }))
  await db.insertInto('catalogue.takeovers').values(rows).execute()
}

/** Writes a decision on what {@link lockAdjustment} gave. */
export async function saveDecision(tx: Tx, adjustment: Adjustment): Promise<void> {
  const { jurisdiction, id } = splitPublicId(adjustment.adjustmentId)
  await tablesOf<CatalogueTables>(tx)
    .updateTable('catalogue.adjustments')
    .set({
      state: adjustment.state,
      decided_by: adjustment.decidedBy ?? null,
      decided_at: adjustment.decidedAt ?? null,
      opinion: adjustment.opinion ?? null,
      version: adjustment.version,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Those of these adjustments, by place and name. */
export function listTakeovers(tx: Tx, adjustmentIds: readonly string[]): Promise<KeptTakeover[]> {
  return takeoversBy(tx, adjustmentIds, sql.ref('t.adjustment_id'))
}

/** What these acts take back, or would. */
export function listTakenBackBy(tx: Tx, adjustmentIds: readonly string[]): Promise<KeptTakeover[]> {
  return takeoversBy(tx, adjustmentIds, sql.ref('t.take_back_id'))
}

interface TakeoverRow extends Selectable<Takeovers> {
  is_published: boolean
}

async function takeoversBy(tx: Tx, adjustmentIds: readonly string[], by: RawBuilder<unknown>): Promise<KeptTakeover[]> {
  const asked = adjustmentIds.map(splitPublicId)
  const answer = await sql<TakeoverRow>`
    select t.*, ${IS_PUBLISHED} as is_published from catalogue.takeovers t
    join unnest(${asked.map((one) => one.jurisdiction)}::text[], ${asked.map((one) => one.id)}::uuid[]) as k(jurisdiction, id)
      on t.jurisdiction = k.jurisdiction and ${by} = k.id
    order by t.division, t.organization_name, t.organization_id`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({ ...takeoverFromRow(row), isPublished: row.is_published }))
}

const IS_PUBLISHED = sql`exists (select from catalogue.item_versions v
  where v.jurisdiction = left(t.item_id, 6) and v.draft_id = substr(t.draft_id, 8)::uuid)`

/** What of an item organs below hold, or may still take over. */
export async function listLiveTakeovers(tx: Tx, itemId: string): Promise<KeptTakeover[]> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.takeovers as t')
    .innerJoin('catalogue.adjustments as a', (join) =>
      join.onRef('a.jurisdiction', '=', 't.jurisdiction').onRef('a.id', '=', 't.adjustment_id'),
    )
    .selectAll('t')
    .where('a.jurisdiction', '=', jurisdiction)
    .where('a.item_id', '=', id)
    .where('a.state', '=', 'decided')
    .where('t.state', 'in', ['offered', 'taken-over'])
    .orderBy('t.division')
    .execute()
  return rows.map(takeoverFromRow)
}

export async function markTakenBack(tx: Tx, takeBackId: string, takeovers: readonly KeptTakeover[]): Promise<void> {
  for (const { adjustmentId, organizationId } of takeovers) {
    const { jurisdiction, id } = splitPublicId(adjustmentId)
    await tablesOf<CatalogueTables>(tx)
      .updateTable('catalogue.takeovers')
      .set({ take_back_id: splitPublicId(takeBackId).id })
      .where('jurisdiction', '=', jurisdiction)
      .where('adjustment_id', '=', id)
      .where('organization_id', '=', organizationId)
      .execute()
  }
}

export async function lockTakeover(
  tx: Tx,
  of: { adjustmentId: string; organizationId: string },
): Promise<KeptTakeover | undefined> {
  const { jurisdiction, id } = splitPublicId(of.adjustmentId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.takeovers')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('adjustment_id', '=', id)
    .where('organization_id', '=', of.organizationId)
    .forUpdate()
    .executeTakeFirst()
  return row && takeoverFromRow(row)
}

/** By which an item's draft began. */
export async function findTakeoverOfDraft(tx: Tx, draftId: string): Promise<KeptTakeover | undefined> {
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.takeovers')
    .selectAll()
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row && takeoverFromRow(row)
}

/** Writes an answer, or that there is none after all, to what {@link lockTakeover} gave. */
export async function saveTakeover(tx: Tx, takeover: KeptTakeover): Promise<void> {
  const { jurisdiction, id } = splitPublicId(takeover.adjustmentId)
  await tablesOf<CatalogueTables>(tx)
    .updateTable('catalogue.takeovers')
    .set({
      state: takeover.state,
      document_no: takeover.document?.no ?? null,
      document_title: takeover.document?.title ?? null,
      document_on: takeover.document?.issuedOn ?? null,
      effective_on: takeover.effectiveOn ?? null,
      reason: takeover.reason ?? null,
      item_id: takeover.itemId ?? null,
      draft_id: takeover.draftId ?? null,
      answered_by: takeover.answeredBy ?? null,
      answered_at: takeover.answeredAt ?? null,
      version: takeover.version,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('adjustment_id', '=', id)
    .where('organization_id', '=', takeover.organizationId)
    .execute()
}

interface HandDownRow extends Selectable<Takeovers> {
  above: string
  above_name: string
  above_document_no: string
  above_document_title: string
  above_document_on: string
  holds_on: string
  ends_on: string | null
}

/** What the guide tells of both sides: only where the item below is published, from the day on which both hold to the day on which it ends. */
export async function listHandDowns(
  tx: Tx,
  { itemId, today }: { itemId: string; today: CalendarDate },
): Promise<HandDownNotice[]> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const answer = await sql<HandDownRow>`
    select t.*, a.jurisdiction || '-' || a.item_id as above, above.organization_name as above_name, a.document_no as above_document_no,
      a.document_title as above_document_title, a.document_on as above_document_on,
      greatest(t.effective_on, below.effective_on)::text as holds_on,
      case when i.state = 'abolished' then i.state_effective_on::text end as ends_on
    from catalogue.takeovers t
    join catalogue.adjustments a on a.jurisdiction = t.jurisdiction and a.id = t.adjustment_id
    join catalogue.items i on i.jurisdiction = left(t.item_id, 6) and i.id = substr(t.item_id, 8)::uuid
      and (i.state <> 'abolished' or i.state_effective_on > ${today}::date)
    join catalogue.item_versions below on below.jurisdiction = i.jurisdiction and below.item_id = i.id
      and below.draft_id = substr(t.draft_id, 8)::uuid
    join lateral (select v.content->>'organizationName' as organization_name from catalogue.item_versions v
      where v.jurisdiction = a.jurisdiction and v.item_id = a.item_id order by v.version desc limit 1) above on true
    where t.state in ('taken-over', 'taken-back')
      and (t.item_id = ${itemId} or (a.jurisdiction = ${jurisdiction} and a.item_id = ${id}::uuid))
    order by holds_on, t.division, t.organization_id limit ${MOST}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => noticeFromRow(row, itemId))
}

function noticeFromRow(row: HandDownRow, itemId: string): HandDownNotice {
  const direction = row.item_id === itemId ? 'from' : 'to'
  return {
    direction,
    itemId: direction === 'from' ? row.above : row.item_id!,
    organizationName: direction === 'from' ? row.above_name : row.organization_name,
    divisionName: row.division_name,
    effectiveOn: row.holds_on,
    ...(row.ends_on !== null && { endsOn: row.ends_on }),
    document: { no: row.above_document_no, title: row.above_document_title, issuedOn: row.above_document_on },
    takeoverDocument: { no: row.document_no!, title: row.document_title!, issuedOn: row.document_on! },
  }
}

function adjustmentFromRow(row: Selectable<Adjustments>): Adjustment {
  return {
    adjustmentId: joinPublicId(row.jurisdiction, row.id),
    itemId: joinPublicId(row.jurisdiction, row.item_id),
    division: row.division,
    organizationId: row.organization_id,
    kind: row.kind,
    state: row.state,
    document: { no: row.document_no, title: row.document_title, issuedOn: row.document_on },
    effectiveOn: row.effective_on as CalendarDate,
    reason: row.reason,
    ...(row.running_cases !== null && { runningCases: row.running_cases }),
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.opinion !== null && { opinion: row.opinion }),
    version: row.version,
  }
}

function takeoverFromRow(row: Selectable<Takeovers>): KeptTakeover {
  const { document_no: no, document_title: title, document_on: issuedOn } = row
  return {
    adjustmentId: joinPublicId(row.jurisdiction, row.adjustment_id),
    organizationId: row.organization_id,
    division: row.division,
    organizationName: row.organization_name,
    divisionName: row.division_name,
    state: row.state,
    ...(no !== null && title !== null && issuedOn !== null && { document: { no, title, issuedOn } }),
    ...(row.effective_on !== null && { effectiveOn: row.effective_on as CalendarDate }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.item_id !== null && { itemId: row.item_id }),
    ...(row.draft_id !== null && { draftId: row.draft_id }),
    ...(row.answered_by !== null && { answeredBy: row.answered_by }),
    ...(row.answered_at !== null && { answeredAt: row.answered_at }),
    ...(row.take_back_id !== null && { takeBackId: joinPublicId(row.jurisdiction, row.take_back_id) }),
    version: row.version,
  }
}
