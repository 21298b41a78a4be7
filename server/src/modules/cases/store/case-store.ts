import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { joinPublicId, problem, splitPublicId, streamOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { CaseState } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { wasHandedIn } from '../domain/case.ts'
import type { Case, Suspension } from '../domain/case.ts'
import { hasEnded, keepingOf } from '../domain/erasure.ts'
import { UNDECIDED_STATES } from '../domain/transitions.ts'
import type { SealedPart } from './sealed-case.ts'
import type { Cases, CasesTables } from './tables.ts'

/** A case as it lies in the database: the rules' half, and the sealed half that only a presenter opens. */
export interface StoredCase {
  readonly aCase: Case
  readonly sealed: SealedPart
}

export function insert(ctx: Context, { aCase, sealed }: StoredCase): Promise<void> {
  nameCase(ctx.tx, aCase)
  const row = { ...splitPublicId(aCase.id), ...unchanging(aCase), ...changing(aCase), ...sealed }
  const insertion = tablesOf<CasesTables>(ctx.tx)
    .insertInto('cases.cases')
    .values({ ...row, version: 1, updated_at: ctx.now })
  return send(ctx.tx, insertion)
}

/** @throws cases/not-found */
export async function get(tx: Tx, caseId: string): Promise<StoredCase> {
  return found(tx, await select(tx, caseId).executeTakeFirst())
}

/** The row stays locked until the transaction ends. @throws cases/not-found */
export async function lock(tx: Tx, caseId: string): Promise<StoredCase> {
  return found(tx, await select(tx, caseId).forUpdate().executeTakeFirst())
}

/** Saves what may change, and the sealed parts that did. @returns the case with its new version */
export async function save(ctx: Context, next: Case, sealed: Partial<SealedPart> = {}): Promise<Case> {
  const { jurisdiction, id } = splitPublicId(next.id)
  const version = next.version + 1
  const update = tablesOf<CasesTables>(ctx.tx)
    .updateTable('cases.cases')
    .set({
      ...changing(next),
      ...sealed,
      version,
      updated_at: ctx.now,
      keep_until: keepUntil({ ...next, updatedAt: ctx.now }),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
  await send(ctx.tx, update)
  return { ...next, version, updatedAt: ctx.now }
}

/** The calendar moved the days on which something of the case ends. Nobody did it, so the version stays. */
export async function moveDueDates(
  { tx }: Context,
  caseId: string,
  to: { notifyDueOn: string | undefined; correctionDueOn: string | undefined },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(caseId)
  const { notifyDueOn, correctionDueOn } = to
  if (notifyDueOn === undefined && correctionDueOn === undefined) return
  await tablesOf<CasesTables>(tx)
    .updateTable('cases.cases')
    .set({
      ...(notifyDueOn !== undefined && { notify_due_on: notifyDueOn }),
      ...(correctionDueOn !== undefined && { correction_due_on: correctionDueOn }),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Whether the same applicant has another case, handed in and not ended. */
export async function hasOtherRunning(
  tx: Tx,
  of: { caseIds: readonly string[]; codeBlind: Buffer; ended: readonly CaseState[] },
): Promise<boolean> {
  // The wall's own question: it shows nothing but cases of this one applicant, wherever they are.
  await send(tx, sql`select set_config('yiwang.applicant', ${of.codeBlind.toString('hex')}, true)`)
  const other = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .select('id')
    .where('applicant_code_blind', '=', of.codeBlind)
    .where('case_no', 'is not', null)
    .where(
      'id',
      'not in',
      of.caseIds.map((caseId) => splitPublicId(caseId).id),
    )
    .where('state', 'not in', [...of.ended])
    .limit(1)
    .executeTakeFirst()
  await send(tx, sql`select set_config('yiwang.applicant', '', true)`)
  return other !== undefined
}

/** The day on which the case ended stays what it was. @returns the case with its new version */
export async function setHold({ tx }: Context, aCase: Case, heldAt: Date | undefined): Promise<Case> {
  const { jurisdiction, id } = splitPublicId(aCase.id)
  const version = aCase.version + 1
  await tablesOf<CasesTables>(tx)
    .updateTable('cases.cases')
    .set({ held_at: heldAt ?? null, version })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
  return { ...aCase, version }
}

/** 限制处理; the day on which the case ended stays what it was. */
export async function setRestricted({ tx }: Context, aCase: Case, restrictedAt: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(aCase.id)
  await tablesOf<CasesTables>(tx)
    .updateTable('cases.cases')
    .set({ restricted_at: restrictedAt, version: aCase.version + 1 })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export interface CaseFilter {
  readonly mandateId?: string | undefined
  readonly state?: CaseState | undefined
  readonly states?: readonly CaseState[] | undefined
  readonly itemId?: string | undefined
  readonly itemIds?: readonly string[] | undefined
  readonly number?: string | undefined
  /** Without those that are only kept any more. */
  readonly isUnrestricted?: boolean
  /** Blind indexes of one word: of a name, a code or a phone. */
  readonly personBlinds?: readonly Buffer[] | undefined
  readonly after?: { updatedAt: Date; id: string } | undefined
  readonly limit: number
}

export const COLUMNS = {
  division: 'division',
  organization: 'organization_id',
  owner: 'owner_id',
  mandate: 'mandate_id',
  jurisdiction: 'jurisdiction',
} as const

/** A literal, for the partial index: handed in, and not at an end. */
const RUNNING = sql<boolean>`state in ('submitted', 'preReview', 'preReturned', 'received', 'correction', 'accepted', 'granted', 'denied', 'licenceMade', 'delivered')`

/** How many cases run on each version of an item, within reach; the newest version first. */
export async function countRunningByVersion(
  tx: Tx,
  itemId: string,
  reach: Reach,
): Promise<{ version: number; running: number }[]> {
  const rows = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .select((eb) => ['item_version as version', eb.fn.countAll<string>().as('running')])
    .where('item_id', '=', itemId)
    .where(RUNNING)
    .where(withinReach(reach, COLUMNS))
    .groupBy('item_version')
    .orderBy('item_version', 'desc')
    .execute()
  return rows.map(({ version, running }) => ({ version, running: Number(running) }))
}

/** Newest first, within reach. What was never handed in is its owner's alone, and out of the list when it is given up. */
export async function list(tx: Tx, reach: Reach, filter: CaseFilter): Promise<StoredCase[]> {
  const stored = (await listQuery(tx, reach, filter).execute()).map(toStored)
  for (const { aCase } of stored) nameCase(tx, aCase)
  return stored
}

/** How many they are, at most `filter.limit`. */
export async function count(tx: Tx, reach: Reach, filter: CaseFilter): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from (${listQuery(tx, reach, filter)}) as found`.execute(tablesOf<CasesTables>(tx))
  return rows[0]?.n ?? 0
}

export function listQuery(tx: Tx, reach: Reach, filter: CaseFilter) {
  let query = tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where(withinReach(reach, COLUMNS))
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (reach.ownerId === undefined && reach.mandateId === undefined)
    query = query.where('state', '<>', 'draft').where('case_no', 'is not', null)
  else query = query.where(sql<boolean>`(case_no is not null or state <> 'withdrawn')`)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.states) query = query.where(sql<boolean>`state = any(${filter.states})`)
  if (filter.mandateId) query = query.where('mandate_id', '=', filter.mandateId)
  if (filter.itemId) query = query.where('item_id', '=', filter.itemId)
  if (filter.itemIds) query = query.where(sql<boolean>`item_id = any(${filter.itemIds})`)
  if (filter.isUnrestricted) query = query.where('restricted_at', 'is', null)
  const { number, personBlinds, after } = filter
  if (number) query = query.where((eb) => eb.or([eb('case_no', '=', number), eb('query_code', '=', number)]))
  if (personBlinds) {
    const [name, code, phone] = personBlinds
    query = query.where(
      sql<boolean>`(applicant_name_blind = ${name} or applicant_code_blind = ${code} or applicant_phone_blind = ${phone})`,
    )
  }
  if (after) query = query.where(sql<boolean>`(updated_at, id) < (${after.updatedAt}::timestamptz, ${after.id}::uuid)`)
  return query
}

/** By its look-up number and password, both exact. */
export async function findByQueryCode(
  tx: Tx,
  key: { jurisdiction: string; queryCode: string; passwordBlind: Buffer },
): Promise<StoredCase | undefined> {
  nameKeys(tx, [key.queryCode])
  const row = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where('jurisdiction', '=', key.jurisdiction)
    .where('query_code', '=', key.queryCode)
    .where('query_password_blind', '=', key.passwordBlind)
    .executeTakeFirst()
  return row && found(tx, row)
}

/** Received cases whose five days ran out before `today`: they are accepted by force of law. */
export async function findAwaitingAcceptance(tx: Tx, today: CalendarDate, limit: number): Promise<string[]> {
  const rows = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .select(['jurisdiction', 'id'])
    .where('state', '=', 'received')
    .where('notify_due_on', '<', today)
    .where('paused_on', 'is', null)
    .orderBy('notify_due_on')
    .limit(limit)
    .execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

/** Cases of an item before their decision, which do not stand with it yet. */
export function findUnpaused(tx: Tx, itemId: string, limit: number): Promise<string[]> {
  return idsOf(
    tablesOf<CasesTables>(tx)
      .selectFrom('cases.cases')
      .select(['jurisdiction', 'id'])
      .where('item_id', '=', itemId)
      .where(RUNNING)
      .where('state', 'in', [...UNDECIDED_STATES])
      .where('paused_on', 'is', null)
      .limit(limit),
  )
}

/** Cases that stand with an item, other than these items. */
export function findPaused(tx: Tx, heldItems: readonly string[], limit: number): Promise<string[]> {
  return idsOf(
    tablesOf<CasesTables>(tx)
      .selectFrom('cases.cases')
      .select(['jurisdiction', 'id'])
      .where('paused_on', 'is not', null)
      .where(sql<boolean>`item_id <> all(${heldItems})`)
      .limit(limit),
  )
}

async function idsOf(query: { execute(): Promise<{ jurisdiction: string; id: string }[]> }): Promise<string[]> {
  return (await query.execute()).map((row) => joinPublicId(row.jurisdiction, row.id))
}

function select(tx: Tx, caseId: string) {
  const { jurisdiction, id } = splitPublicId(caseId)
  return tablesOf<CasesTables>(tx)
    .selectFrom('cases.cases')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function found(tx: Tx, row: Selectable<Cases> | undefined): StoredCase {
  if (!row) throw problem(casesProblems['not-found'])
  const stored = toStored(row)
  nameCase(tx, stored.aCase)
  return stored
}

/** Whoever got a case past the wall may reach what hangs on it: its clocks, tasks, papers and its record. */
export function nameCase(tx: Tx, { id, division }: Case): void {
  nameKeys(tx, [id, streamOf('case', id).name], division)
}

function unchanging(aCase: Case) {
  return {
    item_id: aCase.itemId,
    item_code: aCase.itemCode,
    organization_id: aCase.organizationId,
    organization_name: aCase.organizationName,
    division: aCase.division,
    owner_id: aCase.ownerId ?? null,
    mandate_id: aCase.mandateId ?? null,
    channel: aCase.channel,
    created_at: aCase.createdAt,
  }
}

function changing(aCase: Case) {
  return {
    state: aCase.state,
    item_version: aCase.itemVersion,
    item_name: aCase.itemName,
    case_no: aCase.caseNo ?? null,
    query_code: aCase.queryCode ?? null,
    correction_requested_at: aCase.correctionRequestedAt ?? null,
    correction_due_on: aCase.correctionDueOn ?? null,
    suspension: aCase.suspension ? JSON.stringify(aCase.suspension) : null,
    paused_on: aCase.pausedOn ?? null,
    submitted_at: aCase.submittedAt ?? null,
    received_at: aCase.receivedAt ?? null,
    received_on: aCase.receivedOn ?? null,
    notify_due_on: aCase.notifyDueOn ?? null,
    accepted_at: aCase.acceptedAt ?? null,
    accepted_on: aCase.acceptedOn ?? null,
    decided_at: aCase.decidedAt ?? null,
    granted: aCase.granted ?? null,
    delivered_at: aCase.deliveredAt ?? null,
    closed_at: aCase.closedAt ?? null,
    erased_at: aCase.erasedAt ?? null,
    erased_by: aCase.erasedBy ?? null,
    held_at: aCase.heldAt ?? null,
    restricted_at: aCase.restrictedAt ?? null,
  }
}

/** The day after which it may be erased, for the list of the archivist: none for what runs, was never handed in, or is erased. */
function keepUntil(aCase: Case): CalendarDate | null {
  return hasEnded(aCase) && wasHandedIn(aCase) && !aCase.erasedAt ? keepingOf(aCase).until : null
}

export function toStored(row: Selectable<Cases>): StoredCase {
  const aCase = {
    id: joinPublicId(row.jurisdiction, row.id),
    version: row.version,
    state: row.state,
    itemId: row.item_id,
    itemVersion: row.item_version,
    itemCode: row.item_code,
    itemName: row.item_name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    division: row.division,
    ownerId: row.owner_id ?? undefined,
    mandateId: row.mandate_id ?? undefined,
    channel: row.channel,
    caseNo: row.case_no ?? undefined,
    queryCode: row.query_code ?? undefined,
    correctionRequestedAt: row.correction_requested_at ?? undefined,
    correctionDueOn: row.correction_due_on ?? undefined,
    suspension: (row.suspension as Suspension | null) ?? undefined,
    pausedOn: row.paused_on ?? undefined,
    submittedAt: row.submitted_at ?? undefined,
    receivedAt: row.received_at ?? undefined,
    receivedOn: row.received_on ?? undefined,
    notifyDueOn: row.notify_due_on ?? undefined,
    acceptedAt: row.accepted_at ?? undefined,
    acceptedOn: row.accepted_on ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    granted: row.granted ?? undefined,
    deliveredAt: row.delivered_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    erasedAt: row.erased_at ?? undefined,
    erasedBy: row.erased_by ?? undefined,
    heldAt: row.held_at ?? undefined,
    restrictedAt: row.restricted_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  } as Case
  return { aCase, sealed: row }
}
