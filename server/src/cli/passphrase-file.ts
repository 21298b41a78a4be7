import { readFile } from 'node:fs/promises'
import { StartRefusal } from '../platform/config/index.ts'
import { textOption, UsageError } from './command.ts'
import type { CommandOption, Invocation } from './command.ts'

const SHORTEST = 12

export const passphraseOption: CommandOption = {
  type: 'string',
  value: 'FILE',
  help: '存有密钥口令的文件，取第一行，至少 12 个字 · file whose first line is the passphrase for the keys',
}

export async function passphraseOf(invocation: Invocation): Promise<string | undefined> {
  const file = textOption(invocation, 'passphrase-file')
  if (file === undefined) return undefined
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartRefusal(`读不了口令文件 ${file}。`, `The passphrase file ${file} cannot be read.`, cause)
  })
  const passphrase = text.split(/\r?\n/)[0]!.trim()
  if (passphrase.length < SHORTEST)
    throw new UsageError(`口令至少 ${SHORTEST} 个字 · a passphrase has at least ${SHORTEST} characters`)
  return passphrase
}
