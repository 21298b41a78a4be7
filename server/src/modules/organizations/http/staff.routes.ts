import { route } from '../../../platform/http/route.ts'
import { assignPost } from '../actions/assign-post.ts'
import { createStaff } from '../actions/create-staff.ts'
import { confirmAppointment, refuseAppointment } from '../actions/decide-appointment.ts'
import { cancelStaffChange, confirmStaffChange, refuseStaffChange } from '../actions/decide-staff-change.ts'
import { endPost } from '../actions/end-post.ts'
import { grantAuthorization } from '../actions/grant-authorization.ts'
import { expelStaff, proposeLeaving } from '../actions/propose-leaving.ts'
import { revokeAuthorization } from '../actions/revoke-authorization.ts'
import {
  AssignPost,
  CancelStaffChange,
  ConfirmAppointment,
  ConfirmStaffChange,
  CreateStaff,
  EndPost,
  ExpelStaff,
  GrantAuthorization,
  ListAppointments,
  ListAuthorizations,
  ListStaff,
  ListStaffChanges,
  ProposeLeaving,
  RefuseAppointment,
  RefuseStaffChange,
  RevokeAuthorization,
} from '../contract/index.ts'
import { listAppointments } from '../queries/list-appointments.ts'
import { listAuthorizations } from '../queries/list-authorizations.ts'
import { listStaffChanges } from '../queries/list-staff-changes.ts'
import { listStaff } from '../queries/list-staff.ts'

export const staffRoutes = [
  route(ListStaff, { permit: 'organizations.manage', run: listStaff }),
  route(CreateStaff, { permit: 'organizations.manage', run: createStaff }),
  route(AssignPost, { permit: 'organizations.manage', run: assignPost }),
  route(ListAppointments, { permit: 'organizations.readAppointments', run: listAppointments }),
  route(ConfirmAppointment, { permit: 'organizations.confirmAppointments', run: confirmAppointment }),
  route(RefuseAppointment, { permit: 'organizations.confirmAppointments', run: refuseAppointment }),
  route(EndPost, { permit: 'organizations.manage', run: endPost }),
  route(ProposeLeaving, { permit: 'organizations.manage', run: proposeLeaving }),
  route(ExpelStaff, { permit: 'organizations.expel', run: expelStaff }),
  route(ListStaffChanges, { permit: 'organizations.readAppointments', run: listStaffChanges }),
  route(ConfirmStaffChange, { permit: 'organizations.decideChanges', run: confirmStaffChange }),
  route(RefuseStaffChange, { permit: 'organizations.decideChanges', run: refuseStaffChange }),
  route(CancelStaffChange, { permit: 'organizations.manage', run: cancelStaffChange }),
  route(ListAuthorizations, { permit: 'organizations.readAuthorizations', run: listAuthorizations }),
  route(GrantAuthorization, { permit: 'organizations.authorize', run: grantAuthorization }),
  route(RevokeAuthorization, { permit: 'organizations.authorize', run: revokeAuthorization }),
]
