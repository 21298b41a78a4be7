import { addDays, calendarDate, problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import { readerStanding } from '../../../platform/readers/index.ts'
import { auditPermits, auditProblems } from '../contract/index.ts'
import type { AuditFilter, SearchEntries } from '../contract/index.ts'
import { AuditSearched } from '../contract/events.ts'
import * as entryStore from '../store/entry-store.ts'
import type { EntryFilter, IndexedEntry } from '../store/entry-store.ts'
import { AUDIT_INDEX } from './audit-context.ts'
import type { AuditContext } from './audit-context.ts'
import { maskPerson, personNamed } from './named-person.ts'
import { presentEntries } from './present-entries.ts'

/** Of how many cases and accounts of one person the readings are looked for. */
const MOST_THINGS = 1_000

export type Conditions = Omit<EntryFilter, 'after' | 'limit'> & { readonly isCut: boolean; readonly person?: string }

/** 查询审计记录: within the auditor's reach, newest first. Who looks for a person, an official too, is on record himself. */
export async function searchEntries(ctx: AuditContext, input: SearchEntries): Promise<OutputOf<typeof SearchEntries>> {
  const { isCut, person, ...conditions } = await conditionsOf(ctx, input)
  const reach = ctx.permit.reach(auditPermits.search.name)
  const after = afterOf(input.cursor)
  const asked = { ...conditions, ...(after && { after }), limit: input.limit + 1 }
  const found = await entryStore.search(ctx.tx, reach, asked)
  const shown = found.slice(0, input.limit)
  const last = found.length > input.limit ? shown.at(-1) : undefined
  if (!after) recordSearch(ctx, input, { person, staffIds: conditions.staffIds, found: shown.length })
  const { next, size } = await readerStanding(ctx.tx, AUDIT_INDEX)
  return {
    entries: await presentEntries(ctx, shown),
    ...(last && { next: cursorOf(last) }),
    ...(person !== undefined && { personMasked: maskPerson(person) }),
    isCut,
    behind: size - next,
  }
}

export async function conditionsOf(ctx: AuditContext, input: AuditFilter): Promise<Conditions> {
  const { staff, category, kind } = input
  const person = input.person === undefined ? undefined : personNamed(ctx, input.person)
  const things = person === undefined ? undefined : await ctx.thingsOf(ctx, person, MOST_THINGS + 1)
  const ofCase = input.caseNo === undefined ? undefined : await caseOf(ctx, input.caseNo.trim())
  const subjects = both(things?.slice(0, MOST_THINGS), ofCase)
  return {
    ...(staff !== undefined && { staffIds: await ctx.staffNamed(ctx, staff) }),
    ...(subjects && { subjects }),
    ...(input.from !== undefined && { from: startOf(input.from) }),
    ...(input.to !== undefined && { until: startOf(addDays(calendarDate(input.to), 1)) }),
    ...(category !== undefined && { category }),
    ...(kind !== undefined && { kind }),
    ...(person !== undefined && { person }),
    isCut: (things?.length ?? 0) > MOST_THINGS,
  }
}

/** @throws audit/case-unknown */
async function caseOf(ctx: AuditContext, number: string): Promise<string[]> {
  const caseId = await entryStore.findCase(ctx.tx, number)
  if (caseId === undefined) throw problem(auditProblems['case-unknown'])
  return [caseId]
}

function both(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a.filter((one) => b.includes(one))
}

/** The first moment of a day in China. */
function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

export function cursorOf({ recordedAt, position }: Pick<IndexedEntry, 'recordedAt' | 'position'>): string {
  return `${recordedAt.getTime()}~${position}`
}

export function afterOf(cursor: string | undefined): EntryFilter['after'] {
  const [millis, position] = cursor?.split('~') ?? []
  if (millis === undefined || position === undefined) return undefined
  return { recordedAt: new Date(Number(millis)), position: Number(position) }
}

export function recordSearch(
  ctx: AuditContext,
  input: AuditFilter,
  done: { person: string | undefined; staffIds: readonly string[] | undefined; found: number },
): void {
  const { person, staffIds, found } = done
  if (person === undefined && staffIds === undefined) return
  const { accountId = '', jurisdiction } = ctx.actor
  ctx.emit(
    AuditSearched.of({
      readerId: accountId,
      jurisdiction,
      day: ctx.today,
      by: [...(staffIds ? ['staff'] : []), ...(person === undefined ? [] : ['person'])],
      staffIds: [...(staffIds ?? [])],
      found,
    }),
    { personal: { ...(person !== undefined && { person }), ...(input.staff !== undefined && { staff: input.staff }) } },
  )
}
