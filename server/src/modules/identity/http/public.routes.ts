import { route } from '../../../platform/http/index.ts'
import { checkRegistration, registerResident } from '../actions/register-resident.ts'
import { checkSignIn, signIn } from '../actions/sign-in.ts'
import { beginCertificate } from '../actions/begin-certificate.ts'
import { judgeHandedIn, judgeShown, signInWithCertificate } from '../actions/sign-in-with-certificate.ts'
import { checkLogoutToken, hearUpstreamLogout } from '../actions/hear-upstream-logout.ts'
import { askUpstream, beginUpstream } from '../actions/begin-upstream.ts'
import { askWhoCame, completeUpstream } from '../actions/complete-upstream.ts'
import { checkLinking, linkUpstream, openByUpstream } from '../actions/link-upstream.ts'
import { askWhereOut, leaveUpstream, signOut } from '../actions/sign-out.ts'
import { completeSignIn } from '../actions/complete-sign-in.ts'
import { signInWithPasskey } from '../actions/sign-in-with-passkey.ts'
import { beginPasskeySignIn } from '../queries/list-factors.ts'
import {
  beginRecovery,
  beginRecoveryByCode,
  recoverWithPasskey,
  seekByCode,
  seekByPhone,
} from '../actions/begin-recovery.ts'
import {
  askRecoveryAnswer,
  askRecoveryProof,
  askRecoverySource,
  giveRecoveryProof,
} from '../actions/give-recovery-proof.ts'
import { prepareRecoveredPassword, setRecoveredPassword, waitForRecovery } from '../actions/set-recovered-password.ts'
import { getRecovery, getRecoveryOptions } from '../queries/get-recovery.ts'
import {
  AskRecoveryProof,
  BeginCertificate,
  BeginPasskeySignIn,
  BeginRecovery,
  BeginRecoveryByCode,
  BeginUpstream,
  CompleteSignIn,
  CompleteUpstream,
  GetRecovery,
  GetRecoveryOptions,
  GetSession,
  GetUpstreamLinking,
  GiveRecoveryProof,
  HearUpstreamLogout,
  LeaveUpstream,
  LinkUpstream,
  ListCertificateAuthorities,
  ListUpstreams,
  OpenByUpstream,
  RecoverWithPasskey,
  RegisterResident,
  SetRecoveredPassword,
  SignIn,
  SignInWithCertificate,
  SignInWithShownCertificate,
  SignInWithPasskey,
  SignOut,
  WaitForRecovery,
} from '../contract/index.ts'
import { listCertificateAuthorities } from '../queries/list-certificate-authorities.ts'
import { getUpstreamLinking } from '../queries/get-upstream-linking.ts'
import { listUpstreams } from '../queries/upstream-providers.ts'
import { getSession } from '../queries/get-session.ts'

/** A whole hall often shares one address, so these are high; what guesses at a password meets the throttles first. */
const SIGN_INS_PER_MINUTE = 300
const REGISTRATIONS_PER_MINUTE = 30
/** Checking one with SM2 takes some fifty milliseconds of the processor. */
const CERTIFICATES_PER_MINUTE = 60

/** Each step of a recovery may be done again: what it answers stands in a cookie as well. */
const recovering = { permit: 'public', perMinute: SIGN_INS_PER_MINUTE, isRepeatable: true } as const

export const publicRoutes = [
  route(GetSession, { permit: 'public', run: getSession }),
  route(SignIn, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    prepare: checkSignIn,
    run: signIn,
  }),
  route(CompleteSignIn, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    run: completeSignIn,
  }),
  route(BeginPasskeySignIn, { permit: 'public', perMinute: SIGN_INS_PER_MINUTE, run: beginPasskeySignIn }),
  route(SignInWithPasskey, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    run: signInWithPasskey,
  }),
  route(SignOut, { permit: 'public', isRepeatable: true, run: signOut }),
  route(ListUpstreams, { permit: 'public', run: listUpstreams }),
  route(BeginUpstream, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    prepare: askUpstream,
    run: beginUpstream,
  }),
  route(CompleteUpstream, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    prepare: askWhoCame,
    run: completeUpstream,
  }),
  route(GetUpstreamLinking, { permit: 'public', run: getUpstreamLinking }),
  route(LinkUpstream, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    prepare: checkLinking,
    run: linkUpstream,
  }),
  route(OpenByUpstream, {
    permit: 'public',
    perMinute: REGISTRATIONS_PER_MINUTE,
    isRepeatable: true,
    run: openByUpstream,
  }),
  // Providers tell of each sign-out by itself, a whole province's from one address.
  route(HearUpstreamLogout, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    prepare: checkLogoutToken,
    run: hearUpstreamLogout,
  }),
  route(LeaveUpstream, { permit: 'public', isRepeatable: true, prepare: askWhereOut, run: leaveUpstream }),
  route(ListCertificateAuthorities, { permit: 'public', run: listCertificateAuthorities }),
  route(BeginCertificate, {
    permit: 'public',
    perMinute: SIGN_INS_PER_MINUTE,
    isRepeatable: true,
    run: beginCertificate,
  }),
  route(SignInWithCertificate, {
    permit: 'public',
    perMinute: CERTIFICATES_PER_MINUTE,
    isRepeatable: true,
    prepare: judgeHandedIn,
    run: signInWithCertificate,
  }),
  route(SignInWithShownCertificate, {
    permit: 'public',
    perMinute: CERTIFICATES_PER_MINUTE,
    isRepeatable: true,
    prepare: judgeShown,
    run: signInWithCertificate,
  }),
  route(RegisterResident, {
    permit: 'public',
    perMinute: REGISTRATIONS_PER_MINUTE,
    prepare: checkRegistration,
    run: registerResident,
  }),
  route(GetRecoveryOptions, { permit: 'public', perMinute: SIGN_INS_PER_MINUTE, run: getRecoveryOptions }),
  route(BeginRecovery, { ...recovering, prepare: seekByPhone, run: beginRecovery }),
  route(BeginRecoveryByCode, { ...recovering, prepare: seekByCode, run: beginRecoveryByCode }),
  route(RecoverWithPasskey, { ...recovering, run: recoverWithPasskey }),
  route(GetRecovery, { permit: 'public', run: getRecovery }),
  route(AskRecoveryProof, { ...recovering, prepare: askRecoverySource, run: askRecoveryProof }),
  route(GiveRecoveryProof, { ...recovering, prepare: askRecoveryAnswer, run: giveRecoveryProof }),
  route(WaitForRecovery, { ...recovering, run: waitForRecovery }),
  route(SetRecoveredPassword, { ...recovering, prepare: prepareRecoveredPassword, run: setRecoveredPassword }),
]
