import { route } from '../../../platform/http/index.ts'
import { changePassword, checkPasswordChange } from '../actions/change-password.ts'
import { askAboutOwner, verifyRealName } from '../actions/verify-real-name.ts'
import { checkAccountPassword, eraseAccount } from '../actions/erase-account.ts'
import { ChangePassword, EraseAccount, GetAccountErasure, ListMyMandates, VerifyRealName } from '../contract/index.ts'
import { getAccountErasure } from '../queries/get-account-erasure.ts'
import { listMyMandates } from '../queries/list-my-mandates.ts'

export const ownerRoutes = [
  route(ChangePassword, { permit: 'signed-in', prepare: checkPasswordChange, run: changePassword }),
  route(GetAccountErasure, { permit: 'signed-in', run: getAccountErasure }),
  route(EraseAccount, { permit: 'signed-in', prepare: checkAccountPassword, run: eraseAccount }),
  route(VerifyRealName, { permit: 'signed-in', prepare: askAboutOwner, run: verifyRealName }),
  route(ListMyMandates, { permit: 'signed-in', run: listMyMandates }),
]
