import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { ListRules, RuleName } from '../contract/limit-rules.ts'
import { limitsPermits } from '../contract/permits.ts'
import { figureOf, ruleInForce, RULES } from '../domain/limit-rules.ts'
import type { Place } from '../domain/limit-rules.ts'

/** What holds in a place today, and on what basis. */
export async function listRules(
  ctx: LimitsContext,
  place: InputOf<typeof ListRules>,
): Promise<OutputOf<typeof ListRules>> {
  if (ctx.actor.kind !== 'system') {
    ctx.permit.require(limitsPermits['keep-calendar'].name, { division: place.division })
  }
  const declared = await ctx.calendars.rules(ctx.tx)
  const names = Object.keys(RULES) as RuleName[]
  return {
    rules: names.map((rule) => {
      const { title, initial } = RULES[rule]
      const found = ruleInForce(declared, { ...place, rule, on: ctx.today })
      return {
        rule,
        title,
        value: found?.value ?? initial,
        ...(found && { basis: found.basis, validFrom: found.validFrom }),
      }
    }),
  }
}

/** One figure, where it is needed. */
export async function figureIn(
  ctx: LimitsContext,
  asked: Place & { rule: RuleName; on?: CalendarDate },
): Promise<number> {
  return figureOf(await ctx.calendars.rules(ctx.tx), { ...asked, on: asked.on ?? ctx.today })
}
