import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const ledgerCheckpoint: Command = {
  name: 'ledger checkpoint',
  summary: '打印带签名的检查点：总账条数和根，存到别处，日后可以核对 · print the signed size and root of the record',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      invocation.out((await app.ledger.checkpoint()).trimEnd())
      return EXIT.ok
    })
  },
}
