import type { ItemContent } from '../contract/item.ts'
import type { PowerTypes } from '../domain/power-types.ts'

/** 国家政务服务平台事项交换表 (`up_task_*`): a table for each group of elements, by kind of item. */
export interface TableKind {
  /** As the tables' names say: `up_task_<name>_basic`. */
  readonly name: 'general' | 'public' | 'punish' | 'handle' | 'check'
  readonly has: readonly Part[]
}

export type Part = 'extend' | 'material' | 'fee_project' | 'questions'
export type Row = Readonly<Record<string, string | number | undefined>>
export type Tables = Map<string, Row[]>

const WHOLE: readonly Part[] = ['extend', 'material', 'fee_project', 'questions']
const GENERAL: TableKind = { name: 'general', has: WHOLE }

/** Kinds of which the exchange has tables of their own; the others stand in the general ones. */
const KINDS: Readonly<Record<string, TableKind>> = {
  penalty: { name: 'punish', has: ['questions'] },
  levy: { name: 'handle', has: ['material', 'questions'] },
  compulsion: { name: 'check', has: ['questions'] },
  inspection: { name: 'check', has: ['questions'] },
}

export const ALL_KINDS: readonly TableKind[] = [
  GENERAL,
  { name: 'public', has: WHOLE },
  ...[KINDS['penalty']!, KINDS['levy']!, KINDS['inspection']!],
]

export function kindOf({ powerType }: Pick<ItemContent, 'powerType'>, types: PowerTypes): TableKind {
  const isService = types.find(powerType)?.code.startsWith('2') === true
  return KINDS[powerType] ?? (isService ? { name: 'public', has: WHOLE } : GENERAL)
}

export function tableName(kind: Pick<TableKind, 'name'>, part: Part | 'basic'): string {
  return `up_task_${kind.name}_${part}`
}

/** Ours beside theirs: what of an item no column of theirs says, so that it comes back whole. Others leave it aside. */
export const REST_TABLE = 'yiwang_task_rest'

/** Every table, in the order of a file. */
export const TABLE_NAMES: readonly string[] = [
  ...ALL_KINDS.flatMap((kind) => (['basic', ...kind.has] as const).map((part) => tableName(kind, part))),
  REST_TABLE,
]

/** As a cell of a table or of a sheet holds it: without what neither keeps. */
export function asCell(value: string | number | undefined): string {
  return String(value ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '')
    .trim()
}
