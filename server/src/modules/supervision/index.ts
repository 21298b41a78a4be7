import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { computeVerification, runVerification } from './actions/run-verification.ts'
import * as supervisionEvents from './contract/events.ts'
import { supervisionPermits, supervisionProblems } from './contract/index.ts'
import { supervisorRoutes } from './http/supervisor.routes.ts'
import type { SupervisionDeps } from './queries/supervision-context.ts'
import { dailyActs } from './subscribers/daily-acts.ts'

/** 电子监察: reads the record, and nothing else. Nobody asks it anything. */
export type SupervisionApi = Record<never, never>

export function createSupervision(deps: SupervisionDeps): ModuleParts<SupervisionApi> {
  return {
    api: {},
    routes: bindRoutes(supervisorRoutes, deps),
    permits: Object.values(supervisionPermits),
    events: Object.values(supervisionEvents),
    problems: Object.values(supervisionProblems),
    readers: [dailyActs],
    timers: [
      {
        // 02:40 in Shanghai.
        name: 'supervision/verify-ledger',
        cron: '40 18 * * *',
        work: async (act) => {
          const done = await computeVerification(deps, {})
          await act((ctx) => runVerification(ctx, {}, done))
        },
      },
    ],
  }
}
