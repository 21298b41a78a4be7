import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import type { Context } from '../../../platform/act/index.ts'
import { openExplained } from '../actions/decide.ts'
import type { AppliedTable, ListAppliedTables } from '../contract/list-applied-tables.ts'
import { flowsPermits } from '../contract/permits.ts'
import * as decisionStore from '../store/decision-store.ts'
import type { AppliedRow } from '../store/decision-store.ts'
import * as flowStore from '../store/flow-store.ts'
import { requireCounty } from './require-county.ts'

export async function listAppliedTables(
  ctx: Context,
  { subject }: InputOf<typeof ListAppliedTables>,
): Promise<OutputOf<typeof ListAppliedTables>> {
  const flow = await flowStore.findLatest(ctx.tx, subject)
  if (!flow) {
    requireCounty(ctx, subject)
    return { applied: [] }
  }
  ctx.permit.require(flowsPermits.read.name, flow)
  const isWorker = ctx.permit.allows(flowsPermits.work.name, flow)
  const rows = await decisionStore.listApplied(ctx.tx, subject)
  return { applied: rows.map((row) => presentApplied(ctx, row, isWorker)) }
}

function presentApplied(ctx: Context, row: AppliedRow, isWorker: boolean): AppliedTable {
  return {
    decisionId: row.table.id,
    decisionVersion: row.table.version,
    name: row.tableName,
    ...(row.elementId !== undefined && { elementId: row.elementId }),
    appliedAt: row.appliedAt.toISOString(),
    decisions: openExplained(ctx, row.explained).map(({ name, matched, isOtherwise, inputs, result, ranges }) => ({
      name,
      matched: matched.map(({ number }) => number),
      isOtherwise,
      ...(isWorker && { inputs: [...inputs], result }),
      ...(ranges && { ranges: [...ranges] }),
    })),
  }
}
