import type { Coverage } from '../contract/coverage.ts'

/** The coverage of several places together. */
export function addCoverage(parts: readonly Coverage[]): Coverage {
  const sum = (name: keyof Coverage): number => parts.reduce((total, part) => total + part[name], 0)
  return {
    items: sum('items'),
    entered: sum('entered'),
    authorized: sum('authorized'),
    applied: sum('applied'),
    handled: sum('handled'),
    whole: sum('whole'),
    complete: sum('complete'),
  }
}
