import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAlive, startOf } from './processes.ts'

interface Holder {
  readonly pid: number
  readonly start: string | undefined
}

/** One program supervises one data directory. Returns the pid of the other one if it lives, else takes its place. */
export function takeHold(file: string): number | undefined {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, start: startOf(process.pid) } satisfies Holder))
  try {
    const other = livingHolder(file)
    if (other !== undefined) return other
    rmSync(file, { force: true })
    linkSync(mine, file) // Fails if another program was quicker: making a link is atomic, writing a file is not.
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return livingHolder(file)
  } finally {
    rmSync(mine, { force: true })
  }
}

export function releaseHold(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true })
}

export function livingHolder(file: string): number | undefined {
  const holder = readHolder(file)
  if (!holder || holder.pid === process.pid || !isAlive(holder.pid)) return undefined
  return startOf(holder.pid) === holder.start ? holder.pid : undefined
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined // Absent, or cut off by a power failure: either way nobody holds it.
  }
}
