import { route } from '../../../platform/http/index.ts'
import { closeAccount } from '../actions/close-account.ts'
import { hashInitialPassword, openStaffAccount } from '../actions/open-staff-account.ts'
import { proposeJoining } from '../actions/propose-joining.ts'
import { stageProof } from '../actions/ask-guardianship.ts'
import { confirmGuardianship } from '../actions/confirm-guardianship.ts'
import { endVillageAgent, nameVillageAgent } from '../actions/name-village-agent.ts'
import { registerGuardian } from '../actions/register-guardian.ts'
import { registerVillageMandate } from '../actions/register-village-mandate.ts'
import { listMandates } from '../queries/list-person-mandates.ts'
import { registerMandate } from '../actions/register-mandate.ts'
import { revokeMandate } from '../actions/revoke-mandate.ts'
import { askFactorReset, endStaffSessions, grantFactorReset, refuseFactorReset } from '../actions/reset-factors.ts'
import { startRecovery } from '../actions/start-recovery.ts'
import {
  AskFactorReset,
  CloseAccount,
  ConfirmGuardianship,
  EndStaffSessions,
  EndVillageAgent,
  GrantFactorReset,
  ListFactorResets,
  ListMandates,
  ListStaffAccounts,
  ListStaffSessions,
  NameVillageAgent,
  OpenStaffAccount,
  ProposeJoining,
  RefuseFactorReset,
  RegisterGuardian,
  RegisterMandate,
  RegisterVillageMandate,
  RevokeMandate,
  StartRecovery,
} from '../contract/index.ts'
import { listFactorResets, listStaffAccounts, listStaffSessions } from '../queries/list-staff-accounts.ts'

export const staffRoutes = [
  route(OpenStaffAccount, { permit: 'identity.manageAccounts', prepare: hashInitialPassword, run: openStaffAccount }),
  route(ProposeJoining, { permit: 'identity.manageAccounts', run: proposeJoining }),
  route(CloseAccount, { permit: 'identity.manageAccounts', run: closeAccount }),
  route(ListStaffAccounts, { permit: 'identity.watchAccounts', run: listStaffAccounts }),
  route(ListStaffSessions, { permit: 'identity.endSessions', records: true, run: listStaffSessions }),
  route(EndStaffSessions, { permit: 'identity.endSessions', run: endStaffSessions }),
  route(AskFactorReset, { permit: 'identity.manageAccounts', run: askFactorReset }),
  route(ListFactorResets, { permit: 'identity.watchAccounts', run: listFactorResets }),
  route(GrantFactorReset, { permit: 'identity.grantResets', run: grantFactorReset }),
  route(RefuseFactorReset, { permit: 'identity.grantResets', run: refuseFactorReset }),
  route(RegisterMandate, { permit: 'identity.registerMandate', run: registerMandate }),
  route(ListMandates, { permit: 'identity.registerMandate', records: true, run: listMandates }),
  route(RegisterGuardian, { permit: 'identity.registerMandate', prepare: stageProof, run: registerGuardian }),
  route(ConfirmGuardianship, { permit: 'identity.registerMandate', run: confirmGuardianship }),
  route(RegisterVillageMandate, {
    permit: 'identity.registerMandate',
    prepare: stageProof,
    run: registerVillageMandate,
  }),
  route(NameVillageAgent, { permit: 'identity.registerMandate', run: nameVillageAgent }),
  route(EndVillageAgent, { permit: 'identity.registerMandate', run: endVillageAgent }),
  route(RevokeMandate, { permit: 'identity.registerMandate', run: revokeMandate }),
  // The code is shown once: repeated, it is another one.
  route(StartRecovery, { permit: 'identity.startRecoveries', isRepeatable: true, run: startRecovery }),
]
