import type { Writable } from 'node:stream'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Rows on their way into one table, over a connection of its own. */
export interface CopyStream {
  /** One or more rows in COPY's text format, each with its line's end. */
  write(lines: string): Promise<void>
  close(): Promise<void>
  /** Gives up what was written. */
  destroy(): void
}

const CHUNK_LENGTH = 512 * 1024

export async function openCopyStream(url: string, target: string): Promise<CopyStream> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // What is copied was checked when it was written: triggers and foreign keys within the modules cost hours here.
  await client.query(`set session_replication_role = 'replica'; set synchronous_commit = 'off'`)
  const stream: Writable = client.query(copyFrom(`copy ${target} from stdin`))
  let failed: Error | undefined
  for (const source of [stream, client]) source.on('error', (error: Error) => void (failed ??= error))
  let chunk = ''
  const flush = async () => {
    if (failed) throw failed
    const isTaken = stream.write(chunk)
    chunk = ''
    if (!isTaken) await once(stream, 'drain')
  }
  return {
    write: async (lines) => {
      chunk += lines
      if (chunk.length > CHUNK_LENGTH) await flush()
    },
    close: async () => {
      await flush()
      stream.end()
      await finished(stream)
      await client.end()
    },
    destroy: () => {
      stream.destroy()
      void client.end()
    },
  }
}

/** A text as a field of COPY's text format. */
export function copiedText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
}
