import { Readable } from 'node:stream'
import { calendarDate, problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { DownloadPublicList, PublicListRow } from '../contract/public-lists.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { PUBLIC_LISTS, listTitle } from '../domain/public-list.ts'
import * as listStore from '../store/public-list-store.ts'
import { powerTypesOf } from './power-types.ts'
import { rowsOf } from './public-lists.ts'

export type ListContext = Context & {
  readonly documents: Pick<DocumentsApi, 'typeset'>
  readonly organizations: Pick<OrganizationsApi, 'divisionName'>
}

/** A PDF is for printing: what is longer is taken by department, or as a table. ▣ */
const MOST_ROWS = { xlsx: 20_000, json: 20_000, pdf: 500 } as const
const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pdf: 'application/pdf',
} as const

interface WholeList {
  readonly title: string
  readonly mark: string
  readonly place: string
  readonly columns: readonly { readonly key: string; readonly title: string }[]
  readonly rows: readonly PublicListRow[]
}

/** 下载清单 of a day, whole: as a table, as data, or to print. @throws catalogue/list-too-long */
export async function downloadPublicList(
  ctx: ListContext,
  { kind, format, day, ...asked }: InputOf<typeof DownloadPublicList>,
): Promise<BinaryFile> {
  const on = day === undefined ? ctx.today : calendarDate(day)
  const most = MOST_ROWS[format]
  const types = await powerTypesOf(ctx)
  const scope = { kind, types, division: asked.division, organizationId: asked.organizationId, day: on, q: asked.q }
  const { items, total } = await listStore.listOn(ctx.tx, { ...scope, limit: most, offset: 0 })
  if (total > most) throw problem(catalogueProblems['list-too-long'], { most, count: total })
  const place = await ctx.organizations.divisionName(ctx, asked.division)
  const list: WholeList = {
    title: `${place}${listTitle(kind)}`,
    mark: `${on} 的清单，由当天生效的 ${total} 个事项生成`,
    place,
    columns: PUBLIC_LISTS[kind].columns,
    rows: items.flatMap((item) => rowsOf({ kind, types }, item)),
  }
  const file = { mediaType: MEDIA[format], fileName: `${list.title}-${on}.${format}`, inline: false }
  return { stream: await streamOf(ctx, format, list), ...file }
}

async function streamOf(ctx: ListContext, format: keyof typeof MEDIA, list: WholeList): Promise<Readable> {
  if (format === 'json') return Readable.from([Buffer.from(JSON.stringify(list))])
  if (format === 'pdf') return Readable.from([await printed(ctx, list)])
  const above = [
    { text: list.title, look: 'title' },
    { text: list.mark, look: 'plain' },
  ] as const
  const columns = list.columns.map(({ key, title }) => ({ title, width: WIDE.has(key) ? 50 : 24 }))
  const rows = list.rows.map(({ cells }) => list.columns.map(({ key }) => cells[key]))
  return Readable.from(writeWorkbook([{ name: list.title, above, columns, rows, foot: list.mark }]))
}

/** As wide as its word, which is short. */
const NARROW = new Set(['level'])
const WIDE = new Set(['legalBases', 'duties', 'accountability', 'basis', 'standard'])

async function printed(ctx: ListContext, { title, mark, place, columns, rows }: WholeList): Promise<Uint8Array> {
  // What everybody looks for is printed; codes are in the table.
  const shown = columns.filter(({ key }) => key !== 'code')
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
        shares: shown.map(({ key }) => (NARROW.has(key) ? 0 : WIDE.has(key) || key === 'complaint' ? 3 : 2)),
        rows: rows.map(({ cells }) => shown.map(({ key }) => cells[key] ?? '')),
      },
    ],
  })
}
