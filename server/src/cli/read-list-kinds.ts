import { readFileSync } from 'node:fs'
import Value from 'typebox/value'
import { RosterKindsFile, faultsOf } from '../modules/rosters/contract/index.ts'
import type { RosterKind } from '../modules/rosters/contract/index.ts'
import { StartRefusal } from '../platform/config/index.ts'

/** Reads the file of kept lists (LIST_KINDS). @throws StartRefusal */
export function readListKinds(path: string): readonly RosterKind[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw refusal(path, `读不出来:${(error as Error).message}`, `cannot be read: ${(error as Error).message}`)
  }
  if (!Value.Check(RosterKindsFile, value)) {
    const wrong = [...Value.Errors(RosterKindsFile, value)].map((one) => `${one.instancePath} ${one.message}`)
    throw refusal(path, `不符合格式:${wrong.join('; ')}`, `does not fit: ${wrong.join('; ')}`)
  }
  const faults = faultsOf(value.kinds)
  if (faults.length > 0) throw refusal(path, faults.join('；'), `does not hold together: ${faults.join('; ')}`)
  return value.kinds
}

function refusal(path: string, zh: string, en: string): StartRefusal {
  return new StartRefusal(`LIST_KINDS ${path}:${zh}。`, `LIST_KINDS ${path}: ${en}.`)
}
