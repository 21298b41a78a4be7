import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { CountRunningCases } from '../contract/index.ts'
import { casesPermits } from '../contract/index.ts'
import * as caseStore from '../store/case-store.ts'

/** 在办数, within reach: what a change of the item means for those who have applied already. */
export async function countRunningCases(
  ctx: Context,
  { itemId }: InputOf<typeof CountRunningCases>,
): Promise<OutputOf<typeof CountRunningCases>> {
  const reach = ctx.permit.reach(casesPermits.countByItem.name)
  return { versions: await caseStore.countRunningByVersion(ctx.tx, itemId, reach) }
}
