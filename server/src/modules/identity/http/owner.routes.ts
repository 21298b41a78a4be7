import { route } from '../../../platform/http/index.ts'
import { changePassword, checkPasswordChange } from '../actions/change-password.ts'
import { appointAgent, dismissAgent } from '../actions/appoint-agent.ts'
import { askToBegin, beginRealName } from '../actions/begin-real-name.ts'
import { askSource, checkRealName } from '../actions/check-real-name.ts'
import { askRegister, registerCompany } from '../actions/register-company.ts'
import { checkAccountPassword, eraseAccount } from '../actions/erase-account.ts'
import { acceptMandate } from '../actions/accept-mandate.ts'
import { askGuardianship, stageProof } from '../actions/ask-guardianship.ts'
import { beginActing, leaveActing } from '../actions/begin-acting.ts'
import { endMyMandate } from '../actions/end-my-mandate.ts'
import { giveVillageMandate } from '../actions/give-village-mandate.ts'
import { addPasskey, beginPasskey } from '../actions/add-passkey.ts'
import { addTotp, beginTotp } from '../actions/add-totp.ts'
import { endMyOtherSessions, endMySession } from '../actions/end-sessions.ts'
import { checkGivenPassword, giveProof } from '../actions/give-proof.ts'
import { removeFactor } from '../actions/remove-factor.ts'
import { renameFactor } from '../actions/rename-factor.ts'
import { renewRecoveryCodes } from '../actions/renew-recovery-codes.ts'
import {
  AddPasskey,
  AcceptMandate,
  AddTotp,
  AppointAgent,
  AskGuardianship,
  BeginActing,
  BeginPasskey,
  BeginRealName,
  BeginTotp,
  ChangePassword,
  CheckRealName,
  DismissAgent,
  EndMyMandate,
  EndMyOtherSessions,
  EndMySession,
  EraseAccount,
  GetAccountErasure,
  GetMandateRecord,
  GetMyRecovery,
  GetProofOptions,
  GetRealName,
  GiveProof,
  GiveVillageMandate,
  LeaveActing,
  ListMyFactors,
  ListMyCompanies,
  ListMyMandates,
  ListMySessions,
  RegisterCompany,
  RemoveFactor,
  RenameFactor,
  RenewRecoveryCodes,
  StopMyRecovery,
  ListPersonMandates,
  ListVillageAgents,
} from '../contract/index.ts'
import { getAccountErasure } from '../queries/get-account-erasure.ts'
import { getMyRecovery } from '../queries/get-recovery.ts'
import { stopMyRecovery } from '../actions/set-recovered-password.ts'
import { getRealName } from '../queries/get-real-name.ts'
import { listMyCompanies } from '../queries/list-my-companies.ts'
import { getProofOptions, listMyFactors } from '../queries/list-factors.ts'
import { listMySessions } from '../queries/list-sessions.ts'
import { getMandateRecord, listPersonMandates, listVillageAgents } from '../queries/list-person-mandates.ts'
import { listMyMandates } from '../queries/list-my-mandates.ts'

export const ownerRoutes = [
  route(ListPersonMandates, { permit: 'signed-in', run: listPersonMandates }),
  route(GetMandateRecord, { permit: 'signed-in', run: getMandateRecord }),
  route(AskGuardianship, { permit: 'signed-in', prepare: stageProof, run: askGuardianship }),
  route(GiveVillageMandate, { permit: 'signed-in', run: giveVillageMandate }),
  route(ListVillageAgents, { permit: 'signed-in', run: listVillageAgents }),
  route(AcceptMandate, { permit: 'signed-in', run: acceptMandate }),
  route(EndMyMandate, { permit: 'signed-in', run: endMyMandate }),
  route(BeginActing, { permit: 'signed-in', run: beginActing }),
  route(LeaveActing, { permit: 'signed-in', run: leaveActing }),
  route(ListMySessions, { permit: 'signed-in', run: listMySessions }),
  route(EndMySession, { permit: 'signed-in', run: endMySession }),
  route(EndMyOtherSessions, { permit: 'signed-in', run: endMyOtherSessions }),
  route(ListMyFactors, { permit: 'signed-in', run: listMyFactors }),
  route(BeginPasskey, { permit: 'signed-in', run: beginPasskey }),
  route(AddPasskey, { permit: 'signed-in', run: addPasskey }),
  route(BeginTotp, { permit: 'signed-in', run: beginTotp }),
  route(AddTotp, { permit: 'signed-in', run: addTotp }),
  route(RenameFactor, { permit: 'signed-in', run: renameFactor }),
  route(RemoveFactor, { permit: 'signed-in', run: removeFactor }),
  // What it answers is shown once and kept nowhere: repeated, it makes new ones.
  route(RenewRecoveryCodes, { permit: 'signed-in', isRepeatable: true, run: renewRecoveryCodes }),
  route(GetProofOptions, { permit: 'signed-in', run: getProofOptions }),
  route(GiveProof, { permit: 'signed-in', isRepeatable: true, prepare: checkGivenPassword, run: giveProof }),
  route(ChangePassword, { permit: 'signed-in', prepare: checkPasswordChange, run: changePassword }),
  route(GetMyRecovery, { permit: 'signed-in', run: getMyRecovery }),
  route(StopMyRecovery, { permit: 'signed-in', run: stopMyRecovery }),
  route(GetAccountErasure, { permit: 'signed-in', run: getAccountErasure }),
  route(EraseAccount, { permit: 'signed-in', prepare: checkAccountPassword, run: eraseAccount }),
  route(GetRealName, { permit: 'signed-in', run: getRealName }),
  route(BeginRealName, { permit: 'signed-in', prepare: askToBegin, run: beginRealName }),
  route(CheckRealName, { permit: 'signed-in', prepare: askSource, run: checkRealName }),
  route(ListMyCompanies, { permit: 'signed-in', run: listMyCompanies }),
  route(RegisterCompany, { permit: 'signed-in', prepare: askRegister, run: registerCompany }),
  route(AppointAgent, { permit: 'signed-in', run: appointAgent }),
  route(DismissAgent, { permit: 'signed-in', run: dismissAgent }),
  route(ListMyMandates, { permit: 'signed-in', run: listMyMandates }),
]
