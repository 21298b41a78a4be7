import type { Subscriber } from '../../../platform/module/index.ts'
import { tellOfTakeBack } from '../actions/tell-adopters.ts'
import type { TellingContext } from '../actions/tell-adopters.ts'
import { ItemTakenBack } from '../contract/events.ts'

/** Who drafts for an organ is told when what was handed down to it is taken back. */
export function itemTakenBack({ notices }: Pick<TellingContext, 'notices'>): Subscriber {
  return {
    name: 'catalogue/tell-of-take-back',
    on: [ItemTakenBack],
    async run(ctx, { body }) {
      await tellOfTakeBack(
        { ...ctx, notices },
        {
          adjustmentId: String(body.adjustmentId),
          itemId: String(body.itemId),
          organizationId: String(body.organizationId),
          division: String(body.division),
          documentNo: String(body.documentNo),
          effectiveOn: String(body.effectiveOn),
        },
      )
    },
  }
}
