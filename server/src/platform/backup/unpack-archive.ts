import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { StartRefusal } from '../config/index.ts'
import type { BackupSource } from './backup-source.ts'

/** Unpacks the database's archive and holds each file against PostgreSQL's own list. @throws StartRefusal when one is not as it was */
export async function unpackArchive(backup: Pick<BackupSource, 'database' | 'manifest'>, place: string): Promise<void> {
  await unpack(backup.database(), place)
  const manifest = JSON.parse(await backup.manifest()) as Manifest
  for (const file of manifest.Files) {
    const path = file.Path ?? Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('utf8')
    if ((await digestOf(join(place, path))) === file.Checksum) continue
    throw new StartRefusal(
      `备份已损坏：数据库文件 ${path} 与清单不符。`,
      `The backup is damaged: ${path} is not as the list says.`,
    )
  }
}

/** As PostgreSQL writes it (backup manifest format, version 2). */
interface Manifest {
  readonly Files: readonly {
    readonly Path?: string
    readonly 'Encoded-Path'?: string
    readonly Checksum: string
  }[]
}

async function unpack(archive: Readable, place: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-f', '-', '-C', place, '--no-same-owner'], { stdio: ['pipe', 'ignore', 'pipe'] })
  const said: Buffer[] = []
  tar.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.once('error', reject)
    tar.once('close', resolve)
  })
  ended.catch(() => undefined) // Awaited below.
  try {
    await pipeline(archive, createGunzip(), tar.stdin)
    if ((await ended) === 0) return
  } catch (cause) {
    // What is wrong with an encrypted stream says more than that tar got too little.
    if (cause instanceof StartRefusal) throw cause
    throw damaged(`${String(cause)} ${Buffer.concat(said).toString()}`, cause)
  }
  throw damaged(Buffer.concat(said).toString())
}

function damaged(reason: string, cause?: unknown): StartRefusal {
  return new StartRefusal(`无法解开备份中的数据库：${reason.trim()}`, 'The database cannot be unpacked.', cause)
}

async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
