import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ExportItems, GetItemFile, ItemFile, ListOpenChanges } from '../contract/open-changes.ts'
import { catalogueProblems } from '../contract/problems.ts'
import * as changeStore from '../store/change-store.ts'
import * as searchStore from '../store/search-store.ts'

export async function listOpenChanges(
  ctx: Context,
  { after = -1, division, layer, limit = 100 }: InputOf<typeof ListOpenChanges>,
): Promise<OutputOf<typeof ListOpenChanges>> {
  // One more than asked for says whether there is more.
  const scope = {
    after,
    limit: limit + 1,
    ...(division !== undefined && { division }),
    ...(layer !== undefined && { layer }),
  }
  const found = await changeStore.listChanges(ctx.tx, scope)
  const changes = found.slice(0, limit)
  return { changes, after: changes.at(-1)?.position ?? after, hasMore: found.length > limit }
}

export async function getItemFile(
  ctx: Context,
  { itemId, version }: InputOf<typeof GetItemFile>,
): Promise<OutputOf<typeof GetItemFile>> {
  const [file] = await changeStore.readFiles(ctx.tx, [itemId])
  if (!file) throw problem(catalogueProblems['no-such-item'])
  const versions = file.versions.filter((one) => version === undefined || one.version === version)
  if (versions.length === 0) throw problem(catalogueProblems['no-such-version'])
  return fileOf({ ...file, versions })
}

export async function exportItems(
  ctx: Context,
  { limit = 50, ...scope }: InputOf<typeof ExportItems>,
): Promise<OutputOf<typeof ExportItems>> {
  const found = await searchStore.walk(ctx.tx, { ...scope, limit: limit + 1, today: ctx.today })
  const page = found.slice(0, limit).map(({ itemId }) => itemId)
  const files = await changeStore.readFiles(ctx.tx, page)
  const last = page.at(-1)
  return {
    format: 'yiwang-items/1',
    documents: files.map(fileOf),
    ...(found.length > limit && last !== undefined && { next: last }),
  }
}

function fileOf({
  itemId,
  system,
  key,
  versions,
}: Awaited<ReturnType<typeof changeStore.readFiles>>[number]): ItemFile {
  return {
    format: 'yiwang-item/1',
    source: { system, key },
    item: { id: itemId },
    versions: versions.map(({ version, effectiveOn, content }) => ({ version, effectiveOn, ...content })),
    digests: Object.fromEntries(versions.map(({ version, digest }) => [version, digest])),
  }
}
