import { route } from '../../../platform/http/index.ts'
import { changeClientKeys, renewClientSecret } from '../actions/change-client-proof.ts'
import { requestClient } from '../actions/request-client.ts'
import { approveClient, refuseClient, suspendClient } from '../actions/review-client.ts'
import * as contract from '../contract/index.ts'
import { getClient, listClients } from '../queries/list-clients.ts'

export const staffRoutes = [
  route(contract.ListClients, { permit: 'sign-on.watchClients', run: listClients }),
  route(contract.GetClient, { permit: 'sign-on.watchClients', run: getClient }),
  route(contract.RequestClient, { permit: 'sign-on.requestClient', run: requestClient }),
  route(contract.RenewClientSecret, { permit: 'sign-on.requestClient', run: renewClientSecret }),
  route(contract.ChangeClientKeys, { permit: 'sign-on.requestClient', run: changeClientKeys }),
  route(contract.ApproveClient, { permit: 'sign-on.reviewClient', run: approveClient }),
  route(contract.RefuseClient, { permit: 'sign-on.reviewClient', run: refuseClient }),
  route(contract.SuspendClient, { permit: 'sign-on.reviewClient', run: suspendClient }),
]
