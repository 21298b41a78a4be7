import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { AccountKeeper } from '../identity/index.ts'
import { accountKeeper } from './actions/remove-package.ts'
import * as personalDataEvents from './contract/events.ts'
import { personalDataProblems } from './contract/index.ts'
import { ownerRoutes } from './http/owner.routes.ts'
import { packageJobs, removeExpiredTimer } from './jobs/package-jobs.ts'
import { holdings } from './queries/holdings.ts'
import type { PersonalDataDeps } from './queries/personal-data-context.ts'
import { readings } from './subscribers/readings.ts'

/** 个人信息权利: what is held of a person, shown and handed over. Every module says of itself what it holds. */
export interface PersonalDataApi {
  /** What it keeps of an account that goes. */
  readonly accountKeeper: AccountKeeper
}

export function createPersonalData(deps: PersonalDataDeps): ModuleParts<PersonalDataApi> {
  return {
    api: { accountKeeper },
    routes: bindRoutes(ownerRoutes, deps),
    permits: [],
    events: Object.values(personalDataEvents),
    problems: Object.values(personalDataProblems),
    jobs: packageJobs(deps),
    timers: [removeExpiredTimer],
    readers: [readings],
    holdings: holdings(deps),
  }
}
