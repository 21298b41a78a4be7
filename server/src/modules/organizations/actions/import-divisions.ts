import { createHash } from 'node:crypto'
import type { Context } from '../../../platform/act/index.ts'
import { DivisionsImported } from '../contract/events.ts'
import { readDivisionFile } from '../domain/division-file.ts'
import type { RefusedDivision } from '../domain/division-file.ts'
import { planImport } from '../domain/division-import.ts'
import * as divisionStore from '../store/division-store.ts'

export interface ImportDivisions {
  /** The parsed JSON of the file. */
  readonly content: unknown
  /** Where it came from, for the record: a file name. */
  readonly fileName: string
}

export interface DivisionImportReport {
  readonly taken: number
  readonly changed: number
  readonly unchanged: number
  readonly folded: number
  readonly refused: readonly RefusedDivision[]
}

/** Takes a file of divisions into the register; what is there already and the same stays untouched. */
export async function importDivisions(ctx: Context, input: ImportDivisions): Promise<DivisionImportReport> {
  const file = readDivisionFile(input.content)
  const codes = file.divisions.flatMap((one) => (one.parent === undefined ? [one.code] : [one.code, one.parent]))
  const known = await divisionStore.findMany(ctx.tx, [...new Set(codes)])
  const plan = planImport(file, new Map(known.map((division) => [division.code, division])))
  await divisionStore.saveAll(ctx.tx, [...plan.taken, ...plan.changed])
  const report = {
    taken: plan.taken.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    folded: file.folded,
    refused: plan.refused,
  }
  if (report.taken + report.changed === 0) ctx.nothingChanged()
  else {
    const digest = createHash('sha256').update(JSON.stringify(input.content)).digest('hex')
    const { taken, changed } = report
    ctx.emit(DivisionsImported.of({ source: input.fileName, digest, taken, changed, refused: plan.refused.length }))
  }
  return report
}
