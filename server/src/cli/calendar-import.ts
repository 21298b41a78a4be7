import type { RecomputeReport } from '../modules/limits/contract/index.ts'
import { EXIT } from './command.ts'
import type { Command, Invocation } from './command.ts'
import { readText } from './limit-due.ts'

const OUTCOMES = {
  imported: '已导入 · imported',
  replaced: '已更新 · replaced',
  unchanged: '无变化 · unchanged',
} as const

export const calendarImport: Command = {
  name: 'calendar import',
  summary: '导入年度放假安排,重算暂定的到期日 · take the official calendar of a year, recompute provisional due dates',
  operands: ['FILE'],
  options: {},
  run: async (invocation) => {
    const file = await readText(invocation.operands[0]!)
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const report = await app.act({ mode: 'write' }, (ctx) => app.modules.limits.api.importCalendar(ctx, { file }))
      for (const { year, daysOff, makeupWorkdays, outcome, missingFestivals } of report.years) {
        invocation.out(`${year} ${OUTCOMES[outcome]} 放假 ${daysOff} 天,调休上班 ${makeupWorkdays} 天`)
        if (missingFestivals.length > 0)
          invocation.say(`注意:文件没有安排${missingFestivals.join('、')},请核对是否完整 · some festivals are missing`)
      }
      printRecomputed(invocation, report.recomputed)
      return EXIT.ok
    })
  },
}

/** What moved, a line each. */
export function printRecomputed(
  { out }: Invocation,
  { examined, moved, settled, limits, isComplete }: RecomputeReport,
): void {
  out(`重算 ${examined} 个时限:${moved} 个到期日改变,${settled} 个由暂定转为确定 · recomputed, moved, settled`)
  for (const { subjectNo, subject, title, wasDueOn, dueOn } of limits) {
    out(`  ${subjectNo ?? subject} ${title} ${wasDueOn ?? '-'} → ${dueOn ?? '-'}`)
  }
  if (moved > limits.length) out(`  另有 ${moved - limits.length} 个未列出 · more not listed`)
  if (!isComplete) out('数量很大,其余由运行中的服务在后台继续重算 · a running server goes on with the rest')
}
