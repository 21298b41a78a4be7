import { isCalendarDate } from '../kernel/calendar-date.ts'
import { EXIT, textOption, UsageError } from './command.ts'
import type { Command, Invocation } from './command.ts'

const PAGE = 100

export const calendarMoved: Command = {
  name: 'calendar moved',
  summary:
    '日历调整改变了哪些到期日:办件、时限、从哪天到哪天、为什么 · which due dates a change of the calendar moved, and why',
  options: {
    since: { type: 'string', value: 'DATE', help: '只列这一天以后的调整 · only changes from that day on' },
  },
  run: async (invocation) => {
    const since = sinceOf(invocation)
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      let after: string | undefined
      do {
        const asked = { size: PAGE, ...(since !== undefined && { since }), ...(after !== undefined && { after }) }
        const { items, next } = await app.act({ mode: 'read' }, (ctx) => app.modules.limits.api.listMoves(ctx, asked))
        for (const { movedAt, subjectNo, subject, title, wasDueOn, dueOn, because } of items) {
          const moved = wasDueOn === dueOn ? `${dueOn ?? '-'} 确定` : `${wasDueOn ?? '-'} → ${dueOn ?? '-'}`
          invocation.out(`${movedAt} ${subjectNo ?? subject} ${title} ${moved} ${because}`)
        }
        after = next
      } while (after !== undefined)
      return EXIT.ok
    })
  },
}

function sinceOf(invocation: Invocation): string | undefined {
  const text = textOption(invocation, 'since')
  if (text !== undefined && !isCalendarDate(text))
    throw new UsageError(`--since 应为 YYYY-MM-DD 格式的日期 · not a date: ${text}`)
  return text
}
