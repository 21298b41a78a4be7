import type { Subscriber } from '../../../platform/module/index.ts'
import { proposeToAdopters } from '../actions/propose-update.ts'
import type { DraftContext } from '../actions/draft-context.ts'
import { ItemVersionPublished } from '../contract/events.ts'

/** A new version of a base item is proposed to whoever adopts it. */
export function basePublished(deps: Pick<DraftContext, 'organizations' | 'flows' | 'documents'>): Subscriber {
  return {
    name: 'catalogue/propose-updates',
    on: [ItemVersionPublished],
    run: (ctx, { body }) => proposeToAdopters({ ...ctx, ...deps }, String(body.itemId), Number(body.version)),
  }
}
