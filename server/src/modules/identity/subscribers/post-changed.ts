import type { Context } from '../../../platform/act/index.ts'
import type { LedgerEntry } from '../../../platform/ledger/index.ts'
import type { Subscriber } from '../../../platform/module/index.ts'
import { PostAssigned, PostEnded } from '../../organizations/contract/index.ts'
import { refreshPosts } from '../actions/refresh-posts.ts'
import type { IdentityContext, IdentityDeps } from '../queries/identity-context.ts'

/** Posts given or taken count from the next request on. It reads what holds now, so order and repetition do no harm. */
export function postChanged(deps: IdentityDeps): Subscriber {
  return {
    name: 'identity/refresh-posts',
    on: [PostAssigned, PostEnded],
    run: (ctx: Context, entry: LedgerEntry) => {
      const context: IdentityContext = { ...ctx, ...deps }
      return refreshPosts(context, String(entry.body.staffId))
    },
  }
}
