import { problem, splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { NOT_A_WORKBOOK, NotAWorkbook, readWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { ReadSheet } from '../../../platform/spreadsheet/index.ts'
import type { OrganizationView } from '../../organizations/contract/index.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import type { ItemContent } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { Offer, ReadFile, ReadRow } from '../domain/import-row.ts'
import { MOST_ROWS, readCatalogueFile } from '../domain/read-file.ts'
import { exchangeTables, readTables } from '../exchange/read-tables.ts'
import type { Reading } from '../exchange/read-tables.ts'
import type { Tables } from '../exchange/tables.ts'
import { exchangeSheets } from '../exchange/workbook.ts'
import * as resolveStore from '../store/resolve-store.ts'
import type { LibraryCandidate } from '../store/resolve-store.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import { completeContent } from '../workbook/complete-content.ts'
import { readItems } from '../workbook/read-items.ts'
import type { ReadItem, ReadItems } from '../workbook/read-items.ts'

export interface ReadImport extends ReadFile {
  readonly fileWarnings: readonly string[]
}

/** The department for which is imported, where whoever imports has one: rows need not say it. */
export type Department = Pick<OrganizationView, 'id' | 'name' | 'code' | 'division'>

/**
 * Reads a file of items, whatever its form: a workbook by its first bytes, JSON otherwise.
 * @throws catalogue/not-json, catalogue/not-a-workbook, catalogue/unknown-format, catalogue/too-many-rows
 */
export async function readImport(ctx: Context, bytes: Buffer, department?: Department): Promise<ReadImport> {
  const types = await powerTypesOf(ctx)
  const place = department?.division ?? ctx.actor.jurisdiction
  if (!isWorkbook(bytes)) {
    const file = parse(bytes)
    const tables = exchangeTables(file)
    return tables ? exchanged(tables, { types, place }) : { ...readCatalogueFile(file, types), fileWarnings: [] }
  }
  const sheets = openWorkbook(bytes)
  const tables = exchangeSheets(sheets)
  if (tables) return exchanged(tables, { types, place })
  const titles = types.titles(place)
  return await readRows(ctx, readItems(sheets, titles), department)
}

/** @throws catalogue/unknown-format, catalogue/too-many-rows */
function exchanged(tables: Tables, reading: Reading): ReadImport {
  const rows = readTables(tables, reading)
  if (rows.length === 0) throw problem(catalogueProblems['unknown-format'])
  if (rows.length > MOST_ROWS)
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_ROWS, count: rows.length })
  return { format: 'national-exchange', rows, fileWarnings: [] }
}

/** Both kinds of Office, so that an old one is told what it is. */
function isWorkbook(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === 'PK' || bytes[0] === 0xd0
}

/** @throws catalogue/not-a-workbook */
export function openWorkbook(bytes: Buffer): ReadSheet[] {
  try {
    return readWorkbook(bytes)
  } catch (error) {
    if (error instanceof NotAWorkbook)
      throw problem(catalogueProblems['not-a-workbook'], { what: NOT_A_WORKBOOK[error.reason] })
    throw error
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw problem(catalogueProblems['not-json'], { reason: (error as Error).message.slice(0, 200) })
  }
}

async function readRows(ctx: Context, read: ReadItems | undefined, department?: Department): Promise<ReadImport> {
  if (!read || read.items.length + read.strays.length === 0) throw problem(catalogueProblems['unknown-format'])
  if (read.items.length > MOST_ROWS)
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_ROWS, count: read.items.length })
  const find = await createFinder(ctx, read.items, department)
  return {
    format: 'workbook',
    rows: [...read.items.map((item) => rowOf(item, find(item), department)), ...read.strays.map(strayRow)],
    fileWarnings: read.warnings,
  }
}

function strayRow({ place, message }: ReadItems['strays'][number]): ReadRow {
  const cells = { unread: [{ place, message }], placeOf: () => place }
  return { row: place.row, label: `${place.sheet}表`, reasons: [message], warnings: [], cells }
}

type Found = { readonly known?: LibraryCandidate } | { readonly fault: string }

/** Which item of the library each row means: by its id, else by its code within its department, else it is a new one. */
async function createFinder(
  ctx: Context,
  items: readonly ReadItem[],
  department: Department | undefined,
): Promise<(item: ReadItem) => Found> {
  const ids = items.flatMap(({ identity }) => (isId(identity.itemId) ? [identity.itemId!] : []))
  const codes = items.flatMap(({ said }) => (typeof said.code === 'string' ? [said.code] : []))
  const divisions = items.map(({ said }) => divisionOf(said.division, department))
  const jurisdictions = [...new Set(divisions.map((division) => division.slice(0, 6)))]
  const byId = new Map((await resolveStore.findByIds(ctx.tx, [...new Set(ids)])).map((one) => [one.itemId, one]))
  const byCode = Map.groupBy(
    await resolveStore.findByCodes(ctx.tx, { jurisdictions, codes }),
    (one) => one.content.code,
  )
  return ({ identity, said }) => {
    if (identity.itemId !== undefined) {
      const known = byId.get(identity.itemId)
      return isId(identity.itemId)
        ? known
          ? { known }
          : {}
        : { fault: '事项标识不正确：新事项请空着，已有的事项从导出的文件里取' }
    }
    const owner = said.organizationName ?? department?.name
    const same = (byCode.get(String(said.code)) ?? []).filter(
      ({ content }) => content.organizationName === owner && content.division === divisionOf(said.division, department),
    )
    const named = same.length > 1 ? same.filter(({ content }) => content.name === said.name) : same
    if (named.length === 1) return { known: named[0]! }
    if (same.length > 1) return { fault: `这个实施编码下有 ${same.length} 个事项，请从导出的文件里取“事项标识”填上` }
    return {}
  }
}

function isId(text: string | undefined): boolean {
  return text !== undefined && new RegExp(PUBLIC_ID_PATTERN).test(text)
}

function divisionOf(said: unknown, department: Department | undefined): string {
  return typeof said === 'string' ? said : (department?.division ?? '')
}

function rowOf(item: ReadItem, found: Found, department: Department | undefined): ReadRow {
  const { row, label, notes, unread, placeOf } = item
  const told = { row, label, reasons: notes.reasons, warnings: notes.warnings, cells: { unread, placeOf } }
  if ('fault' in found) {
    const fault = { place: { sheet: placeOf(['name']).sheet, row, column: '事项标识' }, message: found.fault }
    return { ...told, reasons: [...notes.reasons, found.fault], cells: { placeOf, unread: [...unread, fault] } }
  }
  // Whether it is what an item must be is checked for every format alike, after reading.
  const content = completeContent(item.said, { content: found.known?.content, department }) as ItemContent
  return { ...told, offer: { ...sourceOf(item, found.known), content } }
}

/** A file that was exported and changed makes a new version: what it says of the old one is only what it was made from. */
function sourceOf({ identity, said }: ReadItem, known: LibraryCandidate | undefined): Omit<Offer, 'content'> {
  const { itemId, version, effectiveOn, sourceSystem, sourceKey } = identity
  const states = {
    ...(version !== undefined && version > (known?.version ?? 0) && itemId !== undefined && { version }),
    ...(effectiveOn !== undefined && effectiveOn > (known?.effectiveOn ?? '') && { effectiveOn }),
  }
  if (known) {
    const { id: itemUuid } = splitPublicId(known.itemId)
    return { sourceSystem: known.sourceSystem, sourceKey: known.sourceKey, itemUuid, ...states }
  }
  if (itemId === undefined)
    return { sourceSystem: 'workbook', sourceKey: `${String(said.code)} ${String(said.name)}`, ...states }
  const { id: itemUuid } = splitPublicId(itemId)
  const isTold = sourceSystem !== undefined && sourceKey !== undefined
  const source = isTold ? { sourceSystem, sourceKey } : { sourceSystem: 'yiwang', sourceKey: itemUuid }
  return { ...source, itemUuid, ...states }
}
