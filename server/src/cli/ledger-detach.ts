import { Problem } from '../kernel/index.ts'
import { parseVerifierKey } from '../platform/tlog/signed-note.ts'
import { EXIT } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'
import { yearOf } from './ledger-archive.ts'
import type { DetachOutcome } from '../platform/archive/index.ts'

export const ledgerDetach: Command = {
  name: 'ledger detach',
  summary:
    '归档过完的一年、核验，再把它从数据库中取出；此后从归档中读它 · archive a year that is over, verify it, and take it out of the database; from then on it is read from the archive',
  operands: ['YEAR'],
  options: {},
  run: async (invocation) => {
    const year = yearOf(invocation)
    const { withApp } = await import('./open-app.ts')
    const { detachYear } = await import('../platform/archive/index.ts')
    return await withApp(invocation, async (app, { dataDir }) => {
      const checkpoint = await app.ledger.checkpoint()
      const { database, archives, act, readers, clock } = app
      const key = parseVerifierKey(await app.ledger.verifierKey())
      try {
        const outcome = await detachYear({
          ...{ database, archives, act, dataDir, year, checkpoint, key },
          readers: readers.names,
          now: clock.now(),
        })
        return tell(invocation, year, outcome)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        invocation.out(`✗ ${error.definition.title}：${error.detail}`)
        return EXIT.no
      }
    })
  },
}

function tell({ out }: Invocation, year: number, outcome: DetachOutcome): ExitCode {
  if (outcome.done === 'refused') {
    for (const finding of outcome.findings) out(`✗ ${finding}`)
    out(`归档 ${outcome.folder} 没有通过核验，数据库没有变化 · the archive does not verify; the database is as it was`)
    return EXIT.no
  }
  if (outcome.done === 'already')
    out(`${year} 年早已取出，没有要做的；它的归档在 ${outcome.folder} · nothing is left to do`)
  else
    out(
      `✓ ${year} 年 ${outcome.entries} 条记录已归档、核验并从数据库取出；请保管好 ${outcome.folder}，查看这一年的记录要用它 · archived, verified and taken out: keep the folder`,
    )
  return EXIT.ok
}
