import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartRefusal } from '../platform/config/index.ts'
import { releaseHold, takeHold } from '../platform/embedded-postgres/holder.ts'

interface WebPart {
  readonly name: string
  readonly folder: string
  /** What the server mounts. */
  readonly output: string
  readonly command: readonly [string, ...string[]]
}

const ROOT = resolve(import.meta.dirname, '../../..')
export const PORTAL_BUILD = join(ROOT, 'web/portal/build')
export const WORKBENCH_BUILD = join(ROOT, 'web/workbench/dist')

const HOLD = join(ROOT, '.yiwang/web-build.json')

const parts: readonly WebPart[] = [
  {
    name: '门户 · portal',
    folder: join(ROOT, 'web/portal'),
    output: PORTAL_BUILD,
    command: ['node_modules/@react-router/dev/bin.cjs', 'build'],
  },
  {
    name: '工作台 · workbench',
    folder: join(ROOT, 'web/workbench'),
    output: WORKBENCH_BUILD,
    command: ['node_modules/vite/bin/vite.js', 'build'],
  },
]

/** Everything the pages are made of: their own sources, the contracts they import, the versions they are built with. */
const sources = ['web/**/*', 'server/src/modules/*/contract/**/*.ts', 'server/src/kernel/**/*.ts', 'package-lock.json']
const notSources = ['build', 'dist', 'node_modules', '.react-router', 'test-results']

/** Builds the pages whose sources changed since they were last built. @returns the names of those built now */
export async function buildWeb(say: (line: string) => void): Promise<string[]> {
  const wanted = hashOfSources()
  if (stalePartsFor(wanted).length === 0) return []
  mkdirSync(join(ROOT, '.yiwang'), { recursive: true })
  // Two at once would empty each other's output; whoever waited finds the work done.
  while (takeHold(HOLD) !== undefined) await pause(200)
  try {
    const stale = stalePartsFor(wanted)
    for (const part of stale) await buildPart(part, wanted, say)
    return stale.map(({ name }) => name)
  } finally {
    releaseHold(HOLD)
  }
}

async function buildPart(part: WebPart, wanted: string, say: (line: string) => void): Promise<void> {
  const since = Date.now()
  say(`[页面] 正在构建${part.name}`)
  await build(part)
  writeFileSync(stampOf(part), wanted)
  say(`[页面] ${part.name} 已构建,用时 ${((Date.now() - since) / 1000).toFixed(1)} s · built`)
}

function stalePartsFor(wanted: string): WebPart[] {
  return parts.filter((part) => !existsSync(stampOf(part)) || readFileSync(stampOf(part), 'utf8') !== wanted)
}

function build(part: WebPart): Promise<void> {
  return new Promise((done, fail) => {
    const [script, ...args] = part.command
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: part.folder,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
    child.once('error', fail)
    child.once('exit', (code) => {
      // Vite that is interrupted ends with 0 and without output.
      if (code === 0 && existsSync(part.output)) return done()
      const text = Buffer.concat(output).toString('utf8').trim().slice(-4_000)
      fail(new StartRefusal(`构建${part.name}失败:\n${text}`, `Building ${part.name} failed.`))
    })
  })
}

function hashOfSources(): string {
  const files = sources
    .flatMap((pattern) =>
      globSync(pattern, { cwd: ROOT, exclude: (name) => notSources.includes(baseOf(name)), withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function baseOf(entry: string | { name: string }): string {
  return typeof entry === 'string' ? (entry.split('/').at(-1) ?? entry) : entry.name
}

function stampOf(part: WebPart): string {
  return join(part.output, '.yiwang-built')
}
