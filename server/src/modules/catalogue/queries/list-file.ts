import { Readable } from 'node:stream'
import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import { MOST_LISTED } from '../contract/public-lists.ts'
import type { ListFormat, PublicListRow } from '../contract/public-lists.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { SetColumn } from '../domain/public-list.ts'

export type SettingContext = Context & { readonly documents: Pick<DocumentsApi, 'typeset'> }

/** A public list of a day, whole: of items or of records. */
export interface WholeList {
  readonly title: string
  /** Of which day it is, and of what it is made. */
  readonly mark: string
  readonly place: string
  readonly columns: readonly SetColumn[]
  readonly rows: readonly PublicListRow[]
}

const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pdf: 'application/pdf',
} as const

/** @throws catalogue/list-too-long */
export function requireShortEnough(format: ListFormat, count: number): void {
  const most = MOST_LISTED[format]
  if (count > most) throw problem(catalogueProblems['list-too-long'], { most, count })
}

/** A public list to take along: as a table, as data, or to print. */
export async function listFile(
  ctx: SettingContext,
  { format, day, list }: { format: ListFormat; day: CalendarDate; list: WholeList },
): Promise<BinaryFile> {
  const file = { mediaType: MEDIA[format], fileName: `${list.title}-${day}.${format}`, inline: false }
  return { stream: await streamOf(ctx, format, list), ...file }
}

async function streamOf(ctx: SettingContext, format: ListFormat, list: WholeList): Promise<Readable> {
  const { title, mark, place, rows } = list
  const named = list.columns.map((column) => ({ key: column.key, title: column.title }))
  if (format === 'json')
    return Readable.from([Buffer.from(JSON.stringify({ title, mark, place, columns: named, rows }))])
  if (format === 'pdf') return Readable.from([await printed(ctx, list)])
  const above = [
    { text: title, look: 'title' },
    { text: mark, look: 'plain' },
  ] as const
  const columns = list.columns.map((column) => ({ title: column.title, width: column.width === 'widest' ? 50 : 24 }))
  const cells = rows.map((row) => list.columns.map(({ key }) => row.cells[key]))
  return Readable.from(writeWorkbook([{ name: title, above, columns, rows: cells, foot: mark }]))
}

const SHARES = { narrow: 0, wide: 3, widest: 3 } as const

async function printed(ctx: SettingContext, { title, mark, place, columns, rows }: WholeList): Promise<Uint8Array> {
  const shown = columns.filter(({ isUnprinted }) => !isUnprinted)
  return await ctx.documents.typeset({
    title,
    author: `${place}人民政府`,
    at: ctx.now,
    blocks: [
      { kind: 'title', text: title },
      { kind: 'paragraph', text: mark },
      {
        kind: 'table',
        caption: '',
        titles: shown.map((column) => column.title),
        shares: shown.map(({ width }) => (width === undefined ? 2 : SHARES[width])),
        rows: rows.map(({ cells }) => shown.map(({ key }) => cells[key] ?? '')),
      },
    ],
  })
}
