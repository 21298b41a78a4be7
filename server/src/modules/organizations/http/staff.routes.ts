import { route } from '../../../platform/http/route.ts'
import { assignPost } from '../actions/assign-post.ts'
import { createStaff } from '../actions/create-staff.ts'
import { confirmAppointment, refuseAppointment } from '../actions/decide-appointment.ts'
import { endPost } from '../actions/end-post.ts'
import { grantAuthorization } from '../actions/grant-authorization.ts'
import { revokeAuthorization } from '../actions/revoke-authorization.ts'
import {
  AssignPost,
  ConfirmAppointment,
  CreateStaff,
  EndPost,
  GrantAuthorization,
  ListAppointments,
  ListAuthorizations,
  ListStaff,
  RefuseAppointment,
  RevokeAuthorization,
} from '../contract/index.ts'
import { listAppointments } from '../queries/list-appointments.ts'
import { listAuthorizations } from '../queries/list-authorizations.ts'
import { listStaff } from '../queries/list-staff.ts'

export const staffRoutes = [
  route(ListStaff, { permit: 'organizations.manage', run: listStaff }),
  route(CreateStaff, { permit: 'organizations.manage', run: createStaff }),
  route(AssignPost, { permit: 'organizations.manage', run: assignPost }),
  route(ListAppointments, { permit: 'organizations.readAppointments', run: listAppointments }),
  route(ConfirmAppointment, { permit: 'organizations.confirmAppointments', run: confirmAppointment }),
  route(RefuseAppointment, { permit: 'organizations.confirmAppointments', run: refuseAppointment }),
  route(EndPost, { permit: 'organizations.manage', run: endPost }),
  route(ListAuthorizations, { permit: 'organizations.readAuthorizations', run: listAuthorizations }),
  route(GrantAuthorization, { permit: 'organizations.authorize', run: grantAuthorization }),
  route(RevokeAuthorization, { permit: 'organizations.authorize', run: revokeAuthorization }),
]
