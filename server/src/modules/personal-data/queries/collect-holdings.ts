import { PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import type { PersonalDataContext } from './personal-data-context.ts'

/** What one kind came to. */
export interface Collected {
  readonly holding: PersonalHolding
  readonly things: readonly HeldThing[]
}

/** From this level on the name and the number are proved, and what stands under the number is the person's. */
const PROVED = 2

/** A session has an id of its own kind; nothing hangs on it. */
const PUBLIC_ID = new RegExp(PUBLIC_ID_PATTERN)

/** 个人信息主体: with the number where it is proved. */
export async function subjectOf(ctx: PersonalDataContext, accountId: string): Promise<Omit<DataSubject, 'things'>> {
  const { realNameLevel, citizenId } = await ctx.identity.ownerOf(ctx, accountId)
  return { accountId, ...(realNameLevel >= PROVED && citizenId !== undefined && { citizenId }) }
}

/** All that is held of a person, by kind: first what is the person's, then what hangs on that. */
export async function collectHoldings(
  ctx: PersonalDataContext,
  of: Omit<DataSubject, 'things'>,
): Promise<readonly Collected[]> {
  const all = ctx.holdings()
  const found = new Map<PersonalHolding, readonly HeldThing[]>()
  for (const holding of all.filter((one) => !one.followsThings))
    found.set(holding, await holding.list(ctx, { ...of, things: [] }))
  // Who may see a thing may see what hangs on it, behind the wall too; what hangs on it stands to its left.
  for (const holding of all.filter((one) => one.followsThings).toReversed()) {
    const things = [...found.values()].flatMap((list) => list.flatMap(({ id }) => (PUBLIC_ID.test(id) ? [id] : [])))
    nameKeys(ctx.tx, things)
    found.set(holding, await holding.list(ctx, { ...of, things }))
  }
  return all.map((holding) => ({ holding, things: found.get(holding) ?? [] }))
}
