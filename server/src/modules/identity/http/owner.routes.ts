import { route } from '../../../platform/http/index.ts'
import { changePassword, checkPasswordChange } from '../actions/change-password.ts'
import { askAboutOwner, verifyRealName } from '../actions/verify-real-name.ts'
import { ChangePassword, ListMyMandates, VerifyRealName } from '../contract/index.ts'
import { listMyMandates } from '../queries/list-my-mandates.ts'

export const ownerRoutes = [
  route(ChangePassword, { permit: 'signed-in', prepare: checkPasswordChange, run: changePassword }),
  route(VerifyRealName, { permit: 'signed-in', prepare: askAboutOwner, run: verifyRealName }),
  route(ListMyMandates, { permit: 'signed-in', run: listMyMandates }),
]
