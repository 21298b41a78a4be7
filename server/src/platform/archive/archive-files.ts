import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ARCHIVE } from './archive-note.ts'

/** The archive's files as `sha256sum` lists them, so that whoever keeps it can check them with nothing of ours. */
export function fileLine(digest: string, path: string): string {
  return `${digest}  ${path}\n`
}

/** The one digest that the database keeps of an archive: of its list of files. */
export async function archiveDigest(folder: string): Promise<Buffer> {
  return hash('sha256', await readFile(join(folder, ARCHIVE.files)), 'buffer')
}

/** Which files are not what the list says. */
export async function changedFiles(folder: string): Promise<string[]> {
  const changed: string[] = []
  for (const line of (await readFile(join(folder, ARCHIVE.files), 'utf8')).trimEnd().split('\n')) {
    const path = line.slice(66)
    if (fileLine((await digestOf(join(folder, path))) ?? '', path) !== `${line}\n`) changed.push(path)
  }
  return changed
}

export async function digestOf(path: string): Promise<string | undefined> {
  const content = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) content.update(chunk as Buffer)
    return content.digest('hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
