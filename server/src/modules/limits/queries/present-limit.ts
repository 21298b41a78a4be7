import type { CalendarDate } from '../../../kernel/index.ts'
import type { LimitInterval, LimitView } from '../contract/limit.ts'
import { levelOf } from '../domain/alarm-level.ts'
import { stripOf } from '../domain/clock-strip.ts'
import { explainLimit } from '../domain/explanation.ts'
import { readClock } from '../domain/limit-clock.ts'
import type { TimingRules } from '../domain/limit-timing.ts'
import { later, runIntervals } from '../domain/limit.ts'
import type { Limit } from '../domain/limit.ts'
import type { StoredLimit } from '../store/limit-store.ts'

/** A limit as it stands today; `until` is the day to which its ribbon runs, if that is later than its own due date. */
export function presentLimit(stored: StoredLimit, rules: TimingRules, until?: CalendarDate): LimitView {
  const { limit } = stored
  const { calendar, today } = rules
  const { dueOn, openStop, ...reading } = readClock(limit, calendar, today)
  return {
    id: stored.id,
    subject: stored.subject,
    kind: limit.kind,
    title: limit.title,
    basis: limit.basis,
    startOn: limit.startOn,
    ...(dueOn && { dueOn }),
    length: limit.length,
    ...reading,
    level: levelOf(limit, today, rules),
    ...(openStop && { stoppedBecause: `${openStop.procedure.name}（${openStop.legalBasis}）` }),
    ...(limit.closedOn && { closedOn: limit.closedOn, isOnTime: isOnTime(stored) }),
    intervals: intervalsOf(limit),
    explanation: explainLimit(limit, calendar, today),
    strip: stripOf(limit, calendar, { today, until }),
  }
}

/** Limits of one subject: the ribbons of promise and law run to the same day. */
export function presentTogether(
  limits: readonly StoredLimit[],
  rulesOf: (division: string) => TimingRules,
): LimitView[] {
  const handling = limits.filter(({ limit }) => limit.closedOn === undefined && limit.kind.startsWith('handling'))
  const until = handling
    .map(({ limit, division }) => readClock(limit, rulesOf(division).calendar, rulesOf(division).today).dueOn)
    .reduce((a, b) => (a && b ? later(a, b) : (a ?? b)), undefined)
  return limits.map((stored) =>
    presentLimit(stored, rulesOf(stored.division), handling.includes(stored) ? until : undefined),
  )
}

/** Judged on the day of the act, not of its delivery. */
export function isOnTime({ limit, timing }: StoredLimit): boolean {
  return timing.dueOn === undefined || limit.closedOn === undefined || limit.closedOn <= timing.dueOn
}

function intervalsOf(limit: Limit): LimitInterval[] {
  const runs: LimitInterval[] = runIntervals(limit).map((run) => ({ kind: 'run', ...run, legalBasis: limit.basis }))
  const stops: LimitInterval[] = limit.stops.map((stop) => ({
    kind: 'stopped',
    from: stop.from,
    ...(stop.to && { to: stop.to }),
    legalBasis: stop.legalBasis,
    procedure: stop.procedure,
    ...(stop.expectedWorkdays !== undefined && { workdays: stop.expectedWorkdays }),
    ...(stop.endReason !== undefined && { reason: stop.endReason }),
    ...(stop.noticeDocumentId !== undefined && { noticeDocumentId: stop.noticeDocumentId }),
    ...(stop.noticeDocumentNo !== undefined && { noticeDocumentNo: stop.noticeDocumentNo }),
    ...(stop.openedBy !== undefined && { openedBy: stop.openedBy }),
  }))
  const { extension } = limit
  const extended: LimitInterval[] = extension
    ? [
        {
          kind: 'extended',
          from: extension.on,
          legalBasis: extension.basis,
          workdays: extension.workdays,
          reason: extension.reason,
          ...(extension.openedBy !== undefined && { openedBy: extension.openedBy }),
        },
      ]
    : []
  return [...runs, ...stops, ...extended].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}
