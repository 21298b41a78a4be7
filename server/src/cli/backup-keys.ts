import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { BackupKeys } from '../platform/backup/index.ts'
import { readConfig, StartRefusal } from '../platform/config/index.ts'
import { textOption } from './command.ts'
import type { CommandOption, Invocation } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase-file.ts'

/** Ways to open a backup. */
export const backupKeyOptions: Readonly<Record<string, CommandOption>> = {
  'passphrase-file': passphraseOption,
  'recovery-key': {
    type: 'string',
    value: 'FILE',
    help: 'yiwang recovery-key 写下的恢复密钥 · the recovery key that yiwang recovery-key wrote',
  },
  keys: {
    type: 'string',
    value: 'DIR',
    help: 'DATA_DIR/keys 的副本 · a copy of DATA_DIR/keys',
  },
}

/** What was given, and the master key of the settings where there is one. */
export async function backupKeysOf(invocation: Invocation): Promise<BackupKeys & { readonly keysFolder?: string }> {
  const passphrase = await passphraseOf(invocation)
  const recovery = textOption(invocation, 'recovery-key')
  const folder = textOption(invocation, 'keys')
  const provider = await providerOf(invocation, folder)
  return {
    ...(passphrase !== undefined && { passphrase }),
    ...(recovery !== undefined && { recoveryKey: await read(recovery) }),
    ...(folder !== undefined && { keysFolder: resolve(folder) }),
    ...(provider && { provider }),
  }
}

async function providerOf({ environment }: Invocation, folder: string | undefined) {
  const { dataDir, keyProvider: address, suite } = readConfig(environment)
  const { openKeyProvider, rootKeyFile, rootKeyProvider } = await import('../platform/vault/index.ts')
  if (folder !== undefined) return await rootKeyProvider(join(resolve(folder), 'root.key'), suite)
  const settings = { keysFolder: join(dataDir, 'keys'), suite, ...(address !== undefined && { address }) }
  const file = rootKeyFile(settings)
  return file === undefined || existsSync(file) ? await openKeyProvider(settings, false) : undefined
}

async function read(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(`读不了恢复密钥 ${file}。`, `The recovery key ${file} cannot be read.`, cause)
  })
}
