import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { Batch, Change, RecordAct } from '../domain/batch.ts'
import { personOf, splitCells } from '../domain/cells.ts'
import type { Cells } from '../domain/cells.ts'
import { citizenIdBlind, openCells, sealCells } from './sealed-cells.ts'
import type { Batches, Changes, RostersTables } from './tables.ts'

export async function findBatch(tx: Tx, batchId: string): Promise<Batch | undefined> {
  const row = await byKey(tx, batchId).executeTakeFirst()
  return row && batchOf(row)
}

export async function lockBatch(tx: Tx, batchId: string): Promise<Batch | undefined> {
  const row = await byKey(tx, batchId).forUpdate().executeTakeFirst()
  return row && batchOf(row)
}

/** The batch of a department that is not yet published: there is one at a time. */
export async function findUnpublished(
  tx: Tx,
  of: { jurisdiction: string; kind: string; organizationId: string },
): Promise<Batch | undefined> {
  const row = await unpublishedOf(tx, of).executeTakeFirst()
  return row && batchOf(row)
}

/** The same, locked; begun if there is none. */
export async function takeUnpublished(tx: Tx, fresh: Batch): Promise<Batch> {
  const { jurisdiction, id } = splitPublicId(fresh.batchId)
  const { kind, division, organizationId, organizationName, openedAt } = fresh
  await tablesOf<RostersTables>(tx)
    .insertInto('rosters.batches')
    .values({
      ...{ jurisdiction, id, kind, division, editors: [...fresh.editors] },
      organization_id: organizationId,
      organization_name: organizationName,
      opened_at: openedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await unpublishedOf(tx, { jurisdiction, kind, organizationId }).forUpdate().executeTakeFirstOrThrow()
  return batchOf(row)
}

function unpublishedOf(tx: Tx, of: { jurisdiction: string; kind: string; organizationId: string }) {
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.batches')
    .selectAll()
    .where('jurisdiction', '=', of.jurisdiction)
    .where('kind', '=', of.kind)
    .where('organization_id', '=', of.organizationId)
    .where('state', '<>', 'published')
}

/** Writes a batch that was locked. */
export async function saveBatch(tx: Tx, batch: Batch): Promise<void> {
  const { jurisdiction, id } = splitPublicId(batch.batchId)
  await tablesOf<RostersTables>(tx)
    .updateTable('rosters.batches')
    .set({
      state: batch.state,
      editors: [...batch.editors],
      note: batch.note ?? null,
      effective_on: batch.effectiveOn ?? null,
      reviewer_id: batch.reviewerId ?? null,
      version: batch.version,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** What is being changed within reach, and how much of it. */
export async function listUnpublished(
  tx: Tx,
  { reach, kind }: { reach: Reach; kind?: string },
): Promise<{ batch: Batch; changes: number }[]> {
  const rows = await tablesOf<RostersTables>(tx)
    .selectFrom('rosters.batches as b')
    .selectAll('b')
    .select(
      sql<number>`(select count(*)::int from rosters.changes c where c.jurisdiction = b.jurisdiction and c.batch_id = b.id)`.as(
        'changes',
      ),
    )
    .where(withinReach(reach, { division: 'b.division', organization: 'b.organization_id' }))
    .where('b.state', '<>', 'published')
    .$if(kind !== undefined, (query) => query.where('b.kind', '=', kind!))
    .orderBy('b.organization_name')
    .orderBy('b.id')
    .limit(200)
    .execute()
  return rows.map(({ changes, ...row }) => ({ batch: batchOf(row), changes }))
}

/** In the order in which they were begun. */
export async function listChanges(ctx: Context, batchId: string): Promise<Change[]> {
  const rows = await changesOf(ctx.tx, batchId).orderBy('record_id').execute()
  return rows.map((row) => changeOf(ctx, row))
}

export async function findChange(ctx: Context, batchId: string, recordId: string): Promise<Change | undefined> {
  const row = await changesOf(ctx.tx, batchId).where('record_id', '=', splitPublicId(recordId).id).executeTakeFirst()
  return row && changeOf(ctx, row)
}

/** Which records a batch touches, without what it says of them. */
export async function listActs(tx: Tx, batchId: string): Promise<{ recordId: string; act: RecordAct }[]> {
  const rows = await changesOf(tx, batchId).execute()
  return rows.map((row) => ({ recordId: joinPublicId(row.jurisdiction, row.record_id), act: row.act }))
}

/** What a batch that is not yet published says of a record. */
export async function findPending(
  ctx: Context,
  recordId: string,
): Promise<{ batch: Batch; change: Change } | undefined> {
  const { jurisdiction, id } = splitPublicId(recordId)
  const row = await tablesOf<RostersTables>(ctx.tx)
    .selectFrom('rosters.changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('record_id', '=', id)
    .executeTakeFirst()
  const batch = row && (await findBatch(ctx.tx, joinPublicId(jurisdiction, row.batch_id)))
  return row && batch && { batch, change: changeOf(ctx, row) }
}

/** Under the batch's lock. */
export async function putChange(
  ctx: Context,
  of: { batchId: string; kind: RosterKind },
  change: Change,
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(of.batchId)
  const { plain, personal } = splitCells(of.kind, change.cells)
  const { citizenId } = personOf(of.kind, change.cells)
  const says = {
    act: change.act,
    cells: JSON.stringify(plain),
    cells_sealed: sealCells(ctx, personal),
    citizen_id_blind: citizenId === undefined ? null : citizenIdBlind(ctx, citizenId),
    reason: change.reason ?? null,
    edits: change.edits,
  }
  await tablesOf<RostersTables>(ctx.tx)
    .insertInto('rosters.changes')
    .values({ jurisdiction, batch_id: id, record_id: splitPublicId(change.recordId).id, ...says })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'batch_id', 'record_id']).doUpdateSet(says))
    .execute()
}

/** Under the batch's lock. */
export async function dropChange(tx: Tx, batchId: string, recordId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(batchId)
  await tablesOf<RostersTables>(tx)
    .deleteFrom('rosters.changes')
    .where('jurisdiction', '=', jurisdiction)
    .where('batch_id', '=', id)
    .where('record_id', '=', splitPublicId(recordId).id)
    .execute()
}

/** What has become public is in the versions: nothing of it stays behind here. */
export async function dropChanges(tx: Tx, batchId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(batchId)
  await tablesOf<RostersTables>(tx)
    .deleteFrom('rosters.changes')
    .where('jurisdiction', '=', jurisdiction)
    .where('batch_id', '=', id)
    .execute()
}

function byKey(tx: Tx, batchId: string) {
  const { jurisdiction, id } = splitPublicId(batchId)
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.batches')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function changesOf(tx: Tx, batchId: string) {
  const { jurisdiction, id } = splitPublicId(batchId)
  return tablesOf<RostersTables>(tx)
    .selectFrom('rosters.changes')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('batch_id', '=', id)
}

function batchOf(row: Selectable<Batches>): Batch {
  return {
    batchId: joinPublicId(row.jurisdiction, row.id),
    kind: row.kind,
    division: row.division,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    state: row.state,
    editors: row.editors,
    ...(row.note !== null && { note: row.note }),
    ...(row.effective_on !== null && { effectiveOn: row.effective_on as CalendarDate }),
    ...(row.reviewer_id !== null && { reviewerId: row.reviewer_id }),
    openedAt: row.opened_at,
    version: row.version,
  }
}

function changeOf(ctx: Context, row: Selectable<Changes>): Change {
  return {
    recordId: joinPublicId(row.jurisdiction, row.record_id),
    act: row.act,
    cells: { ...(row.cells as Cells), ...openCells(ctx, row.cells_sealed) },
    ...(row.reason !== null && { reason: row.reason }),
    edits: row.edits,
  }
}
