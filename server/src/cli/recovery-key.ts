import { writeFile } from 'node:fs/promises'
import { StartRefusal } from '../platform/config/index.ts'
import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const recoveryKeyCommand: Command = {
  name: 'recovery-key',
  summary:
    '产生一对恢复密钥：私钥写入 FILE（另外保管），打印公钥（写进 BACKUP_RECIPIENTS）· make a recovery key for backups: the secret half into FILE, the public half is printed',
  operands: ['FILE'],
  options: {},
  run: async ({ operands, out, say }) => {
    const [file = ''] = operands
    const { makeRecoveryKey } = await import('../platform/backup/index.ts')
    const { publicKey, secretKey } = makeRecoveryKey()
    const text = `# ${publicKey}\n${secretKey}\n`
    await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true }).catch((cause: NodeJS.ErrnoException) => {
      throw new StartRefusal(
        `写不了 ${file}：${cause.code === 'EEXIST' ? '已经有了，不会覆盖' : cause.message}。`,
        `${file} cannot be written: ${cause.code === 'EEXIST' ? 'it is there, and not overwritten' : cause.message}.`,
        cause,
      )
    })
    say(`恢复密钥已写入 ${file}：打印或抄录，封存，不要放在备份旁边 · keep it sealed, and apart from the backups`)
    out(publicKey)
    return EXIT.ok
  },
}
