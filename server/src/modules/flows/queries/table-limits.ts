import type { FlowsContext } from '../actions/flows-context.ts'
import type { StatutoryRange } from '../domain/number-range.ts'
import * as decisionStore from '../store/decision-store.ts'

/** 幅度 of a published table: inside each of these every result of the column was proven to lie. */
export interface TableLimits {
  readonly name: string
  /** 各条规则互不重叠: at most one rule answers. */
  readonly isUnique: boolean
  readonly columns: readonly { readonly label: string; readonly range: StatutoryRange }[]
}

/** Undefined where no such table may be used in the jurisdiction. */
export async function tableLimits(
  ctx: FlowsContext,
  key: { jurisdiction: string; id: string; version: number },
): Promise<TableLimits | undefined> {
  const table = await decisionStore.findUsableTable(ctx.tx, key)
  if (!table) return undefined
  const { decisions } = await ctx.decisions.get(ctx, table)
  const logics = decisions.flatMap(({ logic }) => (logic.kind === 'table' ? [logic] : []))
  return {
    name: table.name,
    isUnique: logics.every(({ hitPolicy }) => hitPolicy === 'UNIQUE'),
    columns: logics.flatMap(({ outputs }) => outputs.flatMap(({ label, range }) => (range ? [{ label, range }] : []))),
  }
}
