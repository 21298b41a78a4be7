import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/public-id.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ElementMapping } from '../domain/migrate-flow.ts'
import type { DefinitionKey } from './definition-store.ts'
import type { FlowsTables, VersionPlans } from './tables.ts'

export type PlanKind = 'pin' | 'finish' | 'migrate'

/** 换版安排：旧版上在办的流程怎么办。 */
export interface VersionPlan {
  readonly id: string
  readonly from: DefinitionKey
  readonly to: DefinitionKey
  readonly kind: PlanKind
  readonly mapping: ElementMapping
  readonly reason: string
  readonly plannedAt: Date
}

export async function insertPlan(tx: Tx, plan: VersionPlan, by: string | undefined): Promise<void> {
  await tablesOf<FlowsTables>(tx)
    .insertInto('flows.version_plans')
    .values({
      ...splitPublicId(plan.id),
      definition_id: plan.from.id,
      from_jurisdiction: plan.from.jurisdiction,
      from_version: plan.from.version,
      to_jurisdiction: plan.to.jurisdiction,
      to_version: plan.to.version,
      kind: plan.kind,
      mapping: JSON.stringify(plan.mapping),
      reason: plan.reason,
      planned_at: plan.plannedAt,
      planned_by: by ?? null,
    })
    .execute()
}

export async function findPlan(tx: Tx, planId: string): Promise<VersionPlan | undefined> {
  const { jurisdiction, id } = splitPublicId(planId)
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.version_plans')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && planOf(row)
}

/** What was planned last for the flows of this jurisdiction that run on a version. */
export async function findNewest(tx: Tx, jurisdiction: string, from: DefinitionKey): Promise<VersionPlan | undefined> {
  const row = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.version_plans')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('definition_id', '=', from.id)
    .where('from_jurisdiction', '=', from.jurisdiction)
    .where('from_version', '=', from.version)
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && planOf(row)
}

function planOf(row: Selectable<VersionPlans>): VersionPlan {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    from: { jurisdiction: row.from_jurisdiction, id: row.definition_id, version: row.from_version },
    to: { jurisdiction: row.to_jurisdiction, id: row.definition_id, version: row.to_version },
    kind: row.kind,
    mapping: row.mapping as ElementMapping,
    reason: row.reason,
    plannedAt: row.planned_at,
  }
}
