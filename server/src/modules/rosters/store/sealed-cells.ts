import type { Context } from '../../../platform/act/index.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'
import type { Cells } from '../domain/cells.ts'

/** One context for both tables: what a batch says goes on into the version as it is. */
const CELLS = 'rosters.cells'
const CITIZEN_ID = 'rosters.citizen_id'
const NAME = 'rosters.name'

export const sealed: readonly SealedTable[] = [
  { table: 'rosters.changes', columns: { cells_sealed: CELLS } },
  { table: 'rosters.people', columns: { cells_sealed: CELLS } },
]

/** Nothing where nothing is personal. */
export function sealCells({ vault }: Pick<Context, 'vault'>, cells: Cells): Buffer | null {
  return Object.keys(cells).length === 0 ? null : vault.seal(JSON.stringify(cells), CELLS)
}

export function openCells({ vault }: Pick<Context, 'vault'>, bytes: Buffer | null): Cells {
  return bytes === null ? {} : (JSON.parse(vault.open(bytes, CELLS)) as Cells)
}

export function citizenIdBlind({ vault }: Pick<Context, 'vault'>, citizenId: string): Buffer {
  return vault.blind(citizenId, CITIZEN_ID)
}

export function nameBlind({ vault }: Pick<Context, 'vault'>, name: string): Buffer {
  return vault.blind(name, NAME)
}
