import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const seedCommand: Command = {
  name: 'seed',
  summary: '建立演示县与演示账号(重复执行不改变任何内容) · set up the demo county; twice changes nothing',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    const { seedDemo } = await import('../seed.ts')
    return await withApp(invocation, async (app, config) => {
      if (!config.demo) {
        invocation.say('DEMO 未开启,未做任何改动 · DEMO is off, nothing was changed')
        return EXIT.cannotRun
      }
      await seedDemo(app)
      await app.drain()
      invocation.out('演示县已就绪 · the demo county is there')
      return EXIT.ok
    })
  },
}
