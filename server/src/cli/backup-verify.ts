import { resolve } from 'node:path'
import { backupKeyOptions, backupKeysOf } from './backup-keys.ts'
import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const backupVerify: Command = {
  name: 'backup verify',
  summary:
    '把一份备份从头读到尾：完整、没有被改动、能打开；什么也不写 · read a backup from end to end and write nothing',
  operands: ['DIR'],
  options: backupKeyOptions,
  run: async (invocation) => {
    const folder = resolve(invocation.operands[0] ?? '')
    const { examineBackup } = await import('../platform/backup/index.ts')
    const { note, copied, isEncrypted } = await examineBackup(folder, await backupKeysOf(invocation))
    for (const path of copied.damaged) invocation.out(`✗ 文件已损坏 · damaged: ${path}`)
    if (copied.damaged.length > 0) return EXIT.no
    invocation.out(
      `✓ ${note.madeAt} 的备份完整：数据库到 ${note.endLsn}，文件 ${copied.files} 个${isEncrypted ? '，加密' : '，未加密'} · whole and as it was written`,
    )
    return EXIT.ok
  },
}
