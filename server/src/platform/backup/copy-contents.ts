import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** What was copied, and what is not any more what its name says. */
export interface CopiedContents {
  readonly files: number
  readonly bytes: number
  readonly damaged: readonly string[]
}

/** Uploads that are not whole yet. */
const STAGING = 'staging'

/**
 * Copies contents that are named by their SHA-256 and checks each against its name. They never change, so that a copy taken after
 * the database's holds all that the database speaks of.
 */
export async function copyContents(from: string, to: string): Promise<CopiedContents> {
  const damaged: string[] = []
  let files = 0
  let bytes = 0
  for (const path of await pathsIn(from)) {
    const place = join(to, path)
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    if ((await copy(join(from, path), place)) !== nameOf(path)) damaged.push(path)
    files += 1
    bytes += (await stat(place)).size
  }
  return { files, bytes, damaged }
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfGone)
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith(`${STAGING}/`))
}

async function copy(from: string, to: string): Promise<string> {
  const hash = createHash('sha256')
  const reading = createReadStream(from)
  reading.on('data', (chunk) => hash.update(chunk))
  await pipeline(reading, createWriteStream(to, { mode: 0o600, flush: true }))
  return hash.digest('hex')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function noneIfGone(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
