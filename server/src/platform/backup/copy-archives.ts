import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { PARTS } from './backup-note.ts'

/** What is still being written. */
const UNFINISHED = /\.part$/

/** Archived years go with the database that reads them, where they were not taken elsewhere. Verification holds each against its digest. */
export async function copyArchives(from: string, to: string): Promise<void> {
  const settings = {
    recursive: true,
    errorOnExist: true,
    force: false,
    filter: (path: string) => !UNFINISHED.test(path),
  }
  await cp(join(from, PARTS.archives), join(to, PARTS.archives), settings).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
