import { calendarDate, divisionRange } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitRecomputed } from '../contract/events.ts'
import type { MovedLimit } from '../contract/import-calendar.ts'
import { timingOf } from '../domain/limit-timing.ts'
import { rulesByDivision } from '../queries/list-for.ts'
import * as dueStore from '../store/due-store.ts'
import * as moveStore from '../store/move-store.ts'
import type { Move } from '../store/move-store.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface RecomputeLimits {
  readonly because: string
  /** The first day that may count differently. */
  readonly from?: CalendarDate
  readonly division?: string
  /** Only provisional ones that the calendar now covers. */
  readonly onlyProvisional?: boolean
  readonly after?: string
  readonly size: number
}

export interface RecomputedPage {
  readonly examined: number
  readonly moved: readonly MovedLimit[]
  /** Where the next page begins; absent after the last. */
  readonly next?: string
}

/** 到期日重新计算: one page of the running limits that a change of the calendar may move. Doing it again changes nothing. */
export async function recomputeLimits(ctx: LimitsContext, input: RecomputeLimits): Promise<RecomputedPage> {
  const found = await dueStore.lockAffected(ctx.tx, {
    ...(input.from && { from: input.from }),
    ...(input.division !== undefined && { divisions: divisionRange(input.division) }),
    ...(input.onlyProvisional && { settledThrough: await coveredThrough(ctx) }),
    ...(input.after !== undefined && { after: input.after }),
    size: input.size,
  })
  const rules = await rulesByDivision(ctx, found)
  const moves: Move[] = []
  for (const stored of found) {
    const timing = timingOf(stored.limit, rules.get(stored.division)!, stored.timing.alarmGiven)
    if (isSame(stored.timing, timing)) continue
    await limitStore.saveTiming(ctx.tx, stored.id, stored.limit, timing)
    if (timing.dueOn === stored.timing.dueOn && timing.provisional === stored.timing.provisional) continue
    moves.push({ before: stored, after: { ...stored, timing } })
    emitRecomputed(ctx, stored, { ...stored, timing }, input.because)
  }
  await moveStore.insertMoves(ctx.tx, moves, { because: input.because, at: ctx.now })
  const moved = moves.map(({ before, after }) => movedFrom(before, after))
  const last = found.at(-1)
  return { examined: found.length, moved, ...(last && found.length === input.size && { next: last.id }) }
}

function emitRecomputed(ctx: LimitsContext, before: StoredLimit, after: StoredLimit, because: string): void {
  const { subject, subjectKind, timing } = before
  const was = timing.dueOn && { wasDueOn: timing.dueOn }
  ctx.emit(LimitRecomputed.of({ subject, subjectKind, ...standingOf(after), ...was, because }))
}

function movedFrom(before: StoredLimit, after: StoredLimit): MovedLimit {
  return {
    limitId: after.id,
    subject: after.subject,
    ...(after.subjectNo !== undefined && { subjectNo: after.subjectNo }),
    title: after.limit.title,
    ...(before.timing.dueOn && { wasDueOn: before.timing.dueOn }),
    ...(after.timing.dueOn && { dueOn: after.timing.dueOn }),
    wasProvisional: before.timing.provisional,
    provisional: after.timing.provisional,
  }
}

function isSame(a: StoredLimit['timing'], b: StoredLimit['timing']): boolean {
  const keys = ['state', 'dueOn', 'provisional', 'soonOn', 'redOn', 'alarmGiven', 'nextAlarmOn'] as const
  return keys.every((key) => a[key] === b[key])
}

/** Dates of the newest covered year are settled, its last week apart. */
async function coveredThrough(ctx: LimitsContext): Promise<CalendarDate> {
  const covered = (await ctx.calendars.years(ctx.tx)).filter((year) => year.papers.length > 0).map((year) => year.year)
  return calendarDate(`${Math.max(...covered)}-12-25`)
}
