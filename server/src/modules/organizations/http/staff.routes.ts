import { route } from '../../../platform/http/route.ts'
import { assignPost } from '../actions/assign-post.ts'
import { createStaff } from '../actions/create-staff.ts'
import { endPost } from '../actions/end-post.ts'
import { grantAuthorization } from '../actions/grant-authorization.ts'
import { revokeAuthorization } from '../actions/revoke-authorization.ts'
import {
  AssignPost,
  CreateStaff,
  EndPost,
  GrantAuthorization,
  ListAuthorizations,
  ListStaff,
  RevokeAuthorization,
} from '../contract/index.ts'
import { listAuthorizations } from '../queries/list-authorizations.ts'
import { listStaff } from '../queries/list-staff.ts'

export const staffRoutes = [
  route(ListStaff, { permit: 'organizations.manage', run: listStaff }),
  route(CreateStaff, { permit: 'organizations.manage', run: createStaff }),
  route(AssignPost, { permit: 'organizations.manage', run: assignPost }),
  route(EndPost, { permit: 'organizations.manage', run: endPost }),
  route(ListAuthorizations, { permit: 'organizations.readAuthorizations', run: listAuthorizations }),
  route(GrantAuthorization, { permit: 'organizations.authorize', run: grantAuthorization }),
  route(RevokeAuthorization, { permit: 'organizations.authorize', run: revokeAuthorization }),
]
