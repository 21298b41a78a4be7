import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { App } from '../app.ts'
import { readConfig, StartRefusal } from '../platform/config/index.ts'
import type { KeyProvider } from '../platform/vault/index.ts'
import { EXIT } from './command.ts'
import type { Command, Invocation } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase-file.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary:
    '备份内置数据库、文件与密钥到一个空文件夹，加密，服务可以照常运行 · back up database, files and keys, encrypted, while the server runs',
  operands: ['DIR'],
  options: {
    'passphrase-file': {
      ...passphraseOption,
      help: '另外可用口令打开：文件的第一行，至少 12 个字 · opened by a passphrase, too: the first line of FILE',
    },
    plain: {
      type: 'boolean',
      help: '不加密；密钥只在给了口令时才在备份中 · not encrypted; the keys are in it only under a passphrase',
    },
  },
  run: async (invocation) => {
    refuseExternal(invocation)
    const folder = resolve(invocation.operands[0] ?? '')
    const passphrase = await passphraseOf(invocation)
    const isPlain = invocation.options['plain'] === true
    const { parseRecipient, requireEmpty, writeBackup } = await import('../platform/backup/index.ts')
    const { backupRecipients: recipients } = readConfig(invocation.environment)
    for (const recipient of recipients) parseRecipient(recipient)
    await requireEmpty(folder)
    const { withApp } = await import('./open-app.ts')
    const { rootKeyFile } = await import('../platform/vault/index.ts')
    return await withApp(invocation, async (app, config, databaseUrl) => {
      const { dataDir, filesUrl, suite, keyProvider: address } = config
      const checkpoint = await app.ledger.checkpoint()
      const { version } = manifest
      const rootKey = rootKeyFile({ keysFolder: join(dataDir, 'keys'), ...(address !== undefined && { address }) })
      const secret = passphrase === undefined ? {} : { passphrase }
      const lockedTo = { provider: app.keyProviders[0]!, recipients, ...secret }
      const { note, damaged } = await writeBackup({
        ...{ folder, databaseUrl, dataDir, filesUrl, version, checkpoint },
        ...(rootKey !== undefined && { rootKeyFile: rootKey }),
        ...(isPlain ? secret : { encrypted: { lockedTo, suite } }),
      })
      invocation.out(`已备份到 ${folder}：数据库到 ${note.endLsn}，文件 ${note.files} 个 · backed up: database, files`)
      if (isPlain) sayKeys(invocation, dataDir, note.keys)
      else sayLocks(invocation, lockedTo)
      await sayArchives(invocation, app)
      for (const path of damaged) invocation.out(`✗ 文件已损坏 · damaged: ${path}`)
      return damaged.length === 0 ? EXIT.ok : EXIT.no
    })
  },
}

/** What opens it, so that somebody looks after that. */
function sayLocks(
  { out }: Invocation,
  { provider, recipients, passphrase }: { provider: KeyProvider; recipients: readonly string[]; passphrase?: string },
): void {
  const ways = [
    `主密钥 · master key ${provider.master}`,
    ...recipients.map((one) => `恢复密钥 · recovery key of ${one}`),
  ]
  if (passphrase !== undefined) ways.push('口令 · passphrase')
  out(`已加密，以下任何一个都能打开 · encrypted; any of these opens it: ${ways.join('; ')}`)
  if (ways.length > 1) return
  out(
    '△ 只有主密钥能打开它：主密钥丢了，这份备份也就没有了。建议设置 BACKUP_RECIPIENTS · only the master key opens it: without that the backup is lost, too. See BACKUP_RECIPIENTS',
  )
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
