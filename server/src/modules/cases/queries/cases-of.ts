import type { Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import * as caseStore from '../store/case-store.ts'
import { personBlinds } from '../store/sealed-case.ts'

/** Which cases are somebody's, for an index of readings: ids alone, within the reach that is given. Whoever asks records that. */
export async function casesOf(
  ctx: Context,
  { word, reach, most }: { readonly word: string; readonly reach: Reach; readonly most: number },
): Promise<string[]> {
  const found = await caseStore.list(ctx.tx, reach, { personBlinds: personBlinds(ctx.vault, word), limit: most })
  return found.map(({ aCase }) => aCase.id)
}
