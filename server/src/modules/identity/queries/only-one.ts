/** The one that was asked for. @throws when there is none: a fault of ours. */
export function onlyOne<T>(found: readonly T[]): T {
  const [one] = found
  if (one === undefined) throw new Error('nothing to present')
  return one
}
