import { calendarDate } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { ComparePublicLists, GetPublicList } from '../contract/public-lists.ts'
import { listSource } from './list-source.ts'
import type { ListContext } from './list-source.ts'

const PAGE = 20
const MOST_DAYS = 30
const MOST_DIFFERENCES = 500

/** 公开清单 of a day: made each time it is asked for. */
export async function getPublicList(
  ctx: ListContext,
  { kind, page = 1, day, q, ...place }: InputOf<typeof GetPublicList>,
): Promise<OutputOf<typeof GetPublicList>> {
  const on = day === undefined ? ctx.today : calendarDate(day)
  const source = await listSource(ctx, kind)
  const { rows, total } = await source.listOn({ ...place, day: on, q, limit: PAGE, offset: (page - 1) * PAGE })
  return {
    kind,
    day: on,
    columns: source.columns.map(({ key, title }) => ({ key, title })),
    rows,
    ...{ total, page, pageSize: PAGE },
    organizations: await source.organizationsOn({ ...place, day: on }),
    changedOn: await source.changeDays({ ...place, day: ctx.today }, MOST_DAYS),
  }
}

/** What changed in a list between two days, whichever is named first. */
export async function comparePublicLists(
  ctx: ListContext,
  { kind, from: one, to: other, ...place }: InputOf<typeof ComparePublicLists>,
): Promise<OutputOf<typeof ComparePublicLists>> {
  const [from, to] = [one, other].toSorted().map(calendarDate) as [CalendarDate, CalendarDate]
  const source = await listSource(ctx, kind)
  return { from, to, ...(await source.compare({ ...place, from, to }, MOST_DIFFERENCES)) }
}
