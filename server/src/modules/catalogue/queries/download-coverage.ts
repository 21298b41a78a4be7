import { Readable } from 'node:stream'
import type { BinaryFile, CalendarDate } from '../../../kernel/index.ts'
import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { SheetToWrite } from '../../../platform/spreadsheet/index.ts'
import { XLSX } from '../actions/check-workbook.ts'
import { Coverage, CoverageLack } from '../contract/coverage.ts'
import type { CoverageFigures, CoverageRow } from '../contract/coverage.ts'
import type { CoverageGap } from '../contract/coverage-bulletins.ts'
import { titleOf } from '../contract/title-of.ts'
import { placeOf } from '../domain/place-titles.ts'
import * as coverageStore from '../store/coverage-store.ts'
import { coverageScope, getCoverage } from './coverage.ts'
import type { CoverageContext } from './coverage.ts'
import { powerTypesOf } from './power-types.ts'

/** As many items with what they lack as one table holds. ▣ */
const MOST_GAPS = 20_000

/** 覆盖指标 of a day with all that lies behind them. */
export interface CoverageAccount {
  readonly title: string
  readonly day: CalendarDate
  readonly figures: CoverageFigures
  readonly gaps: readonly CoverageGap[]
  /** How many items lack something; those that are not listed here are of the same order. */
  readonly gapCount: number
}

export async function downloadCoverage(ctx: CoverageContext): Promise<BinaryFile> {
  return coverageFile(await coverageToday(ctx, '覆盖指标'))
}

export async function coverageToday(ctx: CoverageContext, title: string): Promise<CoverageAccount> {
  const figures = await getCoverage(ctx)
  const scope = { ...(await coverageScope(ctx)), limit: MOST_GAPS, offset: 0 }
  const { items, total } = await coverageStore.listGaps(ctx.tx, scope)
  const types = await powerTypesOf(ctx)
  const gaps = items.map(({ itemId, name, organizationName, lacks, absent, powerType }) => ({
    ...{ itemId, name, organizationName, lacks, absent, typeTitle: types.titleOf(powerType) },
  }))
  return { title, day: ctx.today, figures, gaps, gapCount: total }
}

/** A sheet for each way of counting, and one for what is missing. */
export function coverageFile(account: CoverageAccount): BinaryFile {
  const { title, day, figures } = account
  const names = new Map(figures.organizations.map(({ id, name }) => [id, name]))
  const types = new Map(figures.types.map(({ id, name }) => [id, name]))
  const cells = figures.cells.map(({ organizationId, powerType, coverage }) => ({
    ...{ id: '', name: `${names.get(organizationId) ?? ''} · ${types.get(powerType) ?? powerType}`, coverage },
  }))
  const sheets = [
    figuresSheet(account, { name: '按部门', head: '部门', rows: figures.organizations }),
    figuresSheet(account, { name: '按区划', head: '区划', rows: figures.divisions }),
    figuresSheet(account, { name: '按权力类型', head: '权力类型', rows: figures.types }),
    figuresSheet(account, { name: '部门和权力类型', head: '部门 · 权力类型', rows: cells }),
    gapsSheet(account),
  ]
  const stream = Readable.from(writeWorkbook(sheets))
  return { stream, mediaType: XLSX, fileName: `${title}-${day}.xlsx`, inline: false }
}

const MEASURES = Object.entries(Coverage.properties) as [keyof Coverage, { title?: string }][]

function figuresSheet(
  account: CoverageAccount,
  { name, head, rows }: { name: string; head: string; rows: readonly CoverageRow[] },
): SheetToWrite {
  const lines = [...rows, { id: '', name: '合计', coverage: account.figures.total }]
  return {
    ...{ name, above: headOf(account) },
    columns: [{ title: head, width: 36 }, ...MEASURES.map(([, { title = '' }]) => ({ title, width: 18 }))],
    rows: lines.map((line) => [line.name, ...MEASURES.map(([measure]) => line.coverage[measure])]),
  }
}

function gapsSheet(account: CoverageAccount): SheetToWrite {
  const { gaps, gapCount } = account
  const more =
    gapCount > gaps.length ? [{ text: `共 ${gapCount} 项，这里列出前 ${gaps.length} 项`, look: 'mark' as const }] : []
  return {
    ...{ name: '缺项清单', above: [...headOf(account), ...more] },
    columns: [
      { title: '事项', width: 40 },
      { title: '部门', width: 28 },
      { title: '权力类型', width: 14 },
      { title: '缺什么', width: 50 },
      { title: '缺的要素', width: 50 },
    ],
    rows: gaps.map(({ name, organizationName, typeTitle, lacks, absent }) => [
      ...[name, organizationName, typeTitle, lacks.map((lack) => titleOf(CoverageLack, lack)).join('；')],
      absent.map((element) => placeOf({}, [element])).join('、'),
    ]),
  }
}

function headOf({ title, day }: CoverageAccount): SheetToWrite['above'] {
  return [
    { text: title, look: 'title' },
    { text: `按 ${day} 有效的事项版本和授权书计算`, look: 'plain' },
  ]
}
