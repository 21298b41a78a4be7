import type { FieldError } from '../../../kernel/index.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { Change, RecordAct } from './batch.ts'
import { readCells } from './cells.ts'
import type { Cells } from './cells.ts'

/** A record as it is now: what was published, in full, and what the batch makes of it. */
export interface KnownRecord {
  readonly published?: Cells | undefined
  readonly pending?: Change | undefined
}

export interface AskedChange {
  readonly act: RecordAct
  readonly cells?: Cells | undefined
  readonly reason?: string | undefined
}

export type DecidedChange =
  | { readonly outcome: 'drafted'; readonly change: Pick<Change, 'act' | 'cells' | 'reason'> }
  /** It would say what is public already: nothing of it stays in the batch. */
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'wrong'; readonly errors: readonly FieldError[] }
  | { readonly outcome: 'unexplained' }

/** What becomes of a record in the batch; the same for whoever types and for a table that is imported. */
export function decideChange(kind: RosterKind, known: KnownRecord, asked: AskedChange): DecidedChange {
  const { published, pending } = known
  if (asked.act === 'remove') return decideRemoval(known, asked.reason)
  const kept = pending && pending.act !== 'remove' ? pending.cells : published
  const { cells, errors } = readCells(kind, asked.cells ?? {}, kept)
  if (errors.length > 0) return { outcome: 'wrong', errors }
  if (published && isSame(cells, published)) return { outcome: pending ? 'dropped' : 'unchanged' }
  if (pending && pending.act !== 'remove' && isSame(cells, pending.cells) && sameReason(pending, asked))
    return { outcome: 'unchanged' }
  const reason = asked.reason ?? pending?.reason
  if (!published) return { outcome: 'drafted', change: { act: 'add', cells, ...(reason !== undefined && { reason }) } }
  if (reason === undefined) return { outcome: 'unexplained' }
  return { outcome: 'drafted', change: { act: 'change', cells, reason } }
}

function decideRemoval({ published, pending }: KnownRecord, reason: string | undefined): DecidedChange {
  if (!published) return { outcome: 'dropped' }
  if (reason === undefined) return { outcome: 'unexplained' }
  if (pending?.act === 'remove' && pending.reason === reason) return { outcome: 'unchanged' }
  return { outcome: 'drafted', change: { act: 'remove', cells: {}, reason } }
}

function sameReason(pending: Change, { reason }: AskedChange): boolean {
  return reason === undefined || reason === pending.reason
}

function isSame(one: Cells, other: Cells): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => one[key] === other[key])
}
