import type { RosterKind } from '../contract/roster-kind.ts'
import { maskedCells } from './cells.ts'
import type { Cells } from './cells.ts'

/** The table that a department keeps a list in: which record a row is, what it says, and why it goes. */
export const RECORD_ID = '记录编号'
export const REMOVAL = '移出理由'

export function titlesOf({ columns }: RosterKind): string[] {
  return [RECORD_ID, ...columns.map(({ title }) => title), REMOVAL]
}

/** A row as it is written: people masked, so that no file of ours carries them, and left masked they stay as they are. */
export function rowOf(
  kind: RosterKind,
  { recordId, cells, placeName }: { recordId: string; cells: Cells; placeName: (code: string) => string },
): string[] {
  const masked = maskedCells(kind, cells)
  const texts = kind.columns.map(({ key, type }) => {
    const value = masked[key] ?? ''
    return type === 'division' && value !== '' ? `${value} ${placeName(value)}` : value
  })
  return [recordId, ...texts, '']
}
