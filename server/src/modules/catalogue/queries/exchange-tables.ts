import { Readable } from 'node:stream'
import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { XLSX } from '../actions/check-workbook.ts'
import type { DownloadExchangeTables, ListExchangeTables } from '../contract/exchange-tables.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { writeExchangeWorkbook } from '../exchange/workbook.ts'
import { writeTables } from '../exchange/write-tables.ts'
import type { Row, Tables } from '../exchange/tables.ts'
import * as changeStore from '../store/change-store.ts'
import * as libraryStore from '../store/library-store.ts'
import * as searchStore from '../store/search-store.ts'
import { powerTypesOf } from './power-types.ts'

const FORMAT = 'up_task/1'

/** 国家交换表 of the items that can be found today, page by page. */
export async function listExchangeTables(
  ctx: Context,
  { limit = 50, ...scope }: InputOf<typeof ListExchangeTables>,
): Promise<OutputOf<typeof ListExchangeTables>> {
  const found = await searchStore.walk(ctx.tx, { ...scope, limit: limit + 1, today: ctx.today })
  const page = found.slice(0, limit)
  const files = await changeStore.readFiles(
    ctx.tx,
    page.map(({ itemId }) => itemId),
  )
  const items = files.flatMap(({ itemId, system, key, versions }) => {
    const version = page.find((one) => one.itemId === itemId)?.version
    const filed = versions.find((one) => one.version === version)
    if (!filed) return []
    const { effectiveOn, content } = filed
    const source = { sourceSystem: system, sourceKey: key }
    return [{ itemId, version: filed.version, effectiveOn, ...source, content: content as ItemContent }]
  })
  const last = page.at(-1)
  return {
    format: FORMAT,
    tables: asRecords(writeTables(items, await powerTypesOf(ctx))),
    ...(found.length > limit && last && { next: last.itemId }),
  }
}

/** As the workbook of items: more would not be worked with. ▣ */
const MOST_ITEMS = 3_000

/** 下载国家交换表 of the items within reach that are in force or suspended, in the version of the day. */
export async function downloadExchangeTables(
  ctx: Context,
  { format, organizationId }: InputOf<typeof DownloadExchangeTables>,
): Promise<BinaryFile> {
  const reach = ctx.permit.reach(cataloguePermits.library.name)
  const filter = { reach, today: ctx.today, ...(organizationId !== undefined && { organizationId }) }
  const items = await libraryStore.listFiled(ctx.tx, filter, MOST_ITEMS + 1)
  if (items.length > MOST_ITEMS)
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_ITEMS, count: `${MOST_ITEMS} 以上` })
  const tables = writeTables(items, await powerTypesOf(ctx))
  const fileName = `国家交换表-${ctx.today}.${format}`
  if (format === 'xlsx')
    return { stream: Readable.from(writeExchangeWorkbook(tables)), mediaType: XLSX, fileName, inline: false }
  const bytes = Buffer.from(JSON.stringify({ format: FORMAT, tables: asRecords(tables) }))
  return { stream: Readable.from([bytes]), mediaType: 'application/json', fileName, inline: false }
}

/** Tables without rows are left out, and cells without words. */
function asRecords(tables: Tables): Record<string, Record<string, unknown>[]> {
  const told = [...tables].filter(([, rows]) => rows.length > 0)
  return Object.fromEntries(told.map(([name, rows]) => [name, rows.map(said)]))
}

function said(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ''))
}
