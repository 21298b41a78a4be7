import type { WitnessAnswer } from '../platform/ledger/checkpoint-store.ts'
import { EXIT } from './command.ts'
import type { Command } from './command.ts'

const SAID: Readonly<Record<WitnessAnswer['answer'], string>> = {
  cosigned: '已联署 · cosigned',
  contradicts: '拒绝：与它此前见过的账本矛盾 · it has seen another record',
  refused: '拒绝 · refused',
  unreachable: '没有应答 · did not answer',
}

export const ledgerCheckpoint: Command = {
  name: 'ledger checkpoint',
  summary: '打印带签名的检查点：总账条数和根，存到别处，日后可以核对 · print the signed size and root of the record',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      invocation.out((await app.ledger.checkpoint()).trimEnd())
      for (const { witness, answer, detail } of await app.ledger.publication.witnessAnswers())
        invocation.say(
          `${answer === 'cosigned' ? '✓' : '✗'} ${witness.split('+')[0]} ${SAID[answer]} ${detail}`.trimEnd(),
        )
      return EXIT.ok
    })
  },
}
