import shipped from '../../../../data/lists/kinds.json' with { type: 'json' }
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { RostersDeps } from './actions/rosters-context.ts'
import { seedRosters } from './actions/seed-rosters.ts'
import type { RosterSeed } from './actions/seed-rosters.ts'
import * as rostersEvents from './contract/events.ts'
import { rostersPermits, rostersProblems } from './contract/index.ts'
import type { RosterKind } from './contract/index.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { holdings } from './queries/holdings.ts'
import { sealed } from './store/sealed-cells.ts'

export type { RosterSeed } from './actions/seed-rosters.ts'

/** 填报清单: lists that do not follow from items, kept as records that one proposes and another publishes. */
export interface RostersApi {
  seed(ctx: Context, seed: RosterSeed): Promise<void>
}

export function createRosters({
  kinds = shipped.kinds as readonly RosterKind[],
  ...rest
}: Omit<RostersDeps, 'kinds'> & { kinds?: readonly RosterKind[] | undefined }): ModuleParts<RostersApi> {
  const deps: RostersDeps = { ...rest, kinds }
  return {
    api: { seed: (ctx, seed) => seedRosters({ ...ctx, ...deps }, seed) },
    routes: bindRoutes([...publicRoutes, ...staffRoutes], deps),
    permits: Object.values(rostersPermits),
    events: Object.values(rostersEvents),
    problems: Object.values(rostersProblems),
    sealed,
    holdings: holdings(kinds),
  }
}
