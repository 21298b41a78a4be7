import { calendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { rulesFor } from '../actions/limits-context.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { PreviewStop } from '../contract/limit-account.ts'
import { limitsProblems } from '../contract/problems.ts'
import { stripOf } from '../domain/clock-strip.ts'
import { explainLimit } from '../domain/explanation.ts'
import { readClock } from '../domain/limit-clock.ts'
import type { TimingRules } from '../domain/limit-timing.ts'
import { assertWithinCalendar, mayStop } from '../domain/limit.ts'
import type { Stop } from '../domain/limit.ts'
import { outlookOf, plannedStop } from '../domain/planned-stop.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { getWithinReach } from './get-limit-account.ts'

/** 假如停止计时: promise and law together, as the act itself would stop them. */
export async function previewStop(
  ctx: LimitsContext,
  { limitId, procedure, legalBasis, from, expectedWorkdays }: InputOf<typeof PreviewStop>,
): Promise<OutputOf<typeof PreviewStop>> {
  const asked = await getWithinReach(ctx, limitId)
  if (!mayStop(asked.limit)) throw problem(limitsProblems['nothing-to-stop'])
  assertWithinCalendar(from)
  const rules = await rulesFor(ctx, asked.division)
  const planned = { procedure, legalBasis, from: calendarDate(from), expectedWorkdays }
  const stop = plannedStop(planned, rules.calendar)
  const together = (await limitStore.listFor(ctx.tx, [asked.subject])).filter(({ limit }) => mayStop(limit))
  return {
    stop: { from: stop.from, to: stop.to, procedure: stop.procedure.name, legalBasis: stop.legalBasis },
    limits: together.map((stored) => presentOutlook(stored, stop, rules)),
  }
}

function presentOutlook({ id, limit }: StoredLimit, stop: Stop, rules: TimingRules) {
  const { before, after, with: stopped, concerns } = outlookOf(limit, stop, rules)
  return {
    limitId: id,
    title: limit.title,
    ...(before && { dueOn: before }),
    ...(after && { wouldBeDueOn: after }),
    provisional: readClock(stopped, rules.calendar, rules.today).provisional,
    explanation: explainLimit(stopped, rules.calendar, rules.today),
    strip: stripOf(stopped, rules.calendar, { today: rules.today }),
    concerns: [...concerns],
  }
}
