/** Rights whose grant is followed by an act; an explanation is given with the answer itself. */
const CARRIED_OUT: ReadonlySet<string | undefined> = new Set(['correct', 'delete', 'relatives'])

export function isCarriedOut(right: string | undefined): boolean {
  return CARRIED_OUT.has(right)
}
