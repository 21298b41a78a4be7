/** By how many percent of the first the second is more, or less; to the next whole one. Of nothing there is no share. */
export function percentOf(before: number, after: number): number | undefined {
  if (before === 0) return undefined
  // Minus nought would be written with its sign.
  return Math.round(((after - before) / before) * 100) || 0
}
