import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const ledgerKey: Command = {
  name: 'ledger key',
  summary: '打印账本的公钥，核验检查点和回执的人需要它 · print the verifier key of the record',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      invocation.out(await app.ledger.verifierKey())
      return EXIT.ok
    })
  },
}
