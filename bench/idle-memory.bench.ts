// Memory of a server that has started and is asked nothing: resident set of the program and its own processes, PostgreSQL left out.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { median, report, rounded } from './bench.ts'
import { residentMegabytes, startProgram } from './program.ts'

const STARTS = 5
const SETTLE_MS = 10_000
const BUDGET_MB = 250

const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
try {
  // The first start seeds the demo county and is no idle server.
  await megabytesAfterStart(0)
  const sizes: number[] = []
  for (let start = 0; start < STARTS; start += 1) sizes.push(await megabytesAfterStart(SETTLE_MS))
  const value = median(sizes)
  report({
    bench: 'memory of an idle server',
    value: rounded(value, 0),
    unit: 'MB',
    yardstick: `none; resident set ${SETTLE_MS / 1000} s after it is ready, without PostgreSQL, median of ${STARTS} starts`,
    ratio: null,
    budget: `<= ${BUDGET_MB} MB`,
    holds: value <= BUDGET_MB,
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function megabytesAfterStart(settleMs: number): Promise<number> {
  const program = await startProgram({ dataDir: folder, role: 'all' })
  await pause(settleMs)
  const megabytes = await residentMegabytes(program.pid)
  await program.stop()
  return megabytes
}
