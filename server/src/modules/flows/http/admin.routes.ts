import { route } from '../../../platform/http/index.ts'
import { checkDecisionDraft } from '../actions/check-decision-draft.ts'
import { checkFlowDraft } from '../actions/check-flow-draft.ts'
import { migrateFlow } from '../actions/migrate-flow.ts'
import { planVersions } from '../actions/plan-versions.ts'
import { publishDecisionFile } from '../actions/publish-decision-file.ts'
import { publishFlowDefinition } from '../actions/publish-flow-definition.ts'
import { tryFlow } from '../actions/try-flow.ts'
import {
  CheckDecisionTable,
  CheckFlow,
  GetDecisionTable,
  ListDecisionTables,
  ListFlowDefinitions,
  MigrateFlow,
  PlanVersions,
  PreviewMigration,
  PublishDecisionTable,
  PublishFlowDefinition,
  TryFlow,
  flowsPermits,
} from '../contract/index.ts'
import { getDecisionTable } from '../queries/get-decision-table.ts'
import { listDecisionTables } from '../queries/list-decision-tables.ts'
import { listFlowDefinitions } from '../queries/list-flow-definitions.ts'
import { previewMigration } from '../queries/preview-migration.ts'

const permit = flowsPermits.manage.name

export const adminRoutes = [
  route(ListFlowDefinitions, { permit, run: listFlowDefinitions }),
  route(CheckFlow, { permit, run: checkFlowDraft }),
  route(TryFlow, { permit: flowsPermits.try.name, run: tryFlow }),
  route(PublishFlowDefinition, { permit, run: publishFlowDefinition }),
  route(PreviewMigration, { permit, run: previewMigration }),
  route(PlanVersions, { permit, run: planVersions }),
  route(ListDecisionTables, { permit, run: listDecisionTables }),
  route(CheckDecisionTable, { permit, run: checkDecisionDraft }),
  route(GetDecisionTable, { permit, run: getDecisionTable }),
  route(PublishDecisionTable, { permit, run: publishDecisionFile }),
  route(MigrateFlow, { permit, run: migrateFlow }),
]
