import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const calendarStatus: Command = {
  name: 'calendar status',
  summary:
    '工作日历的覆盖年份;来年放假安排未导入时退出码为 1 · covered years; exit code 1 while the coming year is missing',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const status = await app.act({ mode: 'read' }, (ctx) => app.modules.limits.api.calendarStatus(ctx))
      const { coveredYears, importedYears, missingYear, provisionalLimits, localDays } = status
      invocation.out(`已覆盖 · covered: ${coveredYears.at(0)}–${coveredYears.at(-1)}`)
      invocation.out(`其中本平台导入 · imported here: ${importedYears.join('、') || '-'}`)
      invocation.out(`地方性放假 · local days: ${localDays}`)
      invocation.out(`暂定的时限 · provisional limits: ${provisionalLimits}`)
      if (missingYear === undefined) return EXIT.ok
      invocation.out(`${missingYear} 年放假安排尚未导入,请在公布后执行 yiwang calendar import · not imported yet`)
      return EXIT.no
    })
  },
}
