import { newPublicId, problem } from '../../../kernel/index.ts'
import type { ExportableList } from '../../../platform/module/index.ts'
import { ExportApproved, ExportAsked } from '../contract/events.ts'
import { exportsProblems } from '../contract/index.ts'
import type { AskExport, ExportRule, ExportView } from '../contract/index.ts'
import { placeOf } from '../domain/export-place.ts'
import { askedList, mayBeInFull } from '../queries/asked-list.ts'
import type { ExportsContext } from '../queries/exports-context.ts'
import { presentExport } from '../queries/present-export.ts'
import { needsApproval } from '../queries/preview-export.ts'
import * as exportStore from '../store/export-store.ts'
import type { StoredExport } from '../store/export-store.ts'
import * as ruleStore from '../store/rule-store.ts'

/** 申请导出: which list, which rows and columns, masked or in full, what for and why. */
export async function askExport(ctx: ExportsContext, input: AskExport): Promise<ExportView> {
  const list = askedList(ctx, input)
  const columns = askedColumns(list, input.columns)
  if (input.inFull && !mayBeInFull(ctx, list)) throw problem(exportsProblems['not-in-full'])
  const rule = await ruleStore.ruleOf(ctx.tx, ctx.actor.jurisdiction)
  const counted = await countRows(ctx, { list, input, rule })
  const one = exportOf(ctx, { list, input, columns, rule, counted })
  await exportStore.insert(ctx.tx, one)
  const { id: exportId, division, inFull, format, purpose } = one
  const conditions = (await list.describe(ctx, input.filter)).join('；')
  ctx.emit(
    ExportAsked.of({ exportId, list: list.name, division, columns: [...columns], inFull, format, purpose, counted }),
    { personal: { reason: input.reason, ...(conditions !== '' && { conditions }) } },
  )
  if (!one.needsApproval) ctx.emit(ExportApproved.of({ exportId, isByRule: true }))
  return presentExport(ctx, one)
}

/** In the list's order, each once. @throws exports/columns-unfit */
function askedColumns(list: ExportableList, keys: readonly string[]): string[] {
  const known = list.columns.map(({ key }) => key)
  if (keys.length === 0 || !keys.every((key) => known.includes(key))) throw problem(exportsProblems['columns-unfit'])
  return known.filter((key) => keys.includes(key))
}

/** @throws exports/too-many-rows, exports/no-rows */
async function countRows(
  ctx: ExportsContext,
  { list, input, rule }: { list: ExportableList; input: AskExport; rule: ExportRule },
): Promise<number> {
  const counted = await list.count(ctx, input.filter, rule.mostRows + 1)
  if (counted > rule.mostRows) throw problem(exportsProblems['too-many-rows'], { most: rule.mostRows })
  if (counted === 0) throw problem(exportsProblems['no-rows'])
  return counted
}

function exportOf(
  ctx: ExportsContext,
  of: { list: ExportableList; input: AskExport; columns: readonly string[]; rule: ExportRule; counted: number },
): StoredExport {
  const { list, input, columns, rule, counted } = of
  const { inFull, format, purpose } = input
  const { jurisdiction, accountId = '', staffId = '' } = ctx.actor
  const isToApprove = needsApproval(list, rule, { inFull, rows: counted })
  return {
    ...{ columns, inFull, format, purpose, counted },
    ...placeOf(ctx.permit.reach(list.permit), jurisdiction),
    id: newPublicId(jurisdiction),
    list: list.name,
    accountId,
    askedBy: staffId,
    askedAt: ctx.now,
    conditions: ctx.vault.seal(JSON.stringify(input.filter), exportStore.CONDITIONS),
    reason: ctx.vault.seal(input.reason, exportStore.REASON),
    mostRows: rule.mostRows,
    needsApproval: isToApprove,
    state: isToApprove ? 'asked' : 'approved',
    written: 0,
    downloads: 0,
    mostDownloads: rule.mostDownloads,
    keepDays: rule.keepDays,
    version: 1,
  }
}
