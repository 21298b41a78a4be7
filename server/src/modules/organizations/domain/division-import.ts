import type { Division } from './division.ts'
import type { DivisionFile, RefusedDivision } from './division-file.ts'

/** What an import would do to the register as it stands. */
export interface DivisionImport {
  readonly taken: readonly Division[]
  readonly changed: readonly Division[]
  readonly unchanged: number
  readonly refused: readonly RefusedDivision[]
}

/** Compares a file with what the register holds of its codes and of the parents it names. */
export function planImport(file: DivisionFile, known: ReadonlyMap<string, Division>): DivisionImport {
  const offered = new Set(file.divisions.map((division) => division.code))
  const plan = { taken: [] as Division[], changed: [] as Division[], unchanged: 0, refused: [...file.refused] }
  const lost = new Set<string>()
  for (const division of file.divisions) {
    const { code, parent } = division
    if (parent !== undefined && (lost.has(parent) || !(offered.has(parent) || known.has(parent)))) {
      lost.add(code)
      plan.refused.push({ at: code, code, reason: `上级区划 ${parent} 不在库中，也不在文件中` })
      continue
    }
    const before = known.get(code)
    if (!before) plan.taken.push(division)
    else if (isSame(before, division)) plan.unchanged += 1
    else plan.changed.push(division)
  }
  return plan
}

function isSame(a: Division, b: Division): boolean {
  return a.name === b.name && a.level === b.level && a.parent === b.parent && a.kind === b.kind
}
