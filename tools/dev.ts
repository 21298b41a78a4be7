import { availableParallelism } from 'node:os'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keepResults, loadNow } from './bench-results.ts'
import { buildWeb } from '../server/src/cli/build-web.ts'
import { checks } from './checks.ts'
import { installDebianPackages } from './debian-packages.ts'
import { writeGenerated } from './generated-files.ts'
import { testOnOlderPostgres } from './older-postgres.ts'
import { runPackage, runProgram } from './run-program.ts'
import { scan } from './scan.ts'
import { ROOT } from './source-files.ts'
import { newTally, outcomeOf, runSteps } from './steps.ts'
import type { Step, Tally } from './steps.ts'
import { writeSbom } from './write-sbom.ts'
import { runBrowserTests, runVitest } from './test-runners.ts'

type Task = (args: readonly string[]) => Promise<number>

const tasks: Readonly<Record<string, { does: string; run: Task }>> = {
  check: { does: 'everything but tests: format, lint, types, boundaries, words, generated files', run: check },
  unit: {
    does: 'all tests without a browser; a path or a name runs some',
    run: async (args) => await finish([vitest(args)]),
  },
  faults: {
    does: 'the program killed two hundred times, and its other troubles; a number asks for so many kills',
    run: async ([kills = '200']) => await finish([faults(kills)]),
  },
  fuzz: {
    does: 'random and garbled input to all routes, with canaries planted and searched for; so many minutes, 60 if not said',
    run: async ([minutes = '60']) => await finish([fuzz(minutes)]),
  },
  e2e: { does: "the journeys in a browser; Playwright's own arguments work", run: e2e },
  test: { does: 'all of it, as CI does', run: test },
  gen: { does: 'write what is generated from the code', run: gen },
  bench: { does: 'benchmarks, one JSON line each; names run some; soak only by its name', run: bench },
  scan: {
    does: 'Wapiti and sqlmap against a server of its own, as citizen and as clerk; so many minutes for each tool and role, 10 if not said',
    run: async ([minutes = '10']) => await finish([webBuild, scanStep(Number(minutes))]),
  },
  sbom: { does: 'write what the program is made of (CycloneDX) into dist/', run: sbom },
  build: { does: 'build portal and workbench if their sources changed', run: build },
  format: { does: 'lay out all sources', run: format },
}

const debianPackages: Step = {
  name: 'browser, fonts and pdfsig',
  run: async () => {
    const line = await installDebianPackages()
    return line === undefined
      ? { passed: 1, failed: 0 }
      : { passed: 0, failed: 1, details: `missing; this line installs them:\n${line}` }
  },
}

const olderPostgres: Step = { name: 'tests on PostgreSQL 15', run: testOnOlderPostgres }

const webBuild: Step = {
  name: 'web build',
  run: async () => {
    await buildWeb(() => undefined)
    return { passed: 1, failed: 0 }
  },
}

const [name = '', ...args] = process.argv.slice(2)
const task = tasks[name]
if (task) process.exitCode = await task.run(args)
else {
  console.error('node bin/yiwang.mjs dev <task>:')
  for (const [known, { does }] of Object.entries(tasks)) console.error(`  ${known.padEnd(8)}${does}`)
  process.exitCode = name === '' || name === '--help' ? 0 : 2
}
if (process.connected) process.disconnect()

async function check(): Promise<number> {
  const tally = newTally()
  await runSteps(checks, tally, availableParallelism())
  return report(tally)
}

async function e2e(some: readonly string[]): Promise<number> {
  return await finish([debianPackages, webBuild, browserTests(some)])
}

async function test(): Promise<number> {
  const tally = newTally()
  await runSteps([debianPackages], tally)
  await runSteps(checks, tally, availableParallelism())
  await runSteps([webBuild, vitest([]), olderPostgres, browserTests([])], tally)
  return report(tally)
}

async function gen(): Promise<number> {
  for (const file of await writeGenerated()) console.log(`wrote ${file}`)
  return 0
}

async function sbom(): Promise<number> {
  console.log(`wrote ${await writeSbom()}`)
  return 0
}

async function build(): Promise<number> {
  const built = await buildWeb(console.log)
  if (built.length === 0) console.log('nothing has changed')
  return 0
}

async function format(): Promise<number> {
  return (await runPackage('@biomejs/biome/bin/biome', { args: ['format', '--write', '.'], isShown: true })).code
}

async function bench(names: readonly string[]): Promise<number> {
  const files = globSync('bench/*.bench.ts', { cwd: ROOT }).toSorted()
  // What is a part of another is run by itself only if asked for.
  const parts = globSync('bench/*.alone.ts', { cwd: ROOT }).toSorted()
  const wanted =
    names.length === 0
      ? files.filter((file) => !file.includes('/soak.'))
      : [...files, ...parts].filter((file) => names.some((part) => file.includes(part)))
  if (wanted.length === 0) {
    console.error(`no such benchmark; there are: ${[...files, ...parts].map(benchName).join(', ')}`)
    return 2
  }
  let worst = 0
  for (const file of wanted) {
    const loadBefore = loadNow()
    const { code, output } = await runProgram(process.execPath, { args: [join(ROOT, file)], isLong: true })
    console.log(output)
    keepResults(benchName(file), output, loadBefore)
    worst = Math.max(worst, code)
  }
  return worst
}

function benchName(file: string): string {
  return basename(file).split('.')[0] ?? ''
}

function vitest(some: readonly string[]): Step {
  return { name: 'tests', run: () => runVitest(some) }
}

function faults(kills: string): Step {
  return {
    name: 'faults',
    run: () => runVitest(['--project', 'faults'], { YIWANG_FAULT_KILLS: kills }),
  }
}

function scanStep(minutes: number): Step {
  return { name: 'scan', run: async () => outcomeOf(await scan(minutes)) }
}

function fuzz(minutes: string): Step {
  if (!(Number(minutes) > 0)) throw new Error(`${minutes} is no number of minutes`)
  return {
    name: 'fuzz',
    run: () => runVitest(['--project', 'database', 'server/test/fuzz.test.ts'], { FUZZ_MINUTES: minutes }),
  }
}

function browserTests(some: readonly string[]): Step {
  return { name: 'browser tests', run: () => runBrowserTests(some) }
}

async function finish(steps: readonly Step[]): Promise<number> {
  const tally = newTally()
  await runSteps(steps, tally)
  return report(tally)
}

/** The last line is what a machine reads: `N passed, N failed`. */
function report(tally: Tally): number {
  if (tally.failedSteps.length > 0) console.log(`\nfailed: ${tally.failedSteps.join(', ')}`)
  if (tally.skipped > 0) console.log(`${tally.skipped} skipped, each with its reason above`)
  console.log(`${tally.passed} passed, ${tally.failed} failed`)
  return tally.failed === 0 ? 0 : 1
}
