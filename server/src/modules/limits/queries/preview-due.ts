import { calendarDate, INSTALLATION, isCalendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { PreviewDue } from '../contract/preview-due.ts'
import { limitsProblems } from '../contract/problems.ts'
import { stripOf } from '../domain/clock-strip.ts'
import { explainLimit } from '../domain/explanation.ts'
import { readClock } from '../domain/limit-clock.ts'
import { assertTerms, LIMIT_PREVIEW, STOP_PREVIEW } from '../domain/limit.ts'
import type { Limit, Stop } from '../domain/limit.ts'

/** What a period would come to in a division, and why. */
export async function previewDue(
  ctx: LimitsContext,
  input: InputOf<typeof PreviewDue>,
): Promise<OutputOf<typeof PreviewDue>> {
  const { value, unit, division = INSTALLATION, stops = [] } = input
  const limit: Limit = {
    ...LIMIT_PREVIEW,
    startOn: calendarDate(input.startOn),
    length: { value, unit },
    stops: stops.map(stopFrom),
  }
  assertTerms(limit)
  const calendar = await ctx.calendars.of(ctx.tx, division)
  const { dueOn, provisional } = readClock(limit, calendar, limit.startOn)
  return {
    ...(dueOn && { dueOn }),
    provisional,
    explanation: explainLimit(limit, calendar, limit.startOn),
    strip: stripOf(limit, calendar, { today: limit.startOn }),
  }
}

/** @throws limits/bad-stop */
export function stopFrom(text: string): Stop {
  const [from = '', to = ''] = text.split('..')
  if (!isCalendarDate(from) || !isCalendarDate(to) || from > to || from < '1990-01-01' || to > '2069-12-31') {
    throw problem(limitsProblems['bad-stop'], { stop: text })
  }
  return { id: text, from, to, ...STOP_PREVIEW }
}
