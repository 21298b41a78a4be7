import { join } from 'node:path'
import { parseVerifierKey } from '../platform/tlog/signed-note.ts'
import { EXIT, UsageError } from './command.ts'
import type { Command, Invocation } from './command.ts'

export const ledgerArchive: Command = {
  name: 'ledger archive',
  summary:
    '把过完的一年归档到 DATA_DIR/archive，并在那里核验；数据库中的记录不动 · write a year that is over into DATA_DIR/archive and verify it there; the database keeps it',
  operands: ['YEAR'],
  options: {},
  run: async (invocation) => {
    const year = yearOf(invocation)
    const { withApp } = await import('./open-app.ts')
    const { verifyArchive, writeArchive } = await import('../platform/archive/index.ts')
    return await withApp(invocation, async (app, { dataDir }) => {
      const folder = join(dataDir, 'archive', String(year))
      const checkpoint = await app.ledger.checkpoint()
      const { database, archives } = app
      const note = await writeArchive({ database, archives, folder, year, now: app.clock.now(), checkpoint })
      const { findings } = await verifyArchive(folder, parseVerifierKey(await app.ledger.verifierKey()))
      for (const finding of findings) invocation.out(`✗ ${finding}`)
      if (findings.length > 0) return EXIT.no
      invocation.out(`✓ ${year} 年 ${note.entries} 条记录已归档到 ${folder} 并核验 · archived and verified`)
      return EXIT.ok
    })
  },
}

/** @throws UsageError */
export function yearOf({ operands }: Invocation): number {
  const text = operands[0] ?? ''
  if (/^20\d{2}$/.test(text)) return Number(text)
  throw new UsageError(`应为年份，如 2026 · not a year: ${text}`)
}
