import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const ledgerReaders: Command = {
  name: 'ledger readers',
  summary: '列出账本的读者，以及各自读到哪里 · list the readers of the ledger and how far each has read',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async ({ readers }) => {
      for (const name of readers.names) {
        const { next, size } = await readers.standing(name)
        invocation.out(`${name}  ${next}/${size}`)
      }
      return EXIT.ok
    })
  },
}
