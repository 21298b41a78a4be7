import { route } from '../../../platform/http/index.ts'
import { declareLocalDays } from '../actions/declare-local-days.ts'
import { declareOfficeHours } from '../actions/declare-office-hours.ts'
import { declareRule } from '../actions/declare-rule.ts'
import { importCalendar } from '../actions/import-calendar.ts'
import { withdrawLocalDay } from '../actions/withdraw-local-day.ts'
import {
  DeclareLocalDays,
  DeclareOfficeHours,
  DeclareRule,
  GetCalendarStatus,
  GetLimitAccount,
  ImportCalendar,
  ListRunningLimits,
  ListMoves,
  ListRules,
  PreviewStop,
  WithdrawLocalDay,
} from '../contract/index.ts'
import { getCalendarStatus } from '../queries/get-calendar-status.ts'
import { getLimitAccount } from '../queries/get-limit-account.ts'
import { listMoves } from '../queries/list-moves.ts'
import { listRules } from '../queries/list-rules.ts'
import { listRunningLimits } from '../queries/list-running-limits.ts'
import { previewStop } from '../queries/preview-stop.ts'

export const staffRoutes = [
  route(ListRunningLimits, { permit: 'limits.watch', run: listRunningLimits }),
  route(GetLimitAccount, { permit: 'limits.explain', run: getLimitAccount }),
  route(PreviewStop, { permit: 'limits.explain', run: previewStop }),
  route(GetCalendarStatus, { permit: 'limits.keep-calendar', run: getCalendarStatus }),
  route(ImportCalendar, { permit: 'limits.keep-calendar', run: importCalendar }),
  route(DeclareLocalDays, { permit: 'limits.keep-calendar', run: declareLocalDays }),
  route(DeclareOfficeHours, { permit: 'limits.keep-calendar', run: declareOfficeHours }),
  route(WithdrawLocalDay, { permit: 'limits.keep-calendar', run: withdrawLocalDay }),
  route(DeclareRule, { permit: 'limits.keep-calendar', run: declareRule }),
  route(ListRules, { permit: 'limits.keep-calendar', run: listRules }),
  route(ListMoves, { permit: 'limits.watch', run: listMoves }),
]
