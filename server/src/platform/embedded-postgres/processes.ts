import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Whether a process really runs. A killed one that nobody has waited for yet still answers signal 0: on Linux its state `Z` tells. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return statOf(pid)?.state !== 'Z'
}

/** When a process began, as the kernel counts it: with the pid it names one process even after the number is used again. */
export function startOf(pid: number): string | undefined {
  return statOf(pid)?.start
}

export function commandLineOf(pid: number): string | undefined {
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ')
}

export async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(20)) {
    if (!isAlive(pid)) return true
  }
  return !isAlive(pid)
}

function statOf(pid: number): { state: string; start: string } | undefined {
  const text = readProc(`/proc/${pid}/stat`)
  if (!text) return undefined
  // The second field is the program's name in brackets and may hold spaces; state is field 3, start time field 22 (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', start: fields[19] ?? '' }
}

/** Only Linux has /proc; elsewhere, and for a process that has just ended, there is nothing to read. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
