import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { CasesDeps } from './actions/cases-context.ts'
import { deemAccepted } from './actions/deem-accepted.ts'
import * as casesEvents from './contract/events.ts'
import { casesPermits, casesProblems } from './contract/index.ts'
import { applicantRoutes } from './http/applicant.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { personBlinds } from './store/sealed-case.ts'
import { limitMoved } from './subscribers/limit-moved.ts'

/** 办件. Readers follow its events; what others may ask it is little. */
export interface CasesApi {
  /** A word of a search for an applicant, as the tasks of cases carry it: blinded as name, as code and as phone. */
  personBlinds(ctx: Context, word: string): readonly Buffer[]
}

export function createCases(deps: CasesDeps): ModuleParts<CasesApi> {
  return {
    api: { personBlinds: (ctx, word) => personBlinds(ctx.vault, word) },
    routes: bindRoutes([...applicantRoutes, ...staffRoutes], deps),
    permits: Object.values(casesPermits),
    events: Object.values(casesEvents),
    problems: Object.values(casesProblems),
    subscribers: [limitMoved(deps)],
    timers: [
      { name: 'cases/deem-accepted', cron: '3 * * * *', work: async (act) => void (await deemAccepted(act, deps)) },
    ],
  }
}
