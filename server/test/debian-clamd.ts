import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClamd } from '../src/platform/scanning/index.ts'

/** Debian's clamav-daemon; on other systems, tests that need a real one are skipped and say so. */
export const CLAMD_PROGRAM = '/usr/sbin/clamd'
export const NO_CLAMD = existsSync(CLAMD_PROGRAM)
  ? undefined
  : `, skipped: ${CLAMD_PROGRAM} (clamav-daemon) is not installed`

/** What every scanner knows and nobody is harmed by; put together here, so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

export interface RunningClamd {
  readonly socket: string
  stop(): Promise<void>
}

/** The real daemon on a socket of its own, with one signature of ours: the public ones are fetched by freshclam, and not here. */
export async function startClamd(): Promise<RunningClamd> {
  const home = await mkdtemp(join(tmpdir(), 'yiwang-clamd-'))
  const socket = join(home, 'clamd.sock')
  const config = [
    'Foreground yes',
    `LocalSocket ${socket}`,
    `DatabaseDirectory ${home}`,
    'StreamMaxLength 25M',
    'MaxThreads 2',
  ]
  await writeFile(join(home, 'ours.ndb'), `Yiwang.Test.EICAR:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
  await writeFile(join(home, 'clamd.conf'), `${config.join('\n')}\n`)
  const child = spawn(CLAMD_PROGRAM, ['--config-file', join(home, 'clamd.conf')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void (output += part))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const scanner = createClamd({ path: socket })
  for (let tries = 0; child.exitCode === null && tries < 600; tries += 1) {
    if (
      await scanner.version().then(
        () => true,
        () => false,
      )
    )
      break
    await pause(50)
  }
  if (child.exitCode !== null) throw new Error(`clamd ended by itself:\n${output}`)
  return {
    socket,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}
