import { isCalendarDate } from '../../../kernel/calendar-date.ts'
import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { StandIn } from '../../../kernel/permit.ts'
import { problem } from '../../../kernel/problem.ts'
import { recordPersonSearch } from '../../../platform/ledger/index.ts'
import { fitness, myWorkAreas } from '../actions/check-worker.ts'
import type { FlowsContext } from '../actions/flows-context.ts'
import { openPersonName } from '../actions/person-name.ts'
import { presentTask } from '../actions/present-task.ts'
import type { CountInbox, InboxTask, ListInbox } from '../contract/list-inbox.ts'
import { flowsProblems } from '../contract/problems.ts'
import { STEP_TITLES } from '../contract/step.ts'
import * as inboxStore from '../store/inbox-store.ts'
import type { InboxPage, InboxReader } from '../store/inbox-store.ts'
import { dueColumn } from '../store/no-due-date.ts'
import type { TaskRow } from '../store/task-store.ts'

/** Each number of the header is counted up to here. */
const MOST_COUNTED = 999
const PAGE = 20

export async function listInbox(
  ctx: FlowsContext,
  input: InputOf<typeof ListInbox>,
): Promise<OutputOf<typeof ListInbox>> {
  const limit = input.limit ?? PAGE
  const rows = await inboxStore.listInbox(ctx.tx, readerOf(ctx), { ...pageOf(ctx, input), limit: limit + 1 })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  if (input.person !== undefined && input.after === undefined)
    recordPersonSearch(ctx, { where: '待办', person: input.person, found: Math.min(rows.length, limit) })
  return {
    tasks: await presentRows(ctx, rows.slice(0, limit)),
    ...(last && { next: `${dueColumn(last.dueOn)}~${last.id.slice(7)}` }),
  }
}

export async function countInbox(ctx: FlowsContext): Promise<OutputOf<typeof CountInbox>> {
  const { total, mine, levels } = await inboxStore.countInbox(ctx.tx, readerOf(ctx), MOST_COUNTED)
  const { soon = 0, today = 0, yellow = 0, red = 0, stopped = 0 } = levels
  return { most: MOST_COUNTED, total, mine, soon, today, yellow, red, stopped }
}

function readerOf(ctx: FlowsContext): InboxReader {
  return { areas: myWorkAreas(ctx), staffId: ctx.actor.staffId ?? '' }
}

function pageOf(ctx: FlowsContext, input: InputOf<typeof ListInbox>): Omit<InboxPage, 'limit'> {
  const { scope = 'all', step, level, dueBy, title, subjectNo, person, after } = input
  const [dueOn, id] = after?.split('~') ?? []
  if (after !== undefined && !isCalendarDate(dueOn ?? '')) throw problem(flowsProblems['page-unknown'], { after })
  return {
    scope,
    ...(step && { step }),
    ...(level && { level }),
    ...(dueBy && { dueBy }),
    ...(title && { title }),
    ...(subjectNo && { subjectNo }),
    ...(person && { personBlinds: ctx.personBlinds(ctx, person.trim()) }),
    ...(dueOn && id && { after: { dueOn, id } }),
  }
}

async function presentRows(ctx: FlowsContext, rows: readonly TaskRow[]): Promise<InboxTask[]> {
  if (rows.length === 0) return []
  const organizationIds = rows.flatMap((row) => row.organizationId ?? [])
  const names = await ctx.organizations.organizationNames(ctx, [...new Set(organizationIds)])
  const limits = await ctx.limits.listFor(ctx, [...new Set(rows.map((row) => row.subject))])
  const staff = await ctx.organizations.staffNames(
    ctx,
    rows.flatMap((row) => [row.returnedFrom ?? [], standInOf(ctx, row)?.insteadOf ?? []].flat()),
  )
  return rows.map((row) => {
    const organizationName = row.organizationId && names.get(row.organizationId)
    const standIn = standInOf(ctx, row)
    const isMine = row.assigneeId !== undefined && [ctx.actor.staffId, standIn?.insteadOf].includes(row.assigneeId)
    return {
      ...presentTask(row),
      stepTitle: STEP_TITLES[row.step],
      ...openPersonName(ctx, row.personName),
      ...(organizationName && { organizationName }),
      ...(row.returnedFrom !== undefined && { returnedFromName: staff.get(row.returnedFrom) ?? '' }),
      ...(standIn && { insteadOfName: staff.get(standIn.insteadOf) ?? '' }),
      isMine,
      abilities: { claim: row.assigneeId === undefined, release: isMine },
      limits: (limits.get(row.subject) ?? []).filter((limit) => limit.level !== 'closed'),
    }
  })
}

function standInOf(ctx: FlowsContext, row: TaskRow): StandIn | undefined {
  const found = fitness(ctx, row)
  return found.may ? found.standIn : undefined
}
