import { Readable } from 'node:stream'
import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { XLSX } from '../actions/check-workbook.ts'
import type { ExportWorkbook } from '../contract/import-catalogue.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import * as libraryStore from '../store/library-store.ts'
import { writeItems } from '../workbook/write-items.ts'
import { powerTypesOf } from './power-types.ts'

/** A sheet for each list of an item's parts, each with a row for each part: more would not be worked with in a table. ▣ */
const MOST_ITEMS = 3_000

export async function getImportTemplate(ctx: Context): Promise<BinaryFile> {
  return {
    stream: Readable.from(writeItems([], await choicesOf(ctx, []))),
    mediaType: XLSX,
    fileName: '事项导入模板.xlsx',
    inline: false,
  }
}

async function choicesOf(ctx: Context, items: readonly FiledItem[]): Promise<ReadonlyMap<string, string>> {
  const used = [...new Set(items.map(({ content }) => content.powerType))]
  return (await powerTypesOf(ctx)).choicesFor(ctx.actor.jurisdiction, used)
}

/** The items within reach that are in force or suspended, in the version of the day, in the form of the template. */
export async function exportWorkbook(
  ctx: Context,
  { organizationId }: InputOf<typeof ExportWorkbook>,
): Promise<BinaryFile> {
  const filter = {
    reach: ctx.permit.reach(cataloguePermits.library.name),
    today: ctx.today,
    ...(organizationId !== undefined && { organizationId }),
  }
  const items = await libraryStore.listFiled(ctx.tx, filter, MOST_ITEMS + 1)
  if (items.length > MOST_ITEMS)
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_ITEMS, count: `${MOST_ITEMS} 以上` })
  return {
    stream: Readable.from(writeItems(items, await choicesOf(ctx, items))),
    mediaType: XLSX,
    fileName: `事项库-${ctx.today}.xlsx`,
    inline: false,
  }
}
