import { chmod, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { AdjustableClock } from './clock.ts'

export interface ControlSocketOptions {
  /** A file in the data directory, readable by nobody else. */
  readonly path: string
  readonly clock: AdjustableClock
  /** Gives all waiting entries their positions and does all jobs that follow. */
  drain(): Promise<void>
}

export interface ControlSocket {
  close(): Promise<void>
}

/**
 * Under `NODE_ENV=test` only: a line of JSON sets the legal time (`{"clock": "2026-09-29T09:00:00+08:00"}`; null gives the
 * machine's back) or does the waiting jobs (`{"drain": true}`). Each is answered with a line that says what time it is now, or what is wrong.
 */
export async function openControlSocket(options: ControlSocketOptions): Promise<ControlSocket> {
  if (process.env.NODE_ENV !== 'test') throw new Error('the clock can be moved under NODE_ENV=test only')
  // Left behind by a program that was killed.
  await rm(options.path, { force: true })
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // Whoever asked has gone away: nobody is left to be told.
    socket.once('error', () => socket.destroy())
    createInterface({ input: socket }).on('line', (line) => {
      void answer(line, options).then((text) => socket.write(`${text}\n`))
    })
  })
  await listen(server, options.path)
  await chmod(options.path, 0o600)
  return {
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

async function answer(line: string, { clock, drain }: ControlSocketOptions): Promise<string> {
  try {
    const asked = JSON.parse(line) as { clock?: string | null; drain?: boolean }
    if (asked.clock !== undefined) clock.setOffsetMs(offsetTo(asked.clock))
    if (asked.drain) await drain()
    return JSON.stringify({ now: clock.now().toISOString() })
  } catch (error) {
    return JSON.stringify({ problem: (error as Error).message })
  }
}

function offsetTo(instant: string | null): number {
  if (instant === null) return 0
  const at = Date.parse(instant)
  if (Number.isNaN(at)) throw new Error(`not an instant: ${instant}`)
  return at - Date.now()
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(path, () => done())
  })
}
