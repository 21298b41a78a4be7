import { isDivisionCode, newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitOpened } from '../contract/events.ts'
import type { LimitKind, LimitLength, LimitView } from '../contract/limit.ts'
import { limitsProblems } from '../contract/problems.ts'
import { timingOf } from '../domain/limit-timing.ts'
import { assertTerms } from '../domain/limit.ts'
import type { Limit } from '../domain/limit.ts'
import { presentLimit } from '../queries/present-limit.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { rulesFor, standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface OpenLimit {
  /** Public id of the thing whose clock it is. */
  readonly subject: string
  /** In whose chain the entries stand: `case` unless said. */
  readonly subjectKind?: string
  /** What supervisors read in their list: the case's number and its item's name. No personal data. */
  readonly subjectNo?: string
  readonly subjectTitle?: string
  readonly division: string
  readonly organizationId?: string
  readonly kind: LimitKind
  readonly title: string
  readonly startOn: CalendarDate
  readonly length: LimitLength
  readonly basis: string
}

/** 时限开始. The opening day itself is not counted (民法典 art. 201). */
export async function openLimit(ctx: LimitsContext, input: OpenLimit): Promise<LimitView> {
  const { kind, title, basis, startOn, length } = input
  if (!isDivisionCode(input.division)) throw problem(limitsProblems['unknown-division'], { division: input.division })
  const limit: Limit = { kind, title, basis, startOn, length, stops: [] }
  assertTerms(limit)
  const rules = await rulesFor(ctx, input.division)
  const stored: StoredLimit = {
    id: newPublicId(splitPublicId(input.subject).jurisdiction),
    subject: input.subject,
    subjectKind: input.subjectKind ?? 'case',
    ...(input.subjectNo !== undefined && { subjectNo: input.subjectNo }),
    ...(input.subjectTitle !== undefined && { subjectTitle: input.subjectTitle }),
    division: input.division,
    ...(input.organizationId !== undefined && { organizationId: input.organizationId }),
    limit,
    timing: timingOf(limit, rules),
  }
  await limitStore.insert(ctx.tx, stored, { at: ctx.now, by: ctx.actor.accountId })
  const { subject, subjectKind } = stored
  ctx.emit(LimitOpened.of({ subject, subjectKind, ...standingOf(stored), startOn, length, basis }))
  return presentLimit(stored, rules)
}
