import type { CalendarDate, InputOf, OutputOf } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { closeLimits } from './actions/close-limits.ts'
import type { CloseLimits } from './actions/close-limits.ts'
import { declareLocalDays } from './actions/declare-local-days.ts'
import { declareOfficeHours } from './actions/declare-office-hours.ts'
import { declareRule } from './actions/declare-rule.ts'
import { eraseReasons } from './actions/erase-reasons.ts'
import { extendLimitOf } from './actions/extend-limit.ts'
import type { ExtendLimit } from './actions/extend-limit.ts'
import { importCalendar } from './actions/import-calendar.ts'
import type { LimitsDeps } from './actions/limits-context.ts'
import { openLimit } from './actions/open-limit.ts'
import type { OpenLimit } from './actions/open-limit.ts'
import { raiseAlarms } from './actions/raise-alarms.ts'
import { resumeLimits } from './actions/resume-limits.ts'
import type { ResumeLimits } from './actions/resume-limits.ts'
import { suspendLimits } from './actions/suspend-limits.ts'
import type { SuspendLimits } from './actions/suspend-limits.ts'
import { withdrawLocalDay } from './actions/withdraw-local-day.ts'
import * as events from './contract/events.ts'
import type {
  CalendarImportReport,
  GetCalendarStatus,
  LimitView,
  ListMoves,
  LocalDayInput,
  LocalDaysReport,
  OfficeHours,
  OfficeHoursInput,
  Opening,
  RecomputeReport,
  RuleInput,
  RuleName,
} from './contract/index.ts'
import { limitsPermits } from './contract/permits.ts'
import { limitsProblems } from './contract/problems.ts'
import { DEFAULT_ALARM_POLICY } from './domain/alarm-level.ts'
import type { AlarmPolicy } from './domain/alarm-level.ts'
import type { Place } from './domain/limit-rules.ts'
import { assertOfficeHours } from './domain/office-hours.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { raiseAlarmsTimer } from './jobs/raise-alarms.ts'
import { recomputeAfterChangeJob, settleProvisionalTimer } from './jobs/recompute-limits.ts'
import { isOfficeTime, isWorkday, workdayAfter, workdaysBetween } from './queries/ask-calendar.ts'
import { countedFrom } from './queries/counted-from.ts'
import { runningLimitList } from './queries/export-limits.ts'
import { findDue } from './queries/find-due.ts'
import type { DueLimit } from './queries/find-due.ts'
import { readMinutesOf } from './queries/read-minutes.ts'
import type { ReadMinutes, MinuteView } from './queries/read-minutes.ts'
import { getOpening } from './queries/get-opening.ts'
import type { AskOpening } from './queries/get-opening.ts'
import { getCalendarStatus } from './queries/get-calendar-status.ts'
import { listMoves } from './queries/list-moves.ts'
import { figureIn } from './queries/list-rules.ts'
import { listFor } from './queries/list-for.ts'
import { createCalendars } from './store/calendars.ts'

/** 法定时限: the statutory clocks of other modules' things. */
export interface LimitsApi {
  open(ctx: Context, input: OpenLimit): Promise<LimitView>
  suspend(ctx: Context, input: SuspendLimits): Promise<LimitView[]>
  resume(ctx: Context, input: ResumeLimits): Promise<LimitView[]>
  extend(ctx: Context, input: ExtendLimit): Promise<LimitView>
  close(ctx: Context, input: CloseLimits): Promise<void>
  /** The reasons people wrote, for a caller that has decided that they may be erased. */
  erase(ctx: Context, subject: string): Promise<void>
  listFor(ctx: Context, subjects: readonly string[]): Promise<Map<string, LimitView[]>>
  isWorkday(ctx: Context, day: { division: string; date: CalendarDate }): Promise<boolean>
  /** Whether an office of the division is open then, or was or will be within so many minutes. */
  isOfficeTime(ctx: Context, time: { division: string; at: Date; slackMinutes: number }): Promise<boolean>
  /** The n-th workday after a day in a division. */
  workdayAfter(ctx: Context, day: { division: string; date: CalendarDate; n: number }): Promise<CalendarDate>
  /** Workdays after one day, through another. */
  workdaysBetween(ctx: Context, days: { division: string; after: CalendarDate; through: CalendarDate }): Promise<number>
  /** 开放时间: whether a place is open now and when next, by its office hours or by hours of its own. */
  getOpening(ctx: Context, asked: AskOpening): Promise<Opening>
  /** @throws limits/bad-office-hours */
  assertHours(hours: OfficeHours): void
  findDue(ctx: Context, due: { asOf: CalendarDate; size: number }): Promise<DueLimit[]>
  raiseAlarms(ctx: Context, batch: { size: number }): Promise<number>
  calendarStatus(ctx: Context): Promise<OutputOf<typeof GetCalendarStatus>>
  importCalendar(ctx: Context, input: { file: string }): Promise<CalendarImportReport>
  declareLocalDays(ctx: Context, input: { days: LocalDayInput[] }): Promise<LocalDaysReport>
  declareOfficeHours(ctx: Context, input: OfficeHoursInput): Promise<{ outcome: 'declared' | 'unchanged' }>
  withdrawLocalDay(
    ctx: Context,
    input: { division: string; date: string; reason: string },
  ): Promise<{ recomputed: RecomputeReport }>
  declareRule(ctx: Context, input: RuleInput): Promise<{ outcome: 'declared' | 'unchanged' }>
  /** A figure that no law sets, as the place has declared it, or as the product brings it. */
  figure(ctx: Context, asked: Place & { rule: RuleName }): Promise<number>
  /** The day as of which something counts that came at a moment: on a rest day or after hours, the next workday. */
  countedFrom(ctx: Context, came: { division: string; organizationId?: string; at: Date }): Promise<CalendarDate>
  listMoves(ctx: Context, input: InputOf<typeof ListMoves>): Promise<OutputOf<typeof ListMoves>>
  /** 按办公时间: how a clock in minutes stands, where an office is open by its own hours. */
  readMinutes(ctx: Context, asked: ReadMinutes): Promise<MinuteView>
}

export function createLimits(options: { policy?: AlarmPolicy } = {}): ModuleParts<LimitsApi> {
  const deps: LimitsDeps = { calendars: createCalendars(), policy: options.policy ?? DEFAULT_ALARM_POLICY }
  const bind =
    <Input, Output>(run: (ctx: Context & LimitsDeps, input: Input) => Promise<Output>) =>
    (ctx: Context, input: Input) =>
      run({ ...ctx, ...deps }, input)
  return {
    api: {
      open: bind(openLimit),
      suspend: bind(suspendLimits),
      resume: bind(resumeLimits),
      extend: bind(extendLimitOf),
      close: bind(closeLimits),
      listFor: bind(listFor),
      erase: eraseReasons,
      isWorkday: bind(isWorkday),
      isOfficeTime: bind(isOfficeTime),
      workdayAfter: bind(workdayAfter),
      workdaysBetween: bind(workdaysBetween),
      getOpening: bind(getOpening),
      assertHours: assertOfficeHours,
      findDue: bind(findDue),
      raiseAlarms: bind(raiseAlarms),
      calendarStatus: (ctx) => getCalendarStatus({ ...ctx, ...deps }),
      importCalendar: bind(importCalendar),
      declareLocalDays: bind(declareLocalDays),
      declareOfficeHours: bind(declareOfficeHours),
      withdrawLocalDay: bind(withdrawLocalDay),
      declareRule: bind(declareRule),
      figure: bind(figureIn),
      countedFrom: bind(countedFrom),
      listMoves: bind(listMoves),
      readMinutes: bind(readMinutesOf),
    },
    routes: bindRoutes([...publicRoutes, ...staffRoutes], deps),
    permits: Object.values(limitsPermits),
    events: Object.values(events),
    problems: Object.values(limitsProblems),
    jobs: [recomputeAfterChangeJob(deps)],
    lists: [runningLimitList(deps)],
    timers: [raiseAlarmsTimer(deps), settleProvisionalTimer(deps)],
  }
}
