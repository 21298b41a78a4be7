import { readFile } from 'node:fs/promises'
import { StartRefusal } from '../platform/config/index.ts'
import type { Finding } from '../platform/ledger/verify-chain.ts'
import { NoteError } from '../platform/tlog/signed-note.ts'
import { EXIT, textOption, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'
import { readKey } from './verify-receipt.ts'

export const ledgerVerify: Command = {
  name: 'ledger verify',
  summary: '重新计算全部记录，指出第一条不成立的 · compute the whole record again and name what does not hold',
  options: {
    against: {
      type: 'string',
      value: 'FILE',
      help: '与早先打印的检查点核对 · hold it against a checkpoint printed earlier',
    },
    archive: {
      type: 'string',
      value: 'DIR',
      help: '核验归档的一年，而不是数据库；不需要数据库 · verify an archived year instead, without a database',
    },
    key: {
      type: 'string',
      value: 'KEY',
      help: '与 --archive 一起：账本的公钥（yiwang ledger key 打印的一行），或者存有它的文件 · with --archive: the ledger’s verifier key, or a file that holds it',
    },
  },
  run: async (invocation) => {
    const archive = textOption(invocation, 'archive')
    if (archive !== undefined) return await verifyArchived(invocation, archive)
    const file = textOption(invocation, 'against')
    const note = file === undefined ? undefined : await readNote(file)
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const { entries, positions, findings, root, setBacks } = await app.ledger.verify(note)
      for (const finding of findings) invocation.out(`✗ [${CAUSES[finding.kind]}] ${finding.message}`)
      for (const { stream, seq } of setBacks.slice(0, MOST_SHOWN))
        invocation.out(
          `· ${stream} 第 ${seq} 条入账时系统时间被拨回过，其前后的时间不能互相印证 · the clock had been set back`,
        )
      invocation.out(`${entries} 条记录，${positions} 个位置，根 ${root.toString('base64')} · entries, positions, root`)
      if (findings.length > 0) return EXIT.no
      invocation.out(
        note === undefined
          ? '✓ 前后一致。从头重写的记录只有与早先的检查点核对才能发现（--against）· consistent; a record rewritten from its beginning shows only against a checkpoint'
          : '✓ 前后一致，并与所给的检查点相符 · consistent, and in agreement with the checkpoint',
      )
      return EXIT.ok
    })
  },
}

/** With nothing but the folder and the public key: years later, on another machine. */
async function verifyArchived(invocation: Invocation, folder: string): Promise<ExitCode> {
  const given = textOption(invocation, 'key')
  if (given === undefined) throw new UsageError('--archive 需要 --key · --archive needs --key')
  const { verifyArchive } = await import('../platform/archive/index.ts')
  try {
    const { note, checkpoint, findings } = await verifyArchive(folder, await readKey(given))
    for (const finding of findings) invocation.out(`✗ ${finding}`)
    invocation.out(
      `${note.year} 年 ${note.entries} 条记录，检查点 ${checkpoint.size} 条，根 ${checkpoint.root.toString('base64')} · entries, checkpoint, root`,
    )
    if (findings.length > 0) return EXIT.no
    invocation.out('✓ 归档与已签名的检查点相符 · the archive agrees with its signed checkpoint')
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
    invocation.out(`✗ 检查点不是这把公钥签名的，或者不完整 · ${error.message}`)
    return EXIT.no
  }
}

const MOST_SHOWN = 20

const CAUSES: Readonly<Record<Finding['kind'], string>> = {
  altered: '改动 altered',
  'leaf-altered': '改动 altered',
  'chain-broken': '改动 altered',
  'entry-missing': '删除 removed',
  'end-cut': '删除 removed',
  'stream-missing': '删除 removed',
  'position-missing': '删除 removed',
  reordered: '调换 reordered',
  inserted: '后插 inserted later',
  'back-dated': '倒签 back-dated',
  'tree-altered': '重写 rewritten',
  'checkpoint-contradicted': '重写 rewritten',
  'archive-missing': '缺归档 archive missing',
  'archive-altered': '归档改动 archive altered',
}

async function readNote(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new StartRefusal(`读不了检查点文件 ${file}。`, `Cannot read the checkpoint file ${file}.`, error)
  }
}
