import type { Reach } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { accountKeeper } from './actions/erase-applicant.ts'
import { rightsDesk } from './actions/carry-out-right.ts'
import type { RightsDesk } from './actions/carry-out-right.ts'
import type { CasesDeps } from './actions/cases-context.ts'
import { tellApplicantService } from './actions/tell-applicant-service.ts'
import type { FlowService } from '../flows/index.ts'
import type { AccountKeeper } from '../identity/index.ts'
import * as casesEvents from './contract/events.ts'
import { casesPermits, casesProblems } from './contract/index.ts'
import type { CaseSummary } from './contract/index.ts'
import { applicantRoutes } from './http/applicant.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { deemAcceptedTimer } from './jobs/deem-accepted.ts'
import { forgetLookUpsTimer } from './jobs/forget-look-ups.ts'
import { settleCasesJob, settleCasesTimer } from './jobs/settle-cases.ts'
import { caseList } from './queries/export-cases.ts'
import { holdings } from './queries/holdings.ts'
import { casesOf } from './queries/cases-of.ts'
import { ownCasesOf } from './queries/list-my-cases.ts'
import { personBlinds } from './store/sealed-case.ts'
import { itemUse } from './subscribers/item-use.ts'
import { limitMoved } from './subscribers/limit-moved.ts'
import { sealed as sealedFiles } from './store/material-store.ts'
import { sealed as sealedCases } from './store/sealed-case.ts'

export type { RightDone, RightRequest } from './actions/right-request.ts'

/** 办件. Readers follow its events; what others may ask it is little. */
export interface CasesApi {
  /** A word of a search for an applicant, as the tasks of cases carry it: blinded as name, as code and as phone. */
  personBlinds(ctx: Context, word: string): readonly Buffer[]
  /** Cases of a person within an auditor's reach, by exact name, code or phone; the newest first. */
  casesOf(
    ctx: Context,
    person: { readonly word: string; readonly reach: Reach; readonly most: number },
  ): Promise<string[]>
  /** The actor's own cases of these items, the newest first. */
  ownCasesOf(ctx: Context, itemIds: readonly string[]): Promise<CaseSummary[]>
  /** Requests for rights to personal data that were granted and wait to be carried out. */
  readonly rightsDesk: RightsDesk
  /** What a flow may do of itself with the case that it is about. */
  readonly flowServices: readonly FlowService[]
  /** What it keeps of an account that is to go. */
  readonly accountKeeper: AccountKeeper
}

export function createCases(deps: CasesDeps): ModuleParts<CasesApi> {
  return {
    api: {
      personBlinds: (ctx, word) => personBlinds(ctx.vault, word),
      casesOf,
      ownCasesOf: (ctx, itemIds) => ownCasesOf({ ...ctx, ...deps }, itemIds),
      rightsDesk: rightsDesk(deps),
      flowServices: [tellApplicantService(deps)],
      accountKeeper: accountKeeper(deps),
    },
    routes: bindRoutes([...applicantRoutes, ...staffRoutes], deps),
    permits: Object.values(casesPermits),
    events: Object.values(casesEvents),
    sealed: [sealedCases, sealedFiles],
    lists: [caseList(deps)],
    holdings: holdings(deps),
    problems: Object.values(casesProblems),
    readers: [itemUse(deps)],
    subscribers: [limitMoved(deps)],
    jobs: [settleCasesJob(deps)],
    timers: [deemAcceptedTimer(deps), settleCasesTimer(deps), forgetLookUpsTimer],
  }
}
