import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'
import type { ExportFormat, ExportPurpose, ExportState } from '../contract/index.ts'
import type { Exports, ExportsTables } from './tables.ts'

export const CONDITIONS = 'exports.conditions'
export const REASON = 'exports.reason'
export const DECISION_REASON = 'exports.decision_reason'

export const sealed: SealedTable = {
  table: 'exports.exports',
  columns: { conditions: CONDITIONS, reason: REASON, decision_reason: DECISION_REASON },
}

/** 数据导出 as it is kept; what people wrote and whom the conditions name stays sealed. */
export interface StoredExport {
  readonly id: string
  readonly division: string
  readonly organizationId?: string
  readonly list: string
  readonly accountId: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly conditions: Buffer
  readonly columns: readonly string[]
  readonly inFull: boolean
  readonly format: ExportFormat
  readonly purpose: ExportPurpose
  readonly reason: Buffer
  readonly counted: number
  readonly mostRows: number
  readonly needsApproval: boolean
  readonly state: ExportState
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly decisionReason?: Buffer
  readonly written: number
  readonly failure?: string
  readonly madeAt?: Date
  readonly fileId?: string
  readonly sha256?: string
  readonly bytes?: number
  readonly downloads: number
  readonly mostDownloads: number
  readonly keepDays: number
  readonly expiresAt?: Date
  readonly version: number
}

export async function insert(tx: Tx, one: StoredExport): Promise<void> {
  await tablesOf<ExportsTables>(tx)
    .insertInto('exports.exports')
    .values({
      ...splitPublicId(one.id),
      division: one.division,
      organization_id: one.organizationId ?? null,
      list: one.list,
      account_id: one.accountId,
      asked_by: one.askedBy,
      asked_at: one.askedAt,
      conditions: one.conditions,
      columns: [...one.columns],
      in_full: one.inFull,
      format: one.format,
      purpose: one.purpose,
      reason: one.reason,
      counted: one.counted,
      most_rows: one.mostRows,
      needs_approval: one.needsApproval,
      state: one.state,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      failure: null,
      made_at: null,
      file_id: null,
      sha256: null,
      bytes: null,
      most_downloads: one.mostDownloads,
      keep_days: one.keepDays,
      expires_at: null,
    })
    .execute()
}

export async function find(tx: Tx, exportId: string): Promise<StoredExport | undefined> {
  const row = await byId(tx, exportId).executeTakeFirst()
  return row && fromRow(row)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, exportId: string): Promise<StoredExport | undefined> {
  const row = await byId(tx, exportId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

type Change = Partial<
  Pick<
    StoredExport,
    | 'state'
    | 'decidedBy'
    | 'decidedAt'
    | 'decisionReason'
    | 'written'
    | 'failure'
    | 'madeAt'
    | 'fileId'
    | 'sha256'
    | 'bytes'
    | 'downloads'
    | 'expiresAt'
  >
>

/** Of a row that is locked. @returns it as it is now */
export async function change(tx: Tx, one: StoredExport, to: Change): Promise<StoredExport> {
  const { jurisdiction, id } = splitPublicId(one.id)
  const version = one.version + 1
  await tablesOf<ExportsTables>(tx)
    .updateTable('exports.exports')
    .set({
      version,
      ...(to.state !== undefined && { state: to.state }),
      ...(to.decidedBy !== undefined && { decided_by: to.decidedBy }),
      ...(to.decidedAt !== undefined && { decided_at: to.decidedAt }),
      ...(to.decisionReason !== undefined && { decision_reason: to.decisionReason }),
      ...(to.written !== undefined && { written: to.written }),
      ...(to.failure !== undefined && { failure: to.failure }),
      ...(to.madeAt !== undefined && { made_at: to.madeAt }),
      ...(to.fileId !== undefined && { file_id: to.fileId }),
      ...(to.sha256 !== undefined && { sha256: to.sha256 }),
      ...(to.bytes !== undefined && { bytes: to.bytes }),
      ...(to.downloads !== undefined && { downloads: to.downloads }),
      ...(to.expiresAt !== undefined && { expires_at: to.expiresAt }),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
  return { ...one, ...to, version }
}

/** How far the making is; its page asks for it. No version: nobody decides by it. */
export async function noteWritten(tx: Tx, exportId: string, written: number): Promise<void> {
  const { jurisdiction, id } = splitPublicId(exportId)
  await tablesOf<ExportsTables>(tx)
    .updateTable('exports.exports')
    .set({ written })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .execute()
}

/** Whose data are in it. */
export async function addContents(tx: Tx, exportId: string, subjects: readonly string[]): Promise<void> {
  const { jurisdiction, id } = splitPublicId(exportId)
  for (let from = 0; from < subjects.length; from += 10_000) {
    await sql`insert into exports.contents (jurisdiction, export_id, subject)
      select ${jurisdiction}, ${id}::uuid, subject from unnest(${subjects.slice(from, from + 10_000)}::text[]) as given(subject)
      on conflict do nothing`.execute(tablesOf<ExportsTables>(tx))
  }
}

/** Exports in which one of these things stands in full, the newest first. */
export async function withContents(tx: Tx, subjects: readonly string[], most: number): Promise<string[]> {
  const { rows } = await sql<{ jurisdiction: string; export_id: string }>`select distinct jurisdiction, export_id
    from exports.contents where subject = any(${subjects}::text[]) order by export_id desc limit ${most}`.execute(
    tablesOf<ExportsTables>(tx),
  )
  return rows.map((row) => joinPublicId(row.jurisdiction, row.export_id))
}

/** Files whose days are over, or that were downloaded as often as they may be. */
export async function findToErase(tx: Tx, now: Date, most: number): Promise<string[]> {
  const rows = await tablesOf<ExportsTables>(tx)
    .selectFrom('exports.exports')
    .select(['jurisdiction', 'id'])
    .where('state', '=', 'made')
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('downloads', '>=', eb.ref('most_downloads'))]))
    .orderBy('expires_at')
    .limit(most)
    .execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

export interface ExportPage {
  /** The last row of the page before. */
  readonly after: StoredExport | undefined
  readonly limit: number
}

export async function listOf(tx: Tx, accountId: string, page: ExportPage): Promise<StoredExport[]> {
  const rows = await newest(tx, page).where('account_id', '=', accountId).execute()
  return rows.map(fromRow)
}

/** Of others, within reach: what waits to be decided, or what was. */
export async function listWithin(
  tx: Tx,
  of: ExportPage & { reach: Reach; state: 'asked' | 'decided'; butOf: string },
): Promise<StoredExport[]> {
  const rows = await newest(tx, of)
    .where(within(of.reach))
    .where('needs_approval', '=', true)
    .where('asked_by', '<>', of.butOf)
    .where(of.state === 'asked' ? sql<boolean>`state = 'asked'` : sql<boolean>`state not in ('asked', 'withdrawn')`)
    .execute()
  return rows.map(fromRow)
}

export async function countWaiting(tx: Tx, reach: Reach, butOf: string, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from exports.exports
    where state = 'asked' and asked_by <> ${butOf} and ${within(reach)} limit ${most}) as waiting`.execute(
    tablesOf<ExportsTables>(tx),
  )
  return rows[0]?.n ?? 0
}

function within(reach: Reach) {
  return withinReach(reach, { division: 'division', organization: 'organization_id' })
}

function newest(tx: Tx, { after, limit }: ExportPage) {
  const query = tablesOf<ExportsTables>(tx)
    .selectFrom('exports.exports')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (!after) return query
  return query.where(
    sql<boolean>`(asked_at, id) < (${after.askedAt}::timestamptz, ${splitPublicId(after.id).id}::uuid)`,
  )
}

function byId(tx: Tx, exportId: string) {
  const { jurisdiction, id } = splitPublicId(exportId)
  return tablesOf<ExportsTables>(tx)
    .selectFrom('exports.exports')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function fromRow(row: Selectable<Exports>): StoredExport {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    division: row.division,
    list: row.list,
    accountId: row.account_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    conditions: row.conditions,
    columns: row.columns,
    inFull: row.in_full,
    format: row.format as ExportFormat,
    purpose: row.purpose as ExportPurpose,
    reason: row.reason,
    counted: row.counted,
    mostRows: row.most_rows,
    needsApproval: row.needs_approval,
    state: row.state,
    written: row.written,
    downloads: row.downloads,
    mostDownloads: row.most_downloads,
    keepDays: row.keep_days,
    version: row.version,
    ...(row.organization_id !== null && { organizationId: row.organization_id }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.decision_reason !== null && { decisionReason: row.decision_reason }),
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.made_at !== null && { madeAt: row.made_at }),
    ...(row.file_id !== null && { fileId: row.file_id }),
    ...(row.sha256 !== null && { sha256: row.sha256 }),
    ...(row.bytes !== null && { bytes: row.bytes }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
  }
}
