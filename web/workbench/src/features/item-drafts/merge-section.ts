type Content = Readonly<Record<string, unknown>>

export interface Merged {
  /** With what both changed as I wrote it. */
  readonly mine: Content
  /** With what both changed as the other wrote it. */
  readonly theirs: Content
  /** Fields that both changed, to something else. */
  readonly clashes: readonly string[]
}

/** Field by field: what only one of us changed is taken from whoever changed it. */
export function mergeSection({ base, mine, theirs }: { base: Content; mine: Content; theirs: Content }): Merged {
  const fields = [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])]
  const clashes = fields.filter(
    (field) =>
      !isEqual(mine[field], base[field]) &&
      !isEqual(theirs[field], base[field]) &&
      !isEqual(mine[field], theirs[field]),
  )
  const taken = fields.map((field) => [field, isEqual(mine[field], base[field]) ? theirs[field] : mine[field]] as const)
  const merged: Content = Object.fromEntries(taken.filter(([, value]) => value !== undefined))
  return { mine: merged, theirs: { ...merged, ...pick(theirs, clashes) }, clashes }
}

function pick(content: Content, fields: readonly string[]): Content {
  return Object.fromEntries(fields.map((field) => [field, content[field]]))
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isEqual((a as Content)[key], (b as Content)[key]))
}
