import { spawnSync } from 'node:child_process'
import { appendFileSync, rmSync, statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openOffice } from './busy-office.ts'
import { expectWhole } from './expect-whole.ts'
import { createRunningServer } from '../../server/test/running-server.ts'

/** A disk of its own for the whole data directory; only root may make one, and not everywhere: the report says then that the test was skipped. */
const folder = await mkdtemp(join(tmpdir(), 'yiwang-small-'))
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=700m', 'tmpfs', folder]).status === 0
const { blocks, bsize } = statfsSync(folder)
const isSmall = isMounted && blocks * bsize < 800_000_000

afterAll(async () => {
  if (isMounted) spawnSync('umount', ['-l', folder])
  await rm(folder, { recursive: true, force: true })
})

/** Writes until nothing more fits. */
function fill(path: string): void {
  for (const piece of [Buffer.alloc(1024 * 1024), Buffer.alloc(4096)]) {
    try {
      for (;;) appendFileSync(path, piece)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
}

describe('an office whose disk is full', () => {
  it.skipIf(!isSmall)(
    'refuses what it cannot keep, keeps what it said, and goes on when there is room',
    async () => {
      const server = await createRunningServer(join(folder, 'data'))
      await server.start()
      const office = await openOffice(server)
      const untilActs = async (acts: number) => {
        while (office.acts() < acts) {
          server.assertAlive()
          await pause(20)
        }
      }
      office.begin(4)
      await untilActs(12)
      const ballast = join(folder, 'ballast')
      fill(ballast)
      // Until no act succeeds any more; what the program frees meanwhile is taken too.
      for (let acts = -1; acts !== office.acts(); ) {
        acts = office.acts()
        server.assertAlive()
        fill(ballast)
        await pause(3_000)
      }
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      rmSync(ballast)
      await untilActs(office.acts() + 12)
      await office.rest()
      await expectWhole(server, office)
      await server.stop()
    },
    600_000,
  )
})
