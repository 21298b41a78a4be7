import { printRecomputed } from './calendar-import.ts'
import { EXIT, textOption } from './command.ts'
import type { Command } from './command.ts'

export const calendarWithdraw: Command = {
  name: 'calendar withdraw',
  summary: '撤销登记错误的地方性放假,重算到期日 · take back a day off that was declared by mistake, recompute',
  operands: ['DIVISION', 'DATE'],
  options: { reason: { type: 'string', value: 'TEXT', required: true, help: '撤销的理由 · why' } },
  run: async (invocation) => {
    const [division = '', date = ''] = invocation.operands
    const reason = textOption(invocation, 'reason') ?? ''
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const { recomputed } = await app.act({ mode: 'write' }, (ctx) =>
        app.modules.limits.api.withdrawLocalDay(ctx, { division, date, reason }),
      )
      printRecomputed(invocation, recomputed)
      return EXIT.ok
    })
  },
}
