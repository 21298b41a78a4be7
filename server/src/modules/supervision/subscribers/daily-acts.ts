import type { LedgerReader } from '../../../platform/module/index.ts'
import {
  AcceptanceDeclined,
  CaseAccepted,
  CaseClosed,
  CaseDecided,
  CaseReceived,
  CaseSubmitted,
  CaseWithdrawn,
} from '../../cases/contract/events.ts'
import { countActs, forgetCounts } from '../actions/count-acts.ts'
import { DAILY_ACTS } from '../queries/list-daily-acts.ts'

/** 办件量: counted as the record grows, so that a page costs its days and not the record. */
export const dailyActs: LedgerReader = {
  name: DAILY_ACTS,
  version: 1,
  on: [CaseSubmitted, CaseReceived, CaseAccepted, AcceptanceDeclined, CaseDecided, CaseWithdrawn, CaseClosed],
  take: countActs,
  clear: forgetCounts,
}
