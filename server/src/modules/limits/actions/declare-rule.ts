import { calendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { LimitRuleDeclared } from '../contract/events.ts'
import type { DeclareRule } from '../contract/limit-rules.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import { assertRule } from '../domain/limit-rules.ts'
import type { DeclaredRule } from '../domain/limit-rules.ts'
import * as calendarStore from '../store/calendar-store.ts'
import * as rulesStore from '../store/rules-store.ts'
import type { LimitsContext } from './limits-context.ts'
import { recomputeAfterChange } from './recompute-after-change.ts'

/** 设定时限规则: a figure that no law sets, for a division or an organization, from a day on. Running limits get new levels with it. */
export async function declareRule(
  ctx: LimitsContext,
  input: InputOf<typeof DeclareRule>,
): Promise<OutputOf<typeof DeclareRule>> {
  const { division, organizationId, rule, value, basis } = input
  if (ctx.actor.kind !== 'system') ctx.permit.require(limitsPermits['keep-calendar'].name, { division })
  if (basis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
  const declared: DeclaredRule = {
    division,
    organizationId,
    rule,
    value,
    basis,
    validFrom: calendarDate(input.validFrom),
  }
  assertRule(declared)
  await calendarStore.lockCalendar(ctx.tx)
  const known = await rulesStore.listRules(ctx.tx)
  if (known.some((one) => keyOf(one) === keyOf(declared))) {
    ctx.nothingChanged()
    return { outcome: 'unchanged' }
  }
  await rulesStore.saveRule(ctx.tx, declared, { at: ctx.now, by: ctx.actor.accountId })
  await calendarStore.raiseRevision(ctx.tx)
  ctx.emit(LimitRuleDeclared.of({ ...input, changedFrom: ctx.today }))
  await recomputeAfterChange(ctx, { because: '时限规则变化', from: ctx.today, division })
  return { outcome: 'declared' }
}

function keyOf({ division, organizationId, rule, value, validFrom, basis }: DeclaredRule): string {
  return JSON.stringify([division, organizationId ?? '', rule, value, validFrom, basis])
}
