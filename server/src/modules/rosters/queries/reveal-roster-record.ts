import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import { rostersPermits } from '../contract/permits.ts'
import type { RevealRosterRecord } from '../contract/roster.ts'
import { splitCells } from '../domain/cells.ts'
import { fullRecord } from './get-roster.ts'

/** 查看完整信息: needs a permit of its own, a purpose of the list and a reason in words, is counted by the day, and recorded. */
export async function revealRosterRecord(
  ctx: RostersContext,
  { kind: key, recordId, purpose, reason }: InputOf<typeof RevealRosterRecord>,
): Promise<OutputOf<typeof RevealRosterRecord>> {
  const asked = { kind: key, recordId, permit: rostersPermits.reveal.name }
  const { cells, published, kind } = await fullRecord(ctx, asked)
  await ctx.exports.takeReveal(ctx, recordId)
  recordRead(ctx, { subject: recordId, what: `${kind.title}里的个人信息`, purpose, reason })
  return { cells: { ...splitCells(kind, { ...published, ...cells }).personal } }
}
