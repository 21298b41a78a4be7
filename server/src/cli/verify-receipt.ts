import { readFile } from 'node:fs/promises'
import { StartRefusal } from '../platform/config/index.ts'
import { ReceiptError, verifyReceipt } from '../platform/ledger/receipt.ts'
import type { ProvenReceipt } from '../platform/ledger/receipt.ts'
import { NoteError, parseVerifierKey } from '../platform/tlog/signed-note.ts'
import type { VerifierKey } from '../platform/tlog/signed-note.ts'
import { EXIT, textOption, textOptions, UsageError } from './command.ts'
import type { Command } from './command.ts'

export const verifyReceiptCommand: Command = {
  name: 'verify-receipt',
  summary: '核验存证回执；只需要公钥，不需要数据库 · verify a receipt with nothing but public keys',
  operands: ['FILE'],
  options: {
    key: {
      type: 'string',
      value: 'KEY',
      required: true,
      help: '账本的公钥（yiwang ledger key 打印的一行），或者存有它的文件 · the ledger’s verifier key, or a file that holds it',
    },
    witness: {
      type: 'string',
      value: 'KEY',
      repeats: true,
      help: '见证方的公钥，可多次；每一个都须联署 · the key of a witness that must have cosigned; may be repeated',
    },
  },
  run: async (invocation) => {
    const log = await readKey(textOption(invocation, 'key') ?? '')
    const witnesses = await Promise.all(textOptions(invocation, 'witness').map(readKey))
    const file = invocation.operands[0]!
    try {
      const proven = verifyReceipt(await readText(file), { log, witnesses })
      const missing = witnesses.filter(({ name }) => !proven.cosignatures.some((one) => one.name === name))
      for (const { name } of missing) invocation.out(`✗ 见证方 ${name} 没有联署 · the witness did not cosign`)
      for (const line of describe(proven)) invocation.out(line)
      if (missing.length > 0) return EXIT.no
      invocation.out('✓ 回执属实 · the receipt holds')
      return EXIT.ok
    } catch (error) {
      if (!(error instanceof ReceiptError)) throw error
      invocation.out(`✗ ${FAULTS[error.fault]} · ${error.message}`)
      return EXIT.no
    }
  },
}

const FAULTS: Readonly<Record<ReceiptError['fault'], string>> = {
  malformed: '不是完整的存证回执',
  'not-signed': '其中的检查点不是这把公钥签名的',
  'not-recorded': '内容与签名时的账本不符，被改动过',
  'chain-broken': '各条之间不相连，有一条被改动、删去或换掉',
}

function describe({ checkpoint, position, entries, cosignatures }: ProvenReceipt): string[] {
  return [
    `账本 ${checkpoint.origin}，签名时 ${checkpoint.size} 条；末条在第 ${position} 号位置 · ledger, its size when signed, position of the last entry`,
    ...entries.map(
      ({ stream, seq, kind, occurredAt, recordedAt }) =>
        `  ${stream} #${seq} ${kind} 发生 ${occurredAt} 入账 ${recordedAt}`,
    ),
    ...cosignatures.map(({ name, at }) => `  联署 ${name} ${at.toISOString()} · cosigned`),
  ]
}

/** A key as it stands, or the file that holds it. */
export async function readKey(given: string): Promise<VerifierKey> {
  try {
    return parseVerifierKey(/^[^+\s]+\+[0-9a-f]{8}\+/.test(given) ? given : await readText(given))
  } catch (error) {
    if (error instanceof NoteError) throw new UsageError(`公钥写得不对 · ${error.message}`)
    throw error
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new StartRefusal(`读不了文件 ${file}。`, `Cannot read the file ${file}.`, error)
  }
}
