import type { Subscriber } from '../../../platform/module/index.ts'
import { tellAdopters } from '../actions/tell-adopters.ts'
import type { TellingContext } from '../actions/tell-adopters.ts'
import { ItemAbolished, ItemResumed, ItemSuspended } from '../contract/events.ts'

const ACTS = new Map([
  [ItemSuspended.kind, '暂停'],
  [ItemResumed.kind, '恢复'],
  [ItemAbolished.kind, '取消'],
] as const)

/** Whoever adopts a base item is told when it is suspended, resumed or abolished. */
export function baseStateChanged({ notices }: Pick<TellingContext, 'notices'>): Subscriber {
  return {
    name: 'catalogue/tell-adopters',
    on: [ItemSuspended, ItemResumed, ItemAbolished],
    async run(ctx, { kind, body }) {
      const { documentNo, runningCases } = body
      await tellAdopters(
        { ...ctx, notices },
        {
          baseId: String(body.itemId),
          act: ACTS.get(kind)!,
          effectiveOn: String(body.effectiveOn),
          basis: String(body.basis),
          ...(documentNo !== undefined && { documentNo: String(documentNo) }),
          ...(runningCases !== undefined && { runningCases: String(runningCases) }),
        },
      )
    },
  }
}
