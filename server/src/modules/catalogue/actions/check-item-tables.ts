import type { Context } from '../../../platform/act/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { checkDiscretionTable } from '../domain/check-discretion-table.ts'
import type { RowNotes } from '../domain/import-row.ts'

/** Whether the decision tables that penalties name are there, and say nothing that the law does not allow. */
export function tableChecker(
  ctx: Context & { readonly flows: Pick<FlowsApi, 'tableLimits'> },
): (content: ItemContent, notes: RowNotes) => Promise<void> {
  return async ({ division, penalties = [] }, notes) => {
    for (const [place, penalty] of penalties.entries()) {
      const { table: id, tableVersion: version } = penalty
      if (id === undefined && version === undefined) continue
      const at = ['penalties', place, 'table'] as const
      if (id === undefined || version === undefined) {
        notes.refuse('裁量决策表要写明标识和第几版', ...at)
        continue
      }
      const table = await ctx.flows.tableLimits(ctx, { jurisdiction: division.slice(0, 6), id, version })
      if (!table) {
        notes.refuse(`裁量决策表“${id}”第 ${version} 版没有在这里发布`, ...at)
        continue
      }
      for (const { level, message } of checkDiscretionTable(penalty, table)) {
        if (level === 'refuse') notes.refuse(message, ...at)
        else notes.warn(message, ...at)
      }
    }
  }
}
