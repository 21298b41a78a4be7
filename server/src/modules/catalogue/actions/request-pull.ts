import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { UpstreamPullRequested } from '../contract/events.ts'
import type { PullItemUpstream } from '../contract/item-upstreams.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { UpstreamDeps } from './pull-upstream.ts'

/** 立即拉取: a job asks the other side as soon as the request is recorded; who asked does not wait for it. */
export function pullItemUpstream(
  ctx: Context & Pick<UpstreamDeps, 'upstreams'>,
  { division }: InputOf<typeof PullItemUpstream>,
): Promise<OutputOf<typeof PullItemUpstream>> {
  if (!ctx.upstreams.some((one) => one.division === division))
    throw problem(catalogueProblems['no-such-upstream'], { division })
  ctx.emit(UpstreamPullRequested.of({ division }))
  return Promise.resolve({ division, requestedAt: ctx.now.toISOString() })
}
