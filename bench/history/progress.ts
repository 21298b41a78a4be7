import type { LoadProgress } from './load-history.ts'

const EVERY_MS = 5_000

/** For whoever waits: results go to stdout, this does not. */
export function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}

export function showProgress(total: number): (done: LoadProgress) => void {
  const began = performance.now()
  let told = began
  return ({ cases, entries, doing }) => {
    const now = performance.now()
    if (doing !== 'copying') return tell(`${total} cases: ${doing} after ${Math.round((now - began) / 1000)} s`)
    if (cases === 0 || now - told < EVERY_MS) return
    told = now
    const seconds = (now - began) / 1000
    const left = Math.round((seconds / cases) * (total - cases))
    tell(`${cases} of ${total} cases, ${Math.round(entries / seconds)} entries a second, copied in about ${left} s`)
  }
}
