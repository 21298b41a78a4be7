import { route } from '../../../platform/http/index.ts'
import { pullItemUpstream } from '../actions/request-pull.ts'
import { ListItemUpstreams, PullItemUpstream, cataloguePermits } from '../contract/index.ts'
import { listItemUpstreams } from '../queries/list-item-upstreams.ts'

const permit = cataloguePermits.upstream.name

export const upstreamRoutes = [
  route(ListItemUpstreams, { permit, run: listItemUpstreams }),
  route(PullItemUpstream, { permit, perMinute: 10, run: pullItemUpstream }),
]
