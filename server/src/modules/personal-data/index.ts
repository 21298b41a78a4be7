import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts, NotesBeside } from '../../platform/module/index.ts'
import type { RightRequest } from '../cases/index.ts'
import type { AccountKeeper } from '../identity/index.ts'
import { accountKeeper } from './actions/remove-package.ts'
import * as personalDataEvents from './contract/events.ts'
import { personalDataProblems } from './contract/index.ts'
import { officerRoutes } from './http/officer.routes.ts'
import { ownerRoutes } from './http/owner.routes.ts'
import { packageJobs, removeExpiredTimer } from './jobs/package-jobs.ts'
import { holdings } from './queries/holdings.ts'
import type { PersonalDataDeps } from './queries/personal-data-context.ts'
import * as noteStore from './store/note-store.ts'
import { whyNotGranted } from './queries/rights-to-carry-out.ts'
import { caseDecided } from './subscribers/case-decided.ts'
import { readings } from './subscribers/readings.ts'

/** 个人信息权利: what is held of a person, shown and handed over. Every module says of itself what it holds. */
export interface PersonalDataApi {
  /** What it keeps of an account that goes. */
  readonly accountKeeper: AccountKeeper
  /** 更正说明, for whoever shows or erases what they stand beside. */
  readonly notesBeside: NotesBeside
  /** What stands against granting somebody's request, in words. */
  whyNotGranted(ctx: Context, request: RightRequest): Promise<string | undefined>
}

export function createPersonalData(deps: PersonalDataDeps): ModuleParts<PersonalDataApi> {
  return {
    api: {
      accountKeeper,
      notesBeside: { list: noteStore.listBeside, erase: noteStore.eraseBeside },
      whyNotGranted: (ctx, request) => whyNotGranted({ ...ctx, ...deps }, request),
    },
    routes: bindRoutes([...ownerRoutes, ...officerRoutes], deps),
    permits: [],
    events: Object.values(personalDataEvents),
    problems: Object.values(personalDataProblems),
    sealed: noteStore.sealed,
    jobs: packageJobs(deps),
    timers: [removeExpiredTimer],
    readers: [readings],
    subscribers: [caseDecided(deps)],
    holdings: holdings(deps),
  }
}
