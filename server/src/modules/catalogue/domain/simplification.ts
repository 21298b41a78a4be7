import type { Simplified } from '../contract/simplification.ts'

const NOTHING: Simplified = {
  items: { before: 0, after: 0 },
  abolished: 0,
  added: 0,
  steps: { before: 0, after: 0 },
  materials: { before: 0, after: 0 },
  workdays: { before: 0, after: 0 },
  againstStatute: { statutory: 0, promised: 0 },
}

/** The account of several departments is the sum of theirs, figure by figure. */
export function sumOf(accounts: readonly Simplified[]): Simplified {
  return accounts.reduce(
    (sum, one) => ({
      items: both(sum.items, one.items),
      abolished: sum.abolished + one.abolished,
      added: sum.added + one.added,
      steps: both(sum.steps, one.steps),
      materials: both(sum.materials, one.materials),
      workdays: both(sum.workdays, one.workdays),
      againstStatute: {
        statutory: sum.againstStatute.statutory + one.againstStatute.statutory,
        promised: sum.againstStatute.promised + one.againstStatute.promised,
      },
    }),
    NOTHING,
  )
}

interface Sides {
  readonly before: number
  readonly after: number
}

function both(one: Sides, other: Sides): Sides {
  return { before: one.before + other.before, after: one.after + other.after }
}
