import type { ImportReport } from '../contract/import-catalogue.ts'
import { importCatalogue } from './import-catalogue.ts'
import type { CatalogueContext, CatalogueFile } from './import-catalogue.ts'

/** A file of our own that cannot be taken whole is a fault of ours: the seed says which row and why. */
export async function seedCatalogue(ctx: CatalogueContext, files: readonly CatalogueFile[]): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const file of files) {
    const report = await importCatalogue(ctx, file)
    const [bad] = report.refused
    if (bad) throw new Error(`${file.source}: row ${bad.row} (${bad.label}) was refused: ${bad.reasons.join('; ')}`)
    reports.push(report)
  }
  return reports
}
