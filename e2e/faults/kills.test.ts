import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice } from './busy-office.ts'
import type { BusyOffice } from './busy-office.ts'
import { expectWhole } from './expect-whole.ts'
import { createRunningServer } from '../../server/test/running-server.ts'
import type { RunningServer } from '../../server/test/running-server.ts'

/** `npm run faults` asks for two hundred; one in five is PostgreSQL's, the others the program's. */
const KILLS = Number(process.env['YIWANG_FAULT_KILLS'] ?? 10)
const OFFICIALS = 4
/** A kill with its restart takes two to five seconds. */
const TIMEOUT_MS = 120_000 + KILLS * 15_000

let dataDir: string
let server: RunningServer
let office: BusyOffice
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yiwang-kills-'))
  server = await createRunningServer(dataDir)
  await server.start()
  office = await openOffice(server)
}, 180_000)
afterAll(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}, 60_000)

describe('an office that is killed again and again', () => {
  it(
    `loses nothing acknowledged and doubles nothing, through ${KILLS} kills of server and database`,
    async () => {
      office.begin(OFFICIALS)
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = office.acts()
        // Under load means that answers keep coming between two kills.
        while (office.acts() === before) {
          server.assertAlive()
          await pause(10)
        }
        await pause(randomInt(400))
        if (kill % 5 === 4) server.killDatabase()
        else {
          await server.killServer()
          await server.start()
        }
      }
      await office.rest()
      expect(office.repeats()).toBeGreaterThan(0)
      await expectWhole(server, office)
    },
    TIMEOUT_MS,
  )
})
