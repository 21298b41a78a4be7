import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCluster } from '../server/src/platform/embedded-postgres/index.ts'
import type { Cluster } from '../server/src/platform/embedded-postgres/index.ts'

/** One line of `npm run bench`. */
export interface BenchLine {
  readonly bench: string
  readonly value: number
  readonly unit: string
  /** What was measured beside it, in words. */
  readonly yardstick: string
  readonly ratio: number | null
  readonly budget: string
  readonly holds: boolean
  /** Whatever else a reader may want to know. */
  readonly [detail: string]: unknown
}

/** Prints the line; a budget that does not hold makes the run's exit code 1. */
export function report(line: BenchLine): void {
  console.log(JSON.stringify(line))
  if (!line.holds) process.exitCode = 1
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

/** A folder and a PostgreSQL of the benchmark's own, as durable as the product's; both are gone afterwards, also when it is interrupted. */
export async function withCluster(run: (cluster: Cluster, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
  let cluster: Cluster | undefined
  const cleanUp = async () => {
    await cluster?.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const interrupt = (signal: NodeJS.Signals) => {
    // What still runs loses its database under its feet; what it says of that is no news.
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => undefined)
    console.error(`${signal}: cleaning up`)
    void cleanUp().finally(() => process.exit(130))
  }
  for (const signal of SIGNALS) process.once(signal, interrupt)
  try {
    cluster = await createCluster({ dataDir: folder })
    await run(cluster, folder)
  } finally {
    await cleanUp()
    for (const signal of SIGNALS) process.removeListener(signal, interrupt)
  }
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
