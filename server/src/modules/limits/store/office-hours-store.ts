import { INSTALLATION, isWithinDivision, jurisdictionOf } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { OfficeHours, OfficeHoursEdition } from '../domain/office-hours.ts'
import type { Editor } from './calendar-store.ts'
import type { LimitsTables } from './tables.ts'

/** Hours as they were declared: of a division, or of one organization in it. */
export interface DeclaredHours extends OfficeHoursEdition {
  readonly division: string
  readonly organizationId: string | undefined
  readonly basis: string
}

export async function listOfficeHours(tx: Tx): Promise<DeclaredHours[]> {
  const rows = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.office_hours')
    .select(['division', 'organization_id', 'valid_from', 'hours', 'basis'])
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => ({
    division: row.division,
    organizationId: row.organization_id === '' ? undefined : row.organization_id,
    validFrom: row.valid_from as CalendarDate,
    hours: row.hours as OfficeHours,
    basis: row.basis,
  }))
}

export async function saveOfficeHours(tx: Tx, declared: DeclaredHours, editor: Editor): Promise<void> {
  const { division, organizationId = '', validFrom, hours, basis } = declared
  const said = {
    hours: JSON.stringify(hours),
    basis,
    declared_at: editor.at,
    declared_by: editor.by ?? null,
  }
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.office_hours')
    .values({
      jurisdiction: jurisdictionOf(division),
      division,
      organization_id: organizationId,
      valid_from: validFrom,
      ...said,
    })
    .onConflict((conflict) =>
      conflict.columns(['jurisdiction', 'division', 'organization_id', 'valid_from']).doUpdateSet(said),
    )
    .execute()
}

/** The organization's own hours, or those of the nearest division above that declared any. */
export function editionsFor(
  declared: readonly DeclaredHours[],
  place: { division: string; organizationId?: string | undefined },
): DeclaredHours[] {
  const own = declared.filter((one) => one.organizationId !== undefined && one.organizationId === place.organizationId)
  if (own.length > 0) return own
  const above = declared.filter((one) => one.organizationId === undefined && holdsIn(one.division, place.division))
  const nearest = above.map((one) => one.division).reduce((a, b) => (isWithinDivision(b, a) ? b : a), INSTALLATION)
  return above.filter((one) => one.division === nearest)
}

function holdsIn(declaredFor: string, division: string): boolean {
  return isWithinDivision(division, declaredFor)
}
