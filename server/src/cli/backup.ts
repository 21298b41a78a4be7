import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { App } from '../app.ts'
import { readConfig, StartRefusal } from '../platform/config/index.ts'
import { EXIT } from './command.ts'
import type { Command, Invocation } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase-file.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary:
    '备份内置数据库与文件到一个空文件夹，服务可以照常运行 · back up the embedded database and the files while the server runs',
  operands: ['DIR'],
  options: {
    'passphrase-file': {
      ...passphraseOption,
      help: `${passphraseOption.help}；不给则密钥不在备份中 · absent: the keys are not in the backup`,
    },
  },
  run: async (invocation) => {
    refuseExternal(invocation)
    const folder = resolve(invocation.operands[0] ?? '')
    const passphrase = await passphraseOf(invocation)
    const { requireEmpty, writeBackup } = await import('../platform/backup/index.ts')
    await requireEmpty(folder)
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app, { dataDir, filesUrl }, databaseUrl) => {
      const checkpoint = await app.ledger.checkpoint()
      const { version } = manifest
      const { note, damaged } = await writeBackup({
        ...{ folder, databaseUrl, dataDir, filesUrl, version, checkpoint },
        ...(passphrase !== undefined && { passphrase }),
      })
      invocation.out(`已备份到 ${folder}：数据库到 ${note.endLsn}，文件 ${note.files} 个 · backed up: database, files`)
      sayKeys(invocation, dataDir, note.keys)
      await sayArchives(invocation, app)
      for (const path of damaged) invocation.out(`✗ 文件已损坏 · damaged: ${path}`)
      return damaged.length === 0 ? EXIT.ok : EXIT.no
    })
  },
}

/** A year that was taken elsewhere is not in the backup, and the restored ledger will ask for it. */
async function sayArchives({ out }: Invocation, { database, archives }: App): Promise<void> {
  const settings = { readOnly: true, variables: { actor: 'backup' } }
  const years = await database.tx('yiwang_reader', settings, (tx) => archives.list(tx))
  for (const year of years)
    if (!existsSync(archives.folderOf(year)))
      out(
        `△ ${year.year} 年的归档不在 ${archives.folderOf(year)}，备份里没有它；请另外保管 · that year’s archive is elsewhere and NOT in the backup`,
      )
}

function sayKeys({ out }: Invocation, dataDir: string, keys: 'sealed' | 'apart'): void {
  if (keys === 'sealed')
    out(
      '密钥在备份中，由口令保护；口令请另外保存，丢了就打不开 · the keys are in it, under the passphrase: keep that apart',
    )
  else
    out(
      `密钥不在备份中：请把 ${dataDir}/keys 另外复制，与备份分开保存；没有它，备份里的个人信息打不开 · the keys are NOT in it: copy them yourself and keep them apart`,
    )
}

export function refuseExternal({ environment }: Invocation): void {
  if (readConfig(environment).databaseUrl === undefined) return
  throw new StartRefusal(
    '这个命令只管内置数据库。DATABASE_URL 指定的数据库请用 PostgreSQL 自己的工具备份，见 docs/operations.md。',
    'This is for the embedded database. Back the one in DATABASE_URL up with PostgreSQL’s own tools: docs/operations.md.',
  )
}
