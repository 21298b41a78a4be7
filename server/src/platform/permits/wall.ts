import type { Actor } from '../../kernel/index.ts'
import type { WallVariables } from '../db/index.ts'

/** Above every digit, below every letter: `''` to this is the whole country. */
const BEYOND_ALL = ':'

/**
 * 行级安全 under the permits: what the whole of a transaction may touch, whichever permit it uses. The range covers all areas of
 * all grants; which of them hold for which act stays the permits' business.
 */
export function wallOf(actor: Actor): WallVariables {
  const { accountId, onBehalfOf, mandateId } = actor
  const own = [accountId, mandateId].filter((one) => one !== undefined)
  const others = onBehalfOf === undefined ? {} : { others: [onBehalfOf] }
  if (actor.kind === 'system') return { lo: '', hi: BEYOND_ALL, keys: own }
  let lo: string | undefined
  let hi = ''
  for (const { areas } of actor.grants.values()) {
    for (const area of areas) {
      if (lo === undefined || area.lo < lo) lo = area.lo
      if (area.hi > hi) hi = area.hi
    }
  }
  // A person's rows are their own, whatever a grant says of places.
  if (actor.kind !== 'staff' || lo === undefined) return { lo: '', hi: '', keys: own, ...others, ...principalOf(actor) }
  return { lo, hi, keys: own, ...others }
}

/** Whoever acts for the whole of somebody reaches that account's rows; any other agent those under the mandate, which is a key. */
function principalOf({ mandateId, grants }: Actor): { principal?: string } {
  if (mandateId === undefined) return {}
  for (const { ownerId } of grants.values()) if (ownerId !== undefined) return { principal: ownerId }
  return {}
}
