import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { StagedBlob } from '../contract/staged-file.ts'

/** Contents by their SHA-256 digest. On disk here; a store that speaks S3 offers the same three verbs. */
export interface BlobStore {
  /** @throws BlobTooLarge, BlobStoreFull; nothing half-written stays. */
  stage(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StagedBlob>
  /** @throws with code ENOENT when the content is gone. */
  open(sha256: string): Promise<Readable>
  /** Takes a content out of its place, to be removed or put back; one that is not there is no matter. */
  putAside(sha256: string): Promise<{ putBack(): Promise<void>; remove(): Promise<void> }>
  /** Removes what was staged before the given moment and never kept: a process died over it. */
  sweep(before: Date): Promise<number>
}

export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge'
}

export class BlobStoreFull extends Error {
  override readonly name = 'BlobStoreFull'
}

/** @throws when the address is not a `file:` one. */
export function createBlobStore(filesUrl: string): BlobStore {
  const url = new URL(filesUrl)
  if (url.protocol !== 'file:') throw new Error(`FILES_URL must begin with file: and not with ${url.protocol}`)
  return diskBlobs(fileURLToPath(url))
}

function diskBlobs(root: string): BlobStore {
  const staging = join(root, 'staging')
  const placeOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    stage: async (stream, maxBytes) => {
      await mkdir(staging, { recursive: true, mode: 0o700 })
      const path = join(staging, randomUUID())
      try {
        const written = await write(path, stream, maxBytes)
        return { ...written, path, keep: () => moveInto(path, placeOf(written.sha256)), discard: () => remove(path) }
      } catch (error) {
        await remove(path)
        throw isFull(error) ? new BlobStoreFull('no space left for files', { cause: error }) : error
      }
    },
    open: async (sha256) => {
      await stat(placeOf(sha256))
      return createReadStream(placeOf(sha256))
    },
    putAside: async (sha256) => {
      await mkdir(staging, { recursive: true, mode: 0o700 })
      const path = join(staging, randomUUID())
      await rename(placeOf(sha256), path).catch((error: unknown) => {
        if (!isGone(error)) throw error
      })
      return { putBack: () => moveInto(path, placeOf(sha256)), remove: () => remove(path) }
    },
    sweep: (before) => sweep(staging, before),
  }
}

/** Straight to disk, digest and size counted on the way; on the medium before anybody hears that it is stored. */
async function write(
  path: string,
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of stream) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new BlobTooLarge(`more than ${maxBytes} bytes`)
      hash.update(chunk)
      // `write` may take a part of it and say nothing, as it does where the disk is about to be full.
      await file.appendFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

async function moveInto(path: string, place: string): Promise<void> {
  const folder = join(place, '..')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await rename(path, place)
  } catch (error) {
    if (isGone(error) && (await exists(place))) return
    throw isFull(error) ? new BlobStoreFull('no space left for files', { cause: error }) : error
  }
  await syncFolder(folder)
}

/** A rename is on the medium only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sweep(staging: string, before: Date): Promise<number> {
  let removed = 0
  for (const name of await readdir(staging).catch(noneIfGone)) {
    const path = join(staging, name)
    const found = await stat(path).catch(() => undefined)
    if (!found || found.mtime >= before) continue
    await remove(path)
    removed += 1
  }
  return removed
}

function remove(path: string): Promise<void> {
  return rm(path, { force: true })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isGone(error)) return false
      throw error
    },
  )
}

function noneIfGone(error: unknown): string[] {
  if (isGone(error)) return []
  throw error
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
}
