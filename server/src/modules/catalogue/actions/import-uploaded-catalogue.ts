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
  const bytes = await bytesOf(file)
  return importCatalogue(ctx, { source: file.fileName, bytes, dryRun: input.dryRun ?? false })
}

export async function bytesOf({ stream }: IncomingFile): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
