import Value from 'typebox/value'
import { OfficeHoursInput } from '../modules/limits/contract/office-hours.ts'
import { EXIT, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { readText } from './limit-due.ts'

export const calendarHours: Command = {
  name: 'calendar hours',
  summary:
    '登记办公时间(JSON 列表),供按小时、分钟计算的时限使用 · declare office hours, for limits in hours and minutes',
  operands: ['FILE'],
  options: {},
  run: async (invocation) => {
    const list = readHours(await readText(invocation.operands[0]!))
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      for (const input of list) {
        const { outcome } = await app.act({ mode: 'write' }, (ctx) =>
          app.modules.limits.api.declareOfficeHours(ctx, input),
        )
        const said = outcome === 'declared' ? '已登记 · declared' : '无变化 · unchanged'
        invocation.out(`${input.division} ${input.organizationId ?? '-'} ${input.validFrom} ${said}`)
      }
      return EXIT.ok
    })
  },
}

/** @throws UsageError naming the first entry that is none */
export function readHours(text: string): OfficeHoursInput[] {
  const list = parse(text)
  if (!Array.isArray(list)) throw new UsageError('文件应是一个列表 · the file should hold a list')
  return list.map((one: unknown, index) => {
    if (Value.Check(OfficeHoursInput, one)) return one
    const [first] = Value.Errors(OfficeHoursInput, one)
    throw new UsageError(`第 ${index + 1} 项不正确 · wrong: ${first?.instancePath ?? ''} ${first?.message ?? ''}`)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`不是有效的 JSON · not JSON: ${(error as Error).message}`)
  }
}
