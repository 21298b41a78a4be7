import { route } from '../../../platform/http/route.ts'
import { assignPost } from '../actions/assign-post.ts'
import { createStaff } from '../actions/create-staff.ts'
import { confirmAppointment, refuseAppointment } from '../actions/decide-appointment.ts'
import { cancelStaffChange, confirmStaffChange, refuseStaffChange } from '../actions/decide-staff-change.ts'
import { endPost } from '../actions/end-post.ts'
import { grantAuthorization } from '../actions/grant-authorization.ts'
import { confirmSubstitution, refuseSubstitution, revokeSubstitution } from '../actions/decide-substitution.ts'
import { changeHall, openHall } from '../actions/keep-hall.ts'
import { nameSubstitute } from '../actions/name-substitute.ts'
import { expelStaff, proposeLeaving } from '../actions/propose-leaving.ts'
import { proposeMove } from '../actions/propose-move.ts'
import { revokeAuthorization } from '../actions/revoke-authorization.ts'
import {
  AssignPost,
  CancelStaffChange,
  ChangeHall,
  ConfirmAppointment,
  ConfirmStaffChange,
  ConfirmSubstitution,
  CreateStaff,
  EndPost,
  ExpelStaff,
  GetStaffTies,
  GrantAuthorization,
  ListAppointments,
  ListAuthorizations,
  ListKeptHalls,
  ListStaff,
  ListMySubstitutions,
  ListStaffChanges,
  ListSubstitutable,
  ListSubstitutions,
  NameSubstitute,
  OpenHall,
  ProposeLeaving,
  ProposeMove,
  RefuseAppointment,
  RefuseStaffChange,
  RefuseSubstitution,
  RevokeAuthorization,
  RevokeSubstitution,
} from '../contract/index.ts'
import { getStaffTies } from '../queries/get-staff-ties.ts'
import { listAppointments } from '../queries/list-appointments.ts'
import { listAuthorizations } from '../queries/list-authorizations.ts'
import { listStaffChanges } from '../queries/list-staff-changes.ts'
import { listKeptHalls } from '../queries/get-hall.ts'
import { listStaff } from '../queries/list-staff.ts'
import { listMySubstitutions, listSubstitutable, listSubstitutions } from '../queries/list-substitutions.ts'

export const staffRoutes = [
  route(ListStaff, { permit: 'organizations.manage', run: listStaff }),
  route(CreateStaff, { permit: 'organizations.manage', run: createStaff }),
  route(AssignPost, { permit: 'organizations.manage', run: assignPost }),
  route(ListAppointments, { permit: 'organizations.readAppointments', run: listAppointments }),
  route(ConfirmAppointment, { permit: 'organizations.confirmAppointments', run: confirmAppointment }),
  route(RefuseAppointment, { permit: 'organizations.confirmAppointments', run: refuseAppointment }),
  route(EndPost, { permit: 'organizations.manage', run: endPost }),
  route(ProposeLeaving, { permit: 'organizations.manage', run: proposeLeaving }),
  route(ProposeMove, { permit: 'organizations.manage', run: proposeMove }),
  route(GetStaffTies, { permit: 'organizations.readAppointments', run: getStaffTies }),
  route(ExpelStaff, { permit: 'organizations.expel', run: expelStaff }),
  route(ListStaffChanges, { permit: 'organizations.readAppointments', run: listStaffChanges }),
  route(ConfirmStaffChange, { permit: 'organizations.decideChanges', run: confirmStaffChange }),
  route(RefuseStaffChange, { permit: 'organizations.decideChanges', run: refuseStaffChange }),
  route(CancelStaffChange, { permit: 'organizations.manage', run: cancelStaffChange }),
  route(ListMySubstitutions, { permit: 'organizations.substitute', run: listMySubstitutions }),
  route(ListSubstitutable, { permit: 'organizations.substitute', run: listSubstitutable }),
  route(NameSubstitute, { permit: 'organizations.substitute', run: nameSubstitute }),
  route(ListSubstitutions, { permit: 'organizations.readSubstitutes', run: listSubstitutions }),
  route(ConfirmSubstitution, { permit: 'organizations.confirmSubstitutes', run: confirmSubstitution }),
  route(RefuseSubstitution, { permit: 'organizations.confirmSubstitutes', run: refuseSubstitution }),
  route(RevokeSubstitution, { permit: 'organizations.substitute', run: revokeSubstitution }),
  route(ListKeptHalls, { permit: 'organizations.keepHalls', run: listKeptHalls }),
  route(OpenHall, { permit: 'organizations.keepHalls', run: openHall }),
  route(ChangeHall, { permit: 'organizations.keepHalls', run: changeHall }),
  route(ListAuthorizations, { permit: 'organizations.readAuthorizations', run: listAuthorizations }),
  route(GrantAuthorization, { permit: 'organizations.authorize', run: grantAuthorization }),
  route(RevokeAuthorization, { permit: 'organizations.authorize', run: revokeAuthorization }),
]
