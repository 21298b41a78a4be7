import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { calendarDate, joinPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { limitsProblems } from '../contract/problems.ts'
import { LIMIT_KIND_TITLES } from '../domain/limit.ts'
import type { Extension, Limit, Stop } from '../domain/limit.ts'
import type { LimitTiming } from '../domain/limit-timing.ts'
import type { Limits, LimitsTables } from './tables.ts'

/** A limit as it is kept: whose it is, its facts, and the timing that followed from them when it was last saved. */
export interface StoredLimit {
  readonly id: string
  readonly subject: string
  readonly subjectKind: string
  readonly subjectNo?: string
  readonly subjectTitle?: string
  readonly division: string
  readonly organizationId?: string
  readonly limit: Limit
  readonly timing: LimitTiming
}

/** Who wrote an interval, and when. */
export interface Writer {
  readonly at: Date
  readonly by: string | undefined
}

/** @throws limits/already-open, before the commit, when a limit of that kind is open for the subject already */
export function insert(tx: Tx, stored: StoredLimit, writer: Writer): Promise<void> {
  const { limit } = stored
  const insertion = tablesOf<LimitsTables>(tx)
    .insertInto('limits.limits')
    .values({
      ...splitPublicId(stored.id),
      subject: stored.subject,
      subject_kind: stored.subjectKind,
      subject_no: stored.subjectNo ?? null,
      subject_title: stored.subjectTitle ?? null,
      division: stored.division,
      organization_id: stored.organizationId ?? null,
      kind: limit.kind,
      title: limit.title,
      basis: limit.basis,
      start_on: limit.startOn,
      length_value: limit.length.value,
      length_unit: limit.length.unit,
      opened_at: writer.at,
      opened_by: writer.by ?? null,
      ...timingColumns(limit, stored.timing),
    })
    .onConflict((conflict) =>
      conflict.columns(['jurisdiction', 'subject', 'kind']).where('closed_on', 'is', null).doNothing(),
    )
  return send(tx, insertion, (rows) => {
    if (rows === 0) throw problem(limitsProblems['already-open'], { kind: LIMIT_KIND_TITLES[limit.kind] })
  })
}

/** Every limit of the subjects, open and closed, oldest first, in one query. */
export async function listFor(tx: Tx, subjects: readonly string[]): Promise<StoredLimit[]> {
  if (subjects.length === 0) return []
  const rows = await selectLimits(tx)
    .where('jurisdiction', 'in', [...new Set(subjects.map((subject) => splitPublicId(subject).jurisdiction))])
    .where('subject', 'in', [...new Set(subjects)])
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

export async function find(tx: Tx, limitId: string): Promise<StoredLimit | undefined> {
  const { jurisdiction, id } = splitPublicId(limitId)
  const row = await selectLimits(tx).where('jurisdiction', '=', jurisdiction).where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** The open limits of a subject, locked until the transaction ends. */
export async function lockOpen(tx: Tx, subject: string): Promise<StoredLimit[]> {
  const rows = await selectLimits(tx)
    .where('jurisdiction', '=', splitPublicId(subject).jurisdiction)
    .where('subject', '=', subject)
    .where('closed_on', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(fromRow)
}

export async function saveTiming(tx: Tx, limitId: string, limit: Limit, timing: LimitTiming): Promise<void> {
  const { jurisdiction, id } = splitPublicId(limitId)
  const update = tablesOf<LimitsTables>(tx)
    .updateTable('limits.limits')
    .set(timingColumns(limit, timing))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
  await send(tx, update)
}

export async function insertStops(
  tx: Tx,
  stops: readonly { limitId: string; stop: Stop }[],
  writer: Writer,
): Promise<void> {
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.intervals')
    .values(
      stops.map(({ limitId, stop }) => ({
        ...splitPublicId(stop.id),
        limit_id: splitPublicId(limitId).id,
        kind: 'stopped',
        from_on: stop.from,
        workdays: stop.expectedWorkdays ?? null,
        procedure_code: stop.procedure.code,
        procedure_name: stop.procedure.name,
        basis: stop.legalBasis,
        notice_document_id: stop.noticeDocumentId ?? null,
        notice_document_no: stop.noticeDocumentNo ?? null,
        opened_by: writer.by ?? null,
        opened_at: writer.at,
      })),
    )
    .execute()
}

export async function endStop(tx: Tx, stop: Stop, writer: Writer): Promise<void> {
  const { jurisdiction, id } = splitPublicId(stop.id)
  await tablesOf<LimitsTables>(tx)
    .updateTable('limits.intervals')
    .set({ to_on: stop.to ?? null, reason: stop.endReason ?? null, ended_by: writer.by ?? null, ended_at: writer.at })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('to_on', 'is', null)
    .execute()
}

export async function insertExtension(tx: Tx, limitId: string, extension: Extension, writer: Writer): Promise<void> {
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.intervals')
    .values({
      ...splitPublicId(extension.id),
      limit_id: splitPublicId(limitId).id,
      kind: 'extended',
      from_on: extension.on,
      workdays: extension.workdays,
      basis: extension.basis,
      reason: extension.reason,
      opened_by: writer.by ?? null,
      opened_at: writer.at,
    })
    .execute()
}

/** The columns of limits with their intervals as one JSON column: one round trip, no join that multiplies rows. */
export function selectLimits(tx: Tx) {
  return tablesOf<LimitsTables>(tx)
    .selectFrom('limits.limits')
    .selectAll('limits.limits')
    .select(intervals().as('intervals'))
}

export function fromRow(row: LimitRow): StoredLimit {
  const extension = row.intervals.find((interval) => interval.kind === 'extended')
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    subject: row.subject,
    subjectKind: row.subject_kind,
    ...(row.subject_no !== null && { subjectNo: row.subject_no }),
    ...(row.subject_title !== null && { subjectTitle: row.subject_title }),
    division: row.division,
    ...(row.organization_id !== null && { organizationId: row.organization_id }),
    limit: {
      kind: row.kind,
      title: row.title,
      basis: row.basis,
      startOn: calendarDate(row.start_on),
      length: { value: row.length_value, unit: row.length_unit },
      stops: row.intervals.filter((interval) => interval.kind === 'stopped').map((one) => stopOf(row, one)),
      ...(extension && { extension: extensionOf(row, extension) }),
      ...dateOf('closedOn', row.closed_on),
    },
    timing: {
      state: row.state,
      provisional: row.provisional,
      ...dateOf('soonOn', row.soon_on),
      ...dateOf('dueOn', row.due_on),
      ...dateOf('redOn', row.red_on),
      ...dateOf('nextAlarmOn', row.next_alarm_on),
      ...(row.alarm_given !== null && { alarmGiven: row.alarm_given }),
    },
  }
}

interface IntervalJson {
  readonly id: string
  readonly kind: string
  readonly from_on: string
  readonly to_on: string | null
  readonly workdays: number | null
  readonly procedure_code: string | null
  readonly procedure_name: string | null
  readonly basis: string
  readonly reason: string | null
  readonly notice_document_id: string | null
  readonly notice_document_no: string | null
  readonly opened_by: string | null
}

export type LimitRow = Selectable<Limits> & { readonly intervals: IntervalJson[] }

function intervals(): RawBuilder<IntervalJson[]> {
  return sql<IntervalJson[]>`coalesce((select json_agg(i order by i.from_on, i.id) from limits.intervals i
    where i.jurisdiction = limits.limits.jurisdiction and i.limit_id = limits.limits.id), '[]'::json)`
}

function stopOf(row: LimitRow, one: IntervalJson): Stop {
  return {
    id: joinPublicId(row.jurisdiction, one.id),
    from: calendarDate(one.from_on),
    ...dateOf('to', one.to_on),
    procedure: { code: one.procedure_code ?? '', name: one.procedure_name ?? '' },
    legalBasis: one.basis,
    ...(one.notice_document_id !== null && { noticeDocumentId: one.notice_document_id }),
    ...(one.notice_document_no !== null && { noticeDocumentNo: one.notice_document_no }),
    ...(one.workdays !== null && { expectedWorkdays: one.workdays }),
    ...(one.opened_by !== null && { openedBy: one.opened_by }),
    ...(one.reason !== null && { endReason: one.reason }),
  }
}

function extensionOf(row: LimitRow, one: IntervalJson): Extension {
  return {
    id: joinPublicId(row.jurisdiction, one.id),
    on: calendarDate(one.from_on),
    workdays: one.workdays ?? 0,
    basis: one.basis,
    reason: one.reason ?? '',
    ...(one.opened_by !== null && { openedBy: one.opened_by }),
  }
}

function timingColumns(limit: Limit, timing: LimitTiming) {
  return {
    closed_on: limit.closedOn ?? null,
    state: timing.state,
    due_on: timing.dueOn ?? null,
    provisional: timing.provisional,
    soon_on: timing.soonOn ?? null,
    red_on: timing.redOn ?? null,
    alarm_given: timing.alarmGiven ?? null,
    next_alarm_on: timing.nextAlarmOn ?? null,
  }
}

function dateOf<K extends string>(key: K, value: string | null): { readonly [P in K]?: CalendarDate } {
  return value === null ? {} : ({ [key]: calendarDate(value) } as { readonly [P in K]: CalendarDate })
}

export async function forgetReasons(tx: Tx, subject: string): Promise<void> {
  const { jurisdiction } = splitPublicId(subject)
  await sql`update limits.intervals i set reason = '已删除' from limits.limits l
    where l.jurisdiction = ${jurisdiction} and l.subject = ${subject}
      and i.jurisdiction = l.jurisdiction and i.limit_id = l.id and i.reason is not null`.execute(
    tablesOf<LimitsTables>(tx),
  )
}
