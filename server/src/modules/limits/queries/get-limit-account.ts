import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { rulesFor } from '../actions/limits-context.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { GetLimitAccount } from '../contract/limit-account.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import { accountOf } from '../domain/limit-account.ts'
import { mayStop } from '../domain/limit.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { presentRunning } from './list-running-limits.ts'

/** 为什么是这一天. */
export async function getLimitAccount(
  ctx: LimitsContext,
  { limitId }: InputOf<typeof GetLimitAccount>,
): Promise<OutputOf<typeof GetLimitAccount>> {
  const stored = await getWithinReach(ctx, limitId)
  const rules = await rulesFor(ctx, stored.division)
  return {
    limit: presentRunning(stored, rules),
    mayStop: mayStop(stored.limit),
    rows: accountOf(stored.limit, rules.calendar, ctx.today).map(({ papers, ...row }) => ({
      ...row,
      ...(papers && { papers: [...papers] }),
    })),
    asOf: ctx.today,
  }
}

/** @throws limits/unknown-limit, alike for what is not there and what is out of reach */
export async function getWithinReach(ctx: LimitsContext, limitId: string): Promise<StoredLimit> {
  const stored = await limitStore.find(ctx.tx, limitId)
  if (!stored) throw problem(limitsProblems['unknown-limit'])
  const { division, organizationId } = stored
  const row = { division, ...(organizationId !== undefined && { organizationId }) }
  if (!ctx.permit.allows(limitsPermits.explain.name, row)) throw problem(limitsProblems['unknown-limit'])
  return stored
}
