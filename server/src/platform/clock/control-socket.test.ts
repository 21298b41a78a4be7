import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock } from './clock.ts'
import type { AdjustableClock } from './clock.ts'
import { openControlSocket } from './control-socket.ts'
import type { ControlSocket } from './control-socket.ts'

const HOUR_MS = 3_600_000

describe('the control socket', () => {
  let folder: string
  let socket: ControlSocket | undefined
  const path = () => join(folder, 'control.sock')
  let clock: AdjustableClock
  const drain = vi.fn(() => Promise.resolve())

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yiwang-control-'))
    vi.stubEnv('NODE_ENV', 'test')
    drain.mockClear()
    clock = createClock()
  })

  afterEach(async () => {
    await socket?.close()
    socket = undefined
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })

  const open = async () => (socket = await openControlSocket({ path: path(), clock, drain }))

  it('sets the legal time, and gives the time of the machine back', async () => {
    await open()
    const { now } = await ask(path(), { clock: '2026-09-29T09:00:00+08:00' })
    expect(Date.parse(now ?? '') - Date.parse('2026-09-29T09:00:00+08:00')).toBeLessThan(HOUR_MS)
    expect(clock.now().toISOString()).toMatch(/^2026-09-29T01:0/)
    await ask(path(), { clock: null })
    expect(clock.offsetMs()).toBe(0)
  })

  it('does the waiting jobs before it answers', async () => {
    await open()
    const { problem } = await ask(path(), { drain: true })
    expect(problem).toBeUndefined()
    expect(drain).toHaveBeenCalledOnce()
  })

  it('says what is wrong with a line that it cannot follow, and moves nothing', async () => {
    await open()
    expect((await ask(path(), { clock: 'tomorrow' })).problem).toContain('tomorrow')
    expect(clock.offsetMs()).toBe(0)
  })

  it('is for nobody but the user of the program, and takes the place of one left behind', async () => {
    await writeFile(path(), 'left behind')
    await open()
    expect((await stat(path())).mode & 0o777).toBe(0o600)
  })

  it.each(['production', 'development'])('does not open under NODE_ENV=%s', async (environment) => {
    vi.stubEnv('NODE_ENV', environment)
    await expect(open()).rejects.toThrow('NODE_ENV=test only')
    await expect(stat(path())).rejects.toThrow('ENOENT')
  })
})

async function ask(path: string, request: object): Promise<{ now?: string; problem?: string }> {
  const line = connect(path)
  line.write(`${JSON.stringify(request)}\n`)
  const [answer] = (await once(line, 'data')) as [Buffer]
  line.destroy()
  return JSON.parse(answer.toString()) as { now?: string; problem?: string }
}
