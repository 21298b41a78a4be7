import { INSTALLATION } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { PreviewMinutes } from '../contract/office-hours.ts'
import { assertWithinCalendar } from '../domain/limit.ts'
import { explainMinutes } from '../domain/minute-explanation.ts'
import { assertMinutes, readMinutes } from '../domain/minute-limit.ts'
import type { MinuteLimit } from '../domain/minute-limit.ts'
import { stretchText } from '../domain/office-hours.ts'
import { dateOf, instantOf, minuteOf } from '../domain/working-time.ts'

const PREVIEW: Pick<MinuteLimit, 'title' | 'basis'> = { title: '办理时限', basis: '民法典第二百零一条' }

/** What so many minutes of office hours would come to in a place, and why. */
export async function previewMinutes(
  ctx: LimitsContext,
  input: InputOf<typeof PreviewMinutes>,
): Promise<OutputOf<typeof PreviewMinutes>> {
  const { minutes, division = INSTALLATION, organizationId } = input
  const limit: MinuteLimit = { ...PREVIEW, startAt: minuteOf(new Date(input.startAt)), minutes, stops: [] }
  assertMinutes(limit)
  const startOn = dateOf(limit.startAt)
  assertWithinCalendar(startOn)
  const { time, calendar, opening } = await ctx.calendars.workingTime(ctx.tx, { division, organizationId })
  const { dueAt } = readMinutes(limit, time, limit.startAt)
  return {
    ...(dueAt !== undefined && { dueAt: instantOf(dueAt).toISOString() }),
    explanation: explainMinutes(limit, { time, calendar, now: limit.startAt }),
    openingHours: stretchText(opening(startOn)) || '不办公',
  }
}
