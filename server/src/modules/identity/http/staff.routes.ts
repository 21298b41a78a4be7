import { route } from '../../../platform/http/index.ts'
import { closeAccount } from '../actions/close-account.ts'
import { hashInitialPassword, openStaffAccount } from '../actions/open-staff-account.ts'
import { registerMandate } from '../actions/register-mandate.ts'
import { revokeMandate } from '../actions/revoke-mandate.ts'
import { CloseAccount, OpenStaffAccount, RegisterMandate, RevokeMandate } from '../contract/index.ts'

export const staffRoutes = [
  route(OpenStaffAccount, { permit: 'identity.manageAccounts', prepare: hashInitialPassword, run: openStaffAccount }),
  route(CloseAccount, { permit: 'identity.manageAccounts', run: closeAccount }),
  route(RegisterMandate, { permit: 'identity.registerMandate', run: registerMandate }),
  route(RevokeMandate, { permit: 'identity.registerMandate', run: revokeMandate }),
]
