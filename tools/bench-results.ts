import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './source-files.ts'

/** What is kept of a benchmark's line, with when and where it was measured. */
export interface BenchResult {
  readonly bench: string
  readonly value: number
  readonly unit: string
  readonly yardstick: string
  readonly ratio: number | null
  readonly budget: string
  readonly holds: boolean
  /** Names of its file, as `npm run bench` takes them. */
  readonly file: string
  readonly on: string
  readonly machine: string
  /** The load average of the minute before it began: what it shared the machine with. */
  readonly loadBefore: number
}

const FILE = 'docs/generated/bench.json'
const PAGE = 'docs/performance.md'
const [START, END] = ['<!-- results: written by npm run bench -->', '<!-- end of results -->']

export function keptResults(): readonly BenchResult[] {
  const path = join(ROOT, FILE)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BenchResult[]) : []
}

/**
 * The JSON lines of one benchmark's output, each in place of what the same benchmark said before; a trial is not kept. What a benchmark
 * said that is no more goes too.
 */
export function keepResults(file: string, output: string, loadBefore: number): void {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GB`
  const on = new Date().toISOString().slice(0, 10)
  const measured = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as BenchResult & { isTrial?: true })
    .filter(({ isTrial }) => !isTrial)
    .map(({ bench, value, unit, yardstick, ratio, budget, holds }) => ({
      ...{ bench, value, unit, yardstick, ratio, budget, holds, file, on, machine },
      loadBefore: Number(loadBefore.toFixed(1)),
    }))
  if (measured.length === 0) return
  const names = new Set(measured.map((one) => one.bench))
  const kept = keptResults().filter(
    (one) => !names.has(one.bench) && existsSync(join(ROOT, 'bench', `${one.file}.bench.ts`)),
  )
  const all = [...kept, ...measured].toSorted((a, b) => a.file.localeCompare(b.file) || a.bench.localeCompare(b.bench))
  writeFileSync(join(ROOT, FILE), `${JSON.stringify(all, undefined, 2)}\n`)
  writeFileSync(join(ROOT, PAGE), writePerformance())
}

export const loadNow = (): number => loadavg()[0] ?? 0

/** docs/performance.md with the table of what was measured last; the rest of the page is written by hand. */
export function writePerformance(): string {
  const page = readFileSync(join(ROOT, PAGE), 'utf8')
  const [from, to] = [page.indexOf(START), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`${PAGE} lacks the marks of its results`)
  const rows = keptResults().map(
    ({ bench, file, value, unit, yardstick, ratio, budget, holds, on, loadBefore }) =>
      `| ${bench} | \`${file}\` | ${value} ${unit} | ${yardstick} | ${ratio ?? '—'} | ${budget} | ${holds ? 'yes' : '**no**'} | ${on}, load ${loadBefore} |`,
  )
  const machines = [...new Set(keptResults().map((one) => one.machine))].join('; ')
  const table = [
    `Measured on: ${machines}.`,
    '',
    '| What | Benchmark | Measured | Yardstick | Ratio | Budget | Holds | When |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ]
  return `${page.slice(0, from + START.length)}\n${table.join('\n')}\n${page.slice(to)}`
}
