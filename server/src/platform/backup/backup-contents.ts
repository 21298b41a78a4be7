import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import type { Readable, TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StartRefusal } from '../config/index.ts'

/** A file of the store or of an archived year, by its path in a backup: `files/ab/cd/…`, `archive/2026/…`. */
export interface Content {
  readonly name: string
  open(): Readable
}

/** What was copied, and what is not any more what its name says. */
export interface CopiedContents {
  readonly files: number
  readonly bytes: number
  readonly damaged: readonly string[]
}

/** Uploads that are not whole yet, and years that are still being written. */
const UNFINISHED = /^files\/staging\/|\.part(\/|$)/
/** Files are named by the SHA-256 of what is in them. */
const NAMED_BY_CONTENT = /^files\/.*\/([0-9a-f]{64})$/

/** All that lies in a folder, under a name that begins with `prefix`. */
export async function* contentsOf(folder: string, prefix: string): AsyncIterable<Content> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfGone)
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const place = join(entry.parentPath, entry.name)
    const name = `${prefix}/${relative(folder, place).split(sep).join('/')}`
    if (!UNFINISHED.test(name)) yield { name, open: () => createReadStream(place) }
  }
}

/** Copies contents one after another, and checks each file against its name. */
export async function copyContents(
  contents: AsyncIterable<Content>,
  write: (name: string, content: Readable) => Promise<void>,
): Promise<CopiedContents> {
  const damaged: string[] = []
  let [files, bytes] = [0, 0]
  for await (const { name, open } of contents) {
    const counting = countAndHash()
    await write(name, followed(open(), counting.stream))
    const [, digest] = NAMED_BY_CONTENT.exec(name) ?? []
    if (digest !== undefined && digest !== counting.digest()) damaged.push(name.slice('files/'.length))
    if (!name.startsWith('files/')) continue
    files += 1
    bytes += counting.bytes()
  }
  return { files, bytes, damaged }
}

/** @throws Error for a name that leads out of the folder */
export async function writeContent(folder: string, name: string, content: Readable): Promise<void> {
  const place = resolve(folder, name)
  if (!place.startsWith(`${resolve(folder)}${sep}`)) throw new Error(`${name} leads out of ${folder}`)
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  await pipeline(content, createWriteStream(place, { mode: 0o600, flags: 'wx', flush: true }))
}

export async function textOf(content: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** A failure of the first is a failure of the second, which is what is read. */
export function followed(source: Readable, into: Transform): Readable {
  source.on('error', (error: NodeJS.ErrnoException) => into.destroy(error.code === 'ENOENT' ? missing(error) : error))
  return source.pipe(into)
}

function missing(cause: NodeJS.ErrnoException): StartRefusal {
  return new StartRefusal(
    `备份不完整：缺少 ${cause.path}。`,
    `The backup is not whole: ${cause.path} is missing.`,
    cause,
  )
}

function countAndHash(): { stream: Transform; digest(): string; bytes(): number } {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { stream, digest: () => hash.digest('hex'), bytes: () => bytes }
}

function noneIfGone(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
