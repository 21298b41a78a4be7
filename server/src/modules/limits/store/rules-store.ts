import { jurisdictionOf } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { RuleName } from '../contract/limit-rules.ts'
import type { DeclaredRule } from '../domain/limit-rules.ts'
import type { Editor } from './calendar-store.ts'
import type { LimitsTables } from './tables.ts'

export async function listRules(tx: Tx): Promise<DeclaredRule[]> {
  const rows = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.rules')
    .select(['division', 'organization_id', 'rule', 'value', 'valid_from', 'basis'])
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => ({
    division: row.division,
    organizationId: row.organization_id === '' ? undefined : row.organization_id,
    rule: row.rule as RuleName,
    value: row.value,
    validFrom: row.valid_from as CalendarDate,
    basis: row.basis,
  }))
}

export async function saveRule(tx: Tx, declared: DeclaredRule, editor: Editor): Promise<void> {
  const { division, organizationId = '', rule, value, validFrom, basis } = declared
  const said = { value, basis, declared_at: editor.at, declared_by: editor.by ?? null }
  await tablesOf<LimitsTables>(tx)
    .insertInto('limits.rules')
    .values({
      jurisdiction: jurisdictionOf(division),
      division,
      organization_id: organizationId,
      rule,
      valid_from: validFrom,
      ...said,
    })
    .onConflict((conflict) =>
      conflict.columns(['jurisdiction', 'division', 'organization_id', 'rule', 'valid_from']).doUpdateSet(said),
    )
    .execute()
}
