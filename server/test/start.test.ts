import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive } from '../src/platform/embedded-postgres/processes.ts'

const DOOR = resolve(import.meta.dirname, '../../bin/yiwang.mjs')

interface Started {
  readonly door: ChildProcess
  readonly output: () => string
  /** Where it serves; fails with what it said when it ends first. */
  serving(): Promise<string>
  /** The exit code, when it has ended. */
  ended(): Promise<number | null>
}

let dataDir: string
const running = new Set<ChildProcess>()

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yiwang-start-'))
})

afterAll(async () => {
  for (const door of running) {
    door.kill('SIGTERM')
    await once(door, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
})

describe('yiwang start', () => {
  it('serves portal, workbench and interface, says where and as whom, and stops in order when it is told to', async () => {
    const first = start({})
    const url = await first.serving()
    for (const path of ['/', '/desk', '/healthz', '/readyz', '/api/openapi.json', '/open/v1/items']) {
      expect({ path, status: (await fetch(url + path)).status }).toEqual({ path, status: 200 })
    }
    expect(first.output()).toContain('wangfang')
    first.door.kill('SIGINT')
    expect(await first.ended()).toBe(0)
    expect(first.output()).toContain('已停止')
  })

  it('stops in order, database included, when the process that opened the door is killed', async () => {
    const second = start({})
    await second.serving()
    const [, database] = /PostgreSQL 已就绪,端口 (\d+)/.exec(second.output()) ?? []
    const program = await childOf(second.door)
    second.door.kill('SIGKILL')
    await until(() => !isAlive(program))
    await expect(connectTo(Number(database))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('refuses a data directory that another one uses, and a port that is taken, each with the reason', async () => {
    const holder = start({})
    const url = await holder.serving()
    const rival = start({})
    expect(await rival.ended()).toBe(3)
    expect(rival.output()).toMatch(/正被另一个一网进程使用.*in use by another Yiwang/s)
    holder.door.kill('SIGTERM')
    expect(await holder.ended()).toBe(0)

    const taken = createServer().listen(Number(new URL(url).port), '127.0.0.1')
    await once(taken, 'listening')
    const late = start({ PORT: String((taken.address() as AddressInfo).port) })
    expect(await late.ended()).toBe(3)
    expect(late.output()).toMatch(/无法监听.*Cannot listen on/s)
    taken.close()
  })

  it('refuses production on a database with demo accounts', async () => {
    const unsafe = start({ NODE_ENV: 'production', PUBLIC_URL: 'https://zwfw.example.cn' })
    expect(await unsafe.ended()).toBe(3)
    expect(unsafe.output()).toMatch(/演示账号.*demo accounts/s)
  })
})

function start(settings: NodeJS.ProcessEnv): Started {
  const env = { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: '0', ...settings }
  const door = spawn(process.execPath, [DOOR, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(door)
  door.once('exit', () => running.delete(door))
  let output = ''
  for (const stream of [door.stdout, door.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(door, 'close').then(([code]) => code as number | null)
  return {
    door,
    output: () => output,
    ended: () => ended,
    serving: async () => {
      await until(() => output.includes('Ctrl-C') || door.exitCode !== null)
      const url = /portal\s+(http:\/\/\S+?)\/?\s/.exec(output)?.[1]
      if (!url) throw new Error(`it does not serve:\n${output}`)
      return url
    },
  }
}

/** The program behind the door, as the kernel knows it. */
async function childOf(door: ChildProcess): Promise<number> {
  const listed = spawn('ps', ['-o', 'pid=', '--ppid', String(door.pid)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [answer] = (await once(listed.stdout, 'data')) as [Buffer]
  return Number(answer.toString().trim())
}

async function connectTo(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}`).catch((error: Error) => {
    throw error.cause ?? error
  })
}

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 150_000; !holds(); await pause(20)) {
    if (Date.now() > deadline) throw new Error('did not come about within 150 s')
  }
}
