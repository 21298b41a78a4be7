import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const jobsCommand: Command = {
  name: 'jobs',
  summary: '列出一再失败、已不再重试的后台工作 · list background jobs that failed as often as they may',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async ({ jobs }) => {
      const givenUp = await jobs.givenUp()
      for (const { id, name, attempts, lastFailedAt, because } of givenUp)
        invocation.out(`✗ ${id}  ${name}  ${attempts}×  ${lastFailedAt.toISOString()}  ${because}`)
      if (givenUp.length > 0) {
        invocation.out('原因排除后运行 yiwang jobs retry · when the cause is mended, run yiwang jobs retry')
        return EXIT.no
      }
      invocation.out('✓ 没有放弃的工作 · nothing was given up')
      return EXIT.ok
    })
  },
}

export const jobsRetry: Command = {
  name: 'jobs retry',
  summary: '重新去做已放弃的后台工作 · do what was given up again',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async ({ jobs }) => {
      invocation.out(`重新排队 ${await jobs.retryGivenUp()} 项 · queued again`)
      return EXIT.ok
    })
  },
}

export const jobsDrop: Command = {
  name: 'jobs drop',
  summary:
    '不再去做已放弃的后台工作（办件和账本不受影响）· never do what was given up; cases and record stay as they are',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async ({ jobs }) => {
      invocation.out(`丢弃 ${await jobs.dropGivenUp()} 项 · dropped`)
      return EXIT.ok
    })
  },
}
