import type { CalendarDate, OutputOf } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { closeLimits } from './actions/close-limits.ts'
import type { CloseLimits } from './actions/close-limits.ts'
import { declareLocalDays } from './actions/declare-local-days.ts'
import { declareOfficeHours } from './actions/declare-office-hours.ts'
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
import * as events from './contract/events.ts'
import type {
  CalendarImportReport,
  GetCalendarStatus,
  LimitView,
  LocalDayInput,
  LocalDaysReport,
  OfficeHoursInput,
} from './contract/index.ts'
import { limitsPermits } from './contract/permits.ts'
import { limitsProblems } from './contract/problems.ts'
import { DEFAULT_ALARM_POLICY } from './domain/alarm-level.ts'
import type { AlarmPolicy } from './domain/alarm-level.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { raiseAlarmsTimer } from './jobs/raise-alarms.ts'
import { recomputeAfterChangeJob, settleProvisionalTimer } from './jobs/recompute-limits.ts'
import { isWorkday, workdayAfter } from './queries/ask-calendar.ts'
import { findDue } from './queries/find-due.ts'
import type { DueLimit } from './queries/find-due.ts'
import { readMinutesOf } from './queries/read-minutes.ts'
import type { ReadMinutes, MinuteView } from './queries/read-minutes.ts'
import { getCalendarStatus } from './queries/get-calendar-status.ts'
import { listFor } from './queries/list-for.ts'
import { createCalendars } from './store/calendars.ts'

/** 法定时限: the statutory clocks of other modules' things. */
export interface LimitsApi {
  open(ctx: Context, input: OpenLimit): Promise<LimitView>
  suspend(ctx: Context, input: SuspendLimits): Promise<LimitView[]>
  resume(ctx: Context, input: ResumeLimits): Promise<LimitView[]>
  extend(ctx: Context, input: ExtendLimit): Promise<LimitView>
  close(ctx: Context, input: CloseLimits): Promise<void>
  listFor(ctx: Context, subjects: readonly string[]): Promise<Map<string, LimitView[]>>
  isWorkday(ctx: Context, day: { division: string; date: CalendarDate }): Promise<boolean>
  /** The n-th workday after a day in a division. */
  workdayAfter(ctx: Context, day: { division: string; date: CalendarDate; n: number }): Promise<CalendarDate>
  findDue(ctx: Context, due: { asOf: CalendarDate; size: number }): Promise<DueLimit[]>
  raiseAlarms(ctx: Context, batch: { size: number }): Promise<number>
  calendarStatus(ctx: Context): Promise<OutputOf<typeof GetCalendarStatus>>
  importCalendar(ctx: Context, input: { file: string }): Promise<CalendarImportReport>
  declareLocalDays(ctx: Context, input: { days: LocalDayInput[] }): Promise<LocalDaysReport>
  declareOfficeHours(ctx: Context, input: OfficeHoursInput): Promise<{ outcome: 'declared' | 'unchanged' }>
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
      isWorkday: bind(isWorkday),
      workdayAfter: bind(workdayAfter),
      findDue: bind(findDue),
      raiseAlarms: bind(raiseAlarms),
      calendarStatus: (ctx) => getCalendarStatus({ ...ctx, ...deps }),
      importCalendar: bind(importCalendar),
      declareLocalDays: bind(declareLocalDays),
      declareOfficeHours: bind(declareOfficeHours),
      readMinutes: bind(readMinutesOf),
    },
    routes: bindRoutes([...publicRoutes, ...staffRoutes], deps),
    permits: Object.values(limitsPermits),
    events: Object.values(events),
    problems: Object.values(limitsProblems),
    jobs: [recomputeAfterChangeJob(deps)],
    timers: [raiseAlarmsTimer(deps), settleProvisionalTimer(deps)],
  }
}
