import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inPieces, samplePdf } from '../fixtures.ts'
import { BlobStoreFull, BlobTooLarge, createBlobStore } from './blob-store.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-blobs-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function contentOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('the blob store on disk', () => {
  it('keeps content under its digest and gives it back whole', async () => {
    const blobs = createBlobStore(`file://${folder}/kept`)
    const content = samplePdf('一份材料')
    const staged = await blobs.stage(inPieces(content, 7), 1000)
    expect(staged.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    await staged.keep()
    expect(await contentOf(await blobs.open(staged.sha256))).toEqual(content)
    expect(await readdir(join(folder, 'kept', 'staging'))).toEqual([])
  })

  it('stores the same content once, from whoever it comes', async () => {
    const blobs = createBlobStore(`file://${folder}/same`)
    const first = await blobs.stage(inPieces(samplePdf()), 1000)
    const second = await blobs.stage(inPieces(samplePdf()), 1000)
    await Promise.all([first.keep(), second.keep()])
    await first.keep()
    expect(await readdir(join(folder, 'same', first.sha256.slice(0, 2), first.sha256.slice(2, 4)))).toEqual([
      first.sha256,
    ])
  })

  it('leaves nothing of content that is too large or whose sender goes away', async () => {
    const blobs = createBlobStore(`file://${folder}/broken`)
    await expect(blobs.stage(inPieces(Buffer.alloc(2000), 100), 1999)).rejects.toThrow(BlobTooLarge)
    async function* broken(): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(Buffer.alloc(100))
      throw new Error('the sender went away')
    }
    await expect(blobs.stage(broken(), 1000)).rejects.toThrow('went away')
    expect(await readdir(join(folder, 'broken', 'staging'))).toEqual([])
  })

  it('sweeps away what was staged before and never kept', async () => {
    const blobs = createBlobStore(`file://${folder}/swept`)
    const old = await blobs.stage(inPieces(samplePdf()), 1000)
    await utimes(old.path, new Date('2026-01-01'), new Date('2026-01-01'))
    const fresh = await blobs.stage(inPieces(samplePdf()), 1000)
    expect(await blobs.sweep(new Date('2026-01-02'))).toBe(1)
    await fresh.keep()
  })

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    'says that a full disk is full, keeps nothing half-written, and takes files again when there is room',
    async () => {
      const place = await mkdtemp(join(folder, 'small-'))
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', place])
      try {
        const blobs = createBlobStore(`file://${place}`)
        const megabyte = Buffer.alloc(1_048_576, 1)
        await expect(blobs.stage(inPieces(megabyte), 2_000_000)).rejects.toThrow(BlobStoreFull)
        expect(await readdir(join(place, 'staging'))).toEqual([])
        const small = await blobs.stage(inPieces(samplePdf()), 1000)
        await small.keep()
        expect(await contentOf(await blobs.open(small.sha256))).toEqual(samplePdf())
      } finally {
        execFileSync('umount', [place])
      }
    },
  )

  it('refuses an address that is no folder', () => {
    expect(() => createBlobStore('s3://bucket')).toThrow('FILES_URL must begin with file:')
  })
})
