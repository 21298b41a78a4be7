import { parseLocalDays } from '../modules/limits/domain/official-calendar.ts'
import { printRecomputed } from './calendar-import.ts'
import { EXIT } from './command.ts'
import type { Command } from './command.ts'
import { readText } from './limit-due.ts'

export const calendarLocal: Command = {
  name: 'calendar local',
  summary: '登记地方性放假或闭厅(JSON 列表) · declare days off of divisions',
  operands: ['FILE'],
  options: {},
  run: async (invocation) => {
    const days = parseLocalDays(await readText(invocation.operands[0]!)).map((day) => ({ ...day }))
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const report = await app.act({ mode: 'write' }, (ctx) => app.modules.limits.api.declareLocalDays(ctx, { days }))
      invocation.out(`登记 ${report.declared} 天,${report.unchanged} 天无变化 · declared, unchanged`)
      printRecomputed(invocation, report.recomputed)
      return EXIT.ok
    })
  },
}
