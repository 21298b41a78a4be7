import type { OutputOf } from '../../../kernel/index.ts'
import type { ExportableList } from '../../../platform/module/index.ts'
import { EXPORT_APPROVERS } from '../contract/index.ts'
import type { ExportRule, PreviewExport } from '../contract/index.ts'
import * as ruleStore from '../store/rule-store.ts'
import { askedList, mayBeInFull } from './asked-list.ts'
import type { ExportsContext } from './exports-context.ts'

/** Counts beforehand. What a search for a person leaves on record the list itself sees to. */
export async function previewExport(
  ctx: ExportsContext,
  input: PreviewExport,
): Promise<OutputOf<typeof PreviewExport>> {
  const list = askedList(ctx, input)
  const rule = await ruleStore.ruleOf(ctx.tx, ctx.actor.jurisdiction)
  const rows = await list.count(ctx, input.filter, rule.mostRows + 1)
  ctx.nothingChanged()
  const { mostRows, mostDownloads, keepDays } = rule
  return {
    ...{ rows, mostRows, mostDownloads, keepDays },
    list: list.name,
    listTitle: list.title,
    conditions: await list.describe(ctx, input.filter),
    columns: presentColumns(list),
    mayBeInFull: mayBeInFull(ctx, list),
    needsApproval: {
      masked: needsApproval(list, rule, { inFull: false, rows }),
      inFull: needsApproval(list, rule, { inFull: true, rows }),
    },
    approverTitle: EXPORT_APPROVERS[rule.approver],
  }
}

/** Only a small masked export goes without, and only where the county has said so. */
export function needsApproval(
  list: ExportableList,
  rule: ExportRule,
  { inFull, rows }: { inFull: boolean; rows: number },
): boolean {
  return inFull || list.needsApproval === true || rows > rule.freeRows
}

export function presentColumns({ columns }: ExportableList): { key: string; title: string; isPersonal: boolean }[] {
  return columns.map(({ key, title, isPersonal = false }) => ({ key, title, isPersonal }))
}
