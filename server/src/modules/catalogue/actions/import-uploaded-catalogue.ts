import type { IncomingFile, InputOf } from '../../../kernel/index.ts'
import type { ImportCatalogue, ImportReport } from '../contract/import-catalogue.ts'
import { importCatalogue } from './import-catalogue.ts'
import type { CatalogueContext } from './import-catalogue.ts'

/** The import for an item administrator's browser: within the reach of the permit only. */
export async function importUploadedCatalogue(
  ctx: CatalogueContext,
  input: InputOf<typeof ImportCatalogue>,
  file: IncomingFile,
): Promise<ImportReport> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file.stream) chunks.push(chunk)
  return importCatalogue(ctx, { source: file.fileName, bytes: Buffer.concat(chunks), dryRun: input.dryRun ?? false })
}
