import { EXIT, UsageError } from './command.ts'
import type { Command } from './command.ts'

export const ledgerRebuild: Command = {
  name: 'ledger rebuild',
  summary:
    '清空一个读者的表，从第一条记录起重新读 · empty a reader’s tables and read the record again from its first entry',
  operands: ['NAME'],
  options: {},
  run: async (invocation) => {
    const name = invocation.operands[0] ?? ''
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async ({ readers }) => {
      if (!readers.names.includes(name))
        throw new UsageError(`没有这个读者 · no such reader: ${name}(${readers.names.join('、')})`)
      const { next, size } = await readers.rebuild(name)
      invocation.out(`${name}  ${next}/${size}`)
      return EXIT.ok
    })
  },
}
