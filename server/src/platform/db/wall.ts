import { sql } from 'kysely'
import pg from 'pg'
import { send, walled } from './tx.ts'
import type { Tx } from './tx.ts'

/** What the rows of a transaction must fit to be seen or written (docs/security.md, "The wall under the permits"). */
export interface WallVariables {
  /** The half-open range of divisions: `lo <= division < hi`; both empty where nothing is reached by place. */
  readonly lo: string
  readonly hi: string
  /** What the act names: ids and codes by which it reaches rows that are neither in the range nor its own. */
  readonly keys: readonly string[]
  /** Keys as well, but no accounts: for whom somebody acts does not lend out sessions and factors. */
  readonly others?: readonly string[]
  /** The account for whose whole business is acted, when it is not the actor's own. */
  readonly principal?: string
}

export const NO_WALL_OPEN: WallVariables = { lo: '', hi: '', keys: [] }

/**
 * Lets the rest of this act reach the rows that stand under these keys: a code that a visitor shows, a thing whose own row was
 * found behind the wall. Whoever calls has decided that the actor may, or leaves it to the row that the key must fit.
 * @param division of a row that is at hand: where the actor reaches it by place nothing needs to be named
 */
export function nameKeys(tx: Tx, keys: readonly string[], division?: string): void {
  const wall = tx[walled]
  if (division !== undefined && division >= wall.lo && division < wall.hi) return
  const fresh = keys.filter((key) => key !== '' && !/\s/.test(key) && !wall.keys.has(key))
  if (fresh.length === 0) return
  for (const key of fresh) wall.keys.add(key)
  const { keys: names, ids } = namesAndIds([...wall.keys], wall.others)
  void send(tx, sql`select set_config('yiwang.keys', ${names}, true), set_config('yiwang.ids', ${ids}, true)`)
}

/** For the first round trip of a transaction. */
export function wallSettings({ lo, hi, keys, others, principal = '' }: WallVariables): string {
  const named = namesAndIds(keys, others)
  return Object.entries({ lo, hi, county: lo.slice(0, 6), principal, ...named })
    .map(([name, value]) => `set_config('yiwang.${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(', ')
}

const UUID_AT_THE_END = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function namesAndIds(keys: readonly string[], others: readonly string[] = []): { keys: string; ids: string } {
  const ids = [...new Set(keys.flatMap((key) => UUID_AT_THE_END.exec(key) ?? []))]
  return { keys: [...keys, ...others].join(' '), ids: ids.length === 0 ? '' : `{${ids.join(',')}}` }
}
