import { route } from '../../../platform/http/index.ts'
import { closeAccount } from '../actions/close-account.ts'
import { hashInitialPassword, openStaffAccount } from '../actions/open-staff-account.ts'
import { registerMandate } from '../actions/register-mandate.ts'
import { revokeMandate } from '../actions/revoke-mandate.ts'
import { askFactorReset, endStaffSessions, grantFactorReset, refuseFactorReset } from '../actions/reset-factors.ts'
import {
  AskFactorReset,
  CloseAccount,
  EndStaffSessions,
  GrantFactorReset,
  ListFactorResets,
  ListStaffAccounts,
  ListStaffSessions,
  OpenStaffAccount,
  RefuseFactorReset,
  RegisterMandate,
  RevokeMandate,
} from '../contract/index.ts'
import { listFactorResets, listStaffAccounts, listStaffSessions } from '../queries/list-staff-accounts.ts'

export const staffRoutes = [
  route(OpenStaffAccount, { permit: 'identity.manageAccounts', prepare: hashInitialPassword, run: openStaffAccount }),
  route(CloseAccount, { permit: 'identity.manageAccounts', run: closeAccount }),
  route(ListStaffAccounts, { permit: 'identity.watchAccounts', run: listStaffAccounts }),
  route(ListStaffSessions, { permit: 'identity.endSessions', records: true, run: listStaffSessions }),
  route(EndStaffSessions, { permit: 'identity.endSessions', run: endStaffSessions }),
  route(AskFactorReset, { permit: 'identity.manageAccounts', run: askFactorReset }),
  route(ListFactorResets, { permit: 'identity.watchAccounts', run: listFactorResets }),
  route(GrantFactorReset, { permit: 'identity.grantResets', run: grantFactorReset }),
  route(RefuseFactorReset, { permit: 'identity.grantResets', run: refuseFactorReset }),
  route(RegisterMandate, { permit: 'identity.registerMandate', run: registerMandate }),
  route(RevokeMandate, { permit: 'identity.registerMandate', run: revokeMandate }),
]
