import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** The last checkpoint of a log that the witness cosigned: all that it has to remember. */
export interface Witnessed {
  readonly size: number
  /** Base64. */
  readonly root: string
  /** With the log's signature and the witness's own. */
  readonly note: string
}

/** What a witness keeps: a file of a few lines for each log, and proofs of what was refused. */
export interface WitnessState {
  read(origin: string): Promise<Witnessed | undefined>
  /** On disk before it returns. */
  write(origin: string, witnessed: Witnessed): Promise<void>
  /** Two checkpoints that cannot both be of one log, both signed by it. @returns the file */
  keepEvidence(origin: string, text: string): Promise<string>
}

export function createWitnessState(dir: string): WitnessState {
  return {
    read: async (origin) => {
      const text = await readFile(join(dir, 'logs', `${originHash(origin)}.json`), 'utf8').catch(absent)
      return text === undefined ? undefined : (JSON.parse(text) as Witnessed)
    },
    write: async (origin, witnessed) => {
      await mkdir(join(dir, 'logs'), { recursive: true })
      await writeWhole(join(dir, 'logs', `${originHash(origin)}.json`), JSON.stringify(witnessed, undefined, 2))
    },
    keepEvidence: async (origin, text) => {
      const folder = join(dir, 'evidence')
      await mkdir(folder, { recursive: true })
      const name = `${originHash(origin).slice(0, 8)}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.txt`
      await writeWhole(join(folder, name), text)
      return join(folder, name)
    },
  }
}

/** A log's name in addresses and file names (C2SP tlog-witness). */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin).digest('hex')
}

/** The old text or the new one, whatever happens in between; then the folder, so that the name is kept too. */
async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
  const folder = await open(join(file, '..'), 'r')
  await folder.sync().finally(() => folder.close())
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
