import { route } from '../../../platform/http/index.ts'
import { claimTask, releaseTask } from '../actions/claim-task.ts'
import { ClaimTask, CountInbox, GetFlowState, ListAppliedTables, ListInbox, ReleaseTask } from '../contract/index.ts'
import { getFlowState } from '../queries/get-flow.ts'
import { listAppliedTables } from '../queries/list-applied-tables.ts'
import { countInbox, listInbox } from '../queries/list-inbox.ts'

export const staffRoutes = [
  route(ListInbox, { permit: 'flows.work', records: true, run: listInbox }),
  route(CountInbox, { permit: 'flows.work', run: countInbox }),
  route(ClaimTask, { permit: 'flows.work', run: claimTask }),
  route(ReleaseTask, { permit: 'flows.work', run: releaseTask }),
  route(ListAppliedTables, { permit: 'flows.read', run: listAppliedTables }),
  route(GetFlowState, { permit: 'flows.read', run: getFlowState }),
]
