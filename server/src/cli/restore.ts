import { resolve } from 'node:path'
import { readConfig } from '../platform/config/index.ts'
import { refuseExternal } from './backup.ts'
import { backupKeyOptions, backupKeysOf } from './backup-keys.ts'
import { EXIT } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: '从备份恢复到空的 DATA_DIR，并核验账本 · restore a backup into an empty DATA_DIR and verify its ledger',
  operands: ['DIR'],
  options: backupKeyOptions,
  run: async (invocation) => {
    refuseExternal(invocation)
    const folder = resolve(invocation.operands[0] ?? '')
    const keys = await backupKeysOf(invocation)
    const { dataDir, filesUrl } = readConfig(invocation.environment)
    const { restoreBackup } = await import('../platform/backup/index.ts')
    const { note, damaged } = await restoreBackup({ folder, dataDir, filesUrl, ...keys })
    invocation.out(`已恢复 ${note.madeAt} 的备份到 ${dataDir}，文件 ${note.files} 个 · restored: database, files`)
    for (const path of damaged) invocation.out(`✗ 文件已损坏 · damaged: ${path}`)
    const verified = await verify(invocation, note.checkpoint)
    return damaged.length === 0 ? verified : EXIT.no
  },
}

/** Held against the checkpoint that was taken when the backup began: nothing from before it may be missing. */
async function verify(invocation: Invocation, checkpoint: string): Promise<ExitCode> {
  const { withApp } = await import('./open-app.ts')
  return await withApp(invocation, async (app) => {
    const { entries, findings } = await app.ledger.verify(checkpoint)
    for (const finding of findings) invocation.out(`✗ ${finding.message}`)
    if (findings.length > 0) return EXIT.no
    invocation.out(
      `✓ 账本 ${entries} 条记录前后一致，与备份时的检查点相符 · the ledger holds, and agrees with the backup’s checkpoint`,
    )
    return EXIT.ok
  })
}
