import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: '把数据库升级到本版本 · bring the database to this version',
  options: {},
  run: async (invocation) => {
    const { bringUpToDate, withDatabase } = await import('./open-app.ts')
    return await withDatabase(invocation, async (url) => {
      const count = await bringUpToDate(url)
      invocation.out(count === 0 ? '已是最新 · up to date' : `已执行 ${count} 个迁移 · migrations run: ${count}`)
    })
  },
}
