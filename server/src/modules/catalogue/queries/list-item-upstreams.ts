import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { UpstreamDeps } from '../actions/pull-upstream.ts'
import type { ItemUpstream, ListItemUpstreams, UpstreamFailure } from '../contract/item-upstreams.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { Upstream } from '../domain/upstream.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import type { FailedChange } from '../store/upstream-store.ts'

type ListContext = Context & Pick<UpstreamDeps, 'upstreams'> & { readonly organizations: OrganizationsApi }

const MOST_SHOWN = 50

export async function listItemUpstreams(ctx: ListContext): Promise<OutputOf<typeof ListItemUpstreams>> {
  const upstreams: ItemUpstream[] = []
  for (const upstream of ctx.upstreams) upstreams.push(await present(ctx, upstream))
  return { upstreams }
}

async function present(ctx: ListContext, upstream: Upstream): Promise<ItemUpstream> {
  const state = await upstreamStore.stateOf(ctx.tx, upstream, ctx.now)
  const { failed, total } = await upstreamStore.listFailed(ctx.tx, upstream, MOST_SHOWN)
  const instants = [
    ['askedAt', state?.askedAt],
    ['succeededAt', state?.succeededAt],
    ['failedAt', state?.failedAt],
    ['setBackAt', state?.setBackAt],
  ] as const
  return {
    ...upstream,
    divisionName: await ctx.organizations.divisionName(ctx, upstream.division),
    position: state?.position ?? -1,
    items: state?.items ?? 0,
    isPulling: state?.isPulling ?? false,
    ...Object.fromEntries(instants.flatMap(([name, at]) => (at ? [[name, at.toISOString()]] : []))),
    ...(state?.failure !== undefined && { failure: state.failure }),
    failures: failed.map(presentFailure),
    failureCount: total,
  }
}

function presentFailure({ change, reason, firstAt, lastAt }: FailedChange): UpstreamFailure {
  return {
    position: change.position,
    itemId: change.itemId,
    change: change.change,
    ...(change.version !== undefined && { version: change.version }),
    reason,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }
}
