import { isCalendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { ListRunningLimits, RunningLimit } from '../contract/list-running-limits.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import type { TimingRules } from '../domain/limit-timing.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import * as runningStore from '../store/running-store.ts'
import type { PageStart } from '../store/running-store.ts'
import { rulesByDivision } from './list-for.ts'
import { presentLimit } from './present-limit.ts'

/** Every running limit within the supervisor's reach, those that fall due first in front. */
export async function listRunningLimits(
  ctx: LimitsContext,
  input: InputOf<typeof ListRunningLimits>,
): Promise<OutputOf<typeof ListRunningLimits>> {
  const { level, kind, division, organizationId, size } = input
  const reach = ctx.permit.reach(limitsPermits.watch.name)
  const filter = { reach, today: ctx.today, kind, division, organizationId }
  const found = await runningStore.listRunning(ctx.tx, filter, { level, after: pageStart(input.after), size: size + 1 })
  const page = found.slice(0, size)
  const rules = await rulesByDivision(ctx, page)
  const counts = await runningStore.countByLevel(ctx.tx, filter)
  const last = found.length > size ? page.at(-1) : undefined
  return {
    items: page.map((stored) => presentRunning(stored, rules.get(stored.division)!)),
    ...(last && { next: pageEnd(last) }),
    counts: {
      normal: counts.get('normal') ?? 0,
      soon: counts.get('soon') ?? 0,
      today: counts.get('today') ?? 0,
      yellow: counts.get('yellow') ?? 0,
      red: counts.get('red') ?? 0,
      stopped: counts.get('stopped') ?? 0,
    },
    asOf: ctx.today,
  }
}

export function presentRunning(stored: StoredLimit, rules: TimingRules): RunningLimit {
  const { subjectKind, subjectNo, subjectTitle, division, organizationId } = stored
  return {
    ...presentLimit(stored, rules),
    subjectKind,
    ...(subjectNo !== undefined && { subjectNo }),
    ...(subjectTitle !== undefined && { subjectTitle }),
    division,
    ...(organizationId !== undefined && { organizationId }),
  }
}

export function pageEnd({ timing, id }: StoredLimit): string {
  return `${timing.dueOn ?? 'none'}~${id}`
}

/** @throws limits/bad-page */
export function pageStart(text: string | undefined): PageStart | undefined {
  if (text === undefined) return undefined
  const [dueOn = '', id = ''] = text.split('~')
  if (!/^\d{6}-[0-9a-f-]{36}$/.test(id)) throw problem(limitsProblems['bad-page'])
  if (dueOn === 'none') return { dueOn: undefined, id }
  if (!isCalendarDate(dueOn)) throw problem(limitsProblems['bad-page'])
  return { dueOn, id }
}
