import { UNDECIDED_STATES } from './transitions.ts'
import type { Case } from './case.ts'

/** Whether a suspension of the item can hold or end the case: what is decided is still made, delivered and kept. */
export function followsItem({ state }: Pick<Case, 'state'>): boolean {
  return (UNDECIDED_STATES as readonly string[]).includes(state)
}
