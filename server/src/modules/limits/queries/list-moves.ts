import { calendarDate, isCalendarDate, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { ListMoves } from '../contract/list-moves.ts'
import { limitsPermits } from '../contract/permits.ts'
import { limitsProblems } from '../contract/problems.ts'
import * as moveStore from '../store/move-store.ts'
import type { MovePage } from '../store/move-store.ts'

/** 日历调整报告: what moved, from which day to which, and why, within the supervisor's reach. */
export async function listMoves(
  ctx: LimitsContext,
  { since, size, after }: InputOf<typeof ListMoves>,
): Promise<OutputOf<typeof ListMoves>> {
  const reach =
    ctx.actor.kind === 'system' ? { areas: [{ lo: '', hi: ':' }] } : ctx.permit.reach(limitsPermits.watch.name)
  const from = since !== undefined && isCalendarDate(since) ? calendarDate(since) : undefined
  const page = { after: pageStart(after), size: size + 1 }
  const found = await moveStore.listMoves(ctx.tx, { reach, since: from }, page)
  const items = found.slice(0, size)
  const last = found.length > size ? items.at(-1) : undefined
  return { items, asOf: ctx.today, ...(last && { next: `${last.movedAt}~${last.id}` }) }
}

/** @throws limits/bad-page */
function pageStart(text: string | undefined): MovePage | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = text.split('~')
  const movedAt = new Date(at)
  if (Number.isNaN(movedAt.getTime()) || !/^\d{6}-[0-9a-f-]{36}$/.test(id)) throw problem(limitsProblems['bad-page'])
  return { movedAt, id }
}
