import { once } from 'node:events'
import type { Writable } from 'node:stream'
import pg from 'pg'
import type { Connection, Submittable } from 'pg'

/** A copy of a whole running PostgreSQL, consistent at `endLsn`, with the write-ahead log it needs. */
export interface BaseBackup {
  readonly startLsn: string
  readonly endLsn: string
  /** PostgreSQL's own list of what it sent, with a SHA-256 for each file. */
  readonly manifest: Buffer
}

/**
 * PostgreSQL's own base backup by its replication protocol: writers go on, torn pages are mended by the log that goes with it.
 * `pg_basebackup` speaks the same, and the embedded PostgreSQL does not ship it.
 * @param archive takes the tar of the data directory; it is ended when all is in it
 */
export async function takeBaseBackup(url: string, archive: Writable): Promise<BaseBackup> {
  const keeper = new pg.Client({ connectionString: url, application_name: 'yiwang backup' })
  const client = new pg.Client({ connectionString: replicationUrl(url), application_name: 'yiwang backup' })
  await keeper.connect()
  try {
    // Without it the log of a long backup could be thrown away before it is sent. It ends with its connection.
    await keeper.query('select pg_create_physical_replication_slot($1, true, true)', [`yiwang_backup_${process.pid}`])
    await client.connect()
    const backup = await receive(client, archive)
    archive.end()
    await once(archive, 'close')
    return backup
  } finally {
    await client.end().catch(() => undefined)
    await keeper.end()
  }
}

function replicationUrl(url: string): string {
  const address = new URL(url)
  address.searchParams.set('replication', 'true')
  return address.href
}

const COMMAND = `BASE_BACKUP (LABEL 'yiwang backup', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`

function receive(client: pg.Client, archive: Writable): Promise<BaseBackup> {
  return new Promise((resolve, reject) => {
    archive.once('error', reject)
    client.once('error', reject)
    client.once('end', () => reject(new Error('the database ended the connection in the middle of the backup')))
    client.query(baseBackupQuery(archive, { resolve, reject }))
  })
}

interface Outcome {
  resolve(backup: BaseBackup): void
  reject(error: Error): void
}

/** The answers of the command in their order: where it starts; the tablespaces; the data; where it ends (protocol 55.4). */
interface BaseBackupQuery extends Submittable {
  handleRowDescription(): void
  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void
  handleCommandComplete(): void
  handleCopyData(message: { readonly chunk: Buffer }, connection: Connection): void
  handleReadyForQuery(): void
  handleError(error: Error): void
}

const NEW_ARCHIVE = 0x6e // n
const MANIFEST = 0x6d // m
const DATA = 0x64 // d

function baseBackupQuery(archive: Writable, { resolve, reject }: Outcome): BaseBackupQuery {
  const rows: (readonly (string | null)[])[] = []
  const manifest: Buffer[] = []
  let isManifest = false
  let archives = 0
  return {
    submit: (connection) => connection.query(COMMAND),
    handleRowDescription: () => undefined,
    handleDataRow: ({ fields }) => void rows.push(fields),
    handleCommandComplete: () => undefined,
    handleCopyData: ({ chunk }, { stream }) => {
      const kind = chunk[0]
      if (kind === NEW_ARCHIVE) archives += 1
      else if (kind === MANIFEST) isManifest = true
      else if (kind === DATA && isManifest) manifest.push(Buffer.from(chunk.subarray(1)))
      // The driver reads into the same memory again: what is kept must be a copy.
      else if (kind === DATA && !archive.write(Buffer.from(chunk.subarray(1))) && !stream.isPaused())
        holdUp(stream, archive)
    },
    handleReadyForQuery: () => {
      const [startLsn, endLsn] = [rows.at(0)?.[0], rows.at(-1)?.[0]]
      if (!startLsn || !endLsn || archives !== 1)
        return reject(new Error('the database sent something else than one whole backup (has it tablespaces?)'))
      resolve({ startLsn, endLsn, manifest: Buffer.concat(manifest) })
    },
    handleError: reject,
  }
}

/** The disk is slower than the database: nothing is read meanwhile. */
function holdUp(stream: Connection['stream'], archive: Writable): void {
  stream.pause()
  archive.once('drain', () => stream.resume())
}
