import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { Problem } from '../src/kernel/index.ts'
import { stageFile } from '../src/modules/files/actions/store-file.ts'
import { createBlobStore } from '../src/modules/files/store/blob-store.ts'

/** A disk of one megabyte; only root may make one, and not everywhere: the report says then that the test was skipped. */
const folder = await mkdtemp(join(tmpdir(), 'yiwang-full-'))
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0
/** Some sandboxes mount it and count nothing. */
const isSmall = isMounted && statfsSync(folder).blocks * statfsSync(folder).bsize < 2_000_000 && !fits(2_000_000)

function fits(bytes: number): boolean {
  const probe = join(folder, 'probe')
  try {
    writeFileSync(probe, Buffer.alloc(bytes))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  } finally {
    rmSync(probe, { force: true })
  }
}

afterAll(async () => {
  if (isMounted) spawnSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

describe('a full disk', () => {
  it.skipIf(!isSmall)('refuses a file in words, keeps nothing of it, and takes what still fits', async () => {
    const blobs = createBlobStore(pathToFileURL(folder).href)
    const stage = (bytes: number) => {
      const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(bytes, 32)])
      const stream = (async function* () {
        yield await Promise.resolve(content)
      })()
      return stageFile({ blobs }, { stream, fileName: '平面图.pdf', purpose: 'case-material' })
    }
    const refusal = await stage(3 * 1024 * 1024).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Problem)
    expect((refusal as Problem).definition).toMatchObject({ status: 507, code: 'files/no-space' })
    expect((refusal as Problem).detail).toContain('已填写的内容不会丢失')
    expect(await readdir(join(folder, 'staging'))).toEqual([])
    expect((await stage(1_000)).fileName).toBe('平面图.pdf')
  })
})
