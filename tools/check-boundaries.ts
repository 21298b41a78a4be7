import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, sourceFiles } from './source-files.ts'

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly resolved: string }[]
  }[]
  readonly summary: {
    readonly violations: readonly Violation[]
    readonly ruleSetUsed: { readonly forbidden: readonly { name: string }[] }
  }
}

const HOME = join(ROOT, 'tools/boundaries')
const FIXTURES = join(HOME, 'fixtures')
const BAD = /\.bad(\.test)?\.ts$/
/** Tests reach every module through the app they open; a rule about folders sees no files, so it looks at the program alone. */
const NOT_PROGRAM = '(\\.test|/fixtures)\\.ts$|^server/test/'
const FOLDER_RULE = 'modules-form-a-dag'

/** Import rules: every known-bad import makes its rule fire, the tree passes, and no file was overlooked. @returns what is wrong */
export function checkBoundaries(): string[] {
  return [...checkRules(), ...checkTree()]
}

function checkRules(): string[] {
  const all = cruise(FIXTURES, ['server', 'web'])
  const clean = cruise(FIXTURES, ['server', 'web', '--exclude', '\\.bad\\.'])
  const problems = clean.summary.violations.map(
    ({ from, to, rule }) => `fixtures: ${rule.name} refuses what is allowed: ${from} → ${to}`,
  )
  const proved = new Set<string>()
  for (const file of all.modules.map(({ source }) => source).filter((source) => BAD.test(source))) {
    const wanted = /^\/\/ breaks (\S+)/.exec(readFileSync(join(FIXTURES, file), 'utf8'))?.[1]
    if (wanted === undefined) continue
    // A rule about folders names the folder, not the file in it.
    const fired = all.summary.violations.some(
      ({ from, rule }) => rule.name === wanted && (from === file || file.startsWith(`${from}/`)),
    )
    if (fired) proved.add(wanted)
    else problems.push(`fixtures: ${file} does not make ${wanted} fire`)
  }
  const names = new Set(all.summary.ruleSetUsed.forbidden.map(({ name }) => name))
  return [
    ...problems,
    ...[...names].filter((name) => !proved.has(name)).map((name) => `fixtures: no known-bad import for ${name}`),
  ]
}

function checkTree(): string[] {
  const result = cruise(
    ROOT,
    ['server', 'web', 'e2e', 'bench', 'tools', 'vitest.config.ts'].filter((path) => existsSync(join(ROOT, path))),
  )
  const program = cruise(ROOT, ['server/src', '--exclude', NOT_PROGRAM])
  const violations = [
    ...result.summary.violations.filter(({ rule }) => rule.name !== FOLDER_RULE),
    ...program.summary.violations.filter(({ rule }) => rule.name === FOLDER_RULE),
  ]
  const cruised = new Set(result.modules.map(({ source }) => source))
  const overlooked = sourceFiles(['.ts', '.tsx']).filter((file) => !cruised.has(file))
  return [
    ...violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
    ...overlooked.map((file) => `not cruised, so not guarded: ${file}`),
  ]
}

/** What the code says about itself: every file of these folders with what it imports. */
export function cruise(folder: string, args: readonly string[]): CruiseResult {
  install()
  return JSON.parse(run(['--output-type', 'json', ...args], folder)) as CruiseResult
}

function run(args: readonly string[], cwd: string): string {
  const command = [
    join(HOME, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    join(HOME, 'rules.cjs'),
  ]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...command, '--ts-config', join(HOME, 'tsconfig.json'), ...args],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  )
  if (stdout === '') throw new Error(`dependency-cruiser said nothing: ${stderr}`)
  return stdout
}

/** Its own `npm ci`, because beside TypeScript 7 dependency-cruiser reads no TypeScript at all. */
function install(): void {
  const stamp = join(HOME, 'node_modules/.yiwang-install')
  const wanted = createHash('sha256')
    .update(readFileSync(join(HOME, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { status, stderr } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: HOME,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`npm ci in tools/boundaries failed:\n${stderr}`)
  writeFileSync(stamp, wanted)
}
