import { route } from '../../../platform/http/index.ts'
import { checkRegistration, registerResident } from '../actions/register-resident.ts'
import { checkSignIn, signIn } from '../actions/sign-in.ts'
import { askUpstream, beginUpstream } from '../actions/begin-upstream.ts'
import { askWhoCame, completeUpstream } from '../actions/complete-upstream.ts'
import { checkLinking, linkUpstream, openByUpstream } from '../actions/link-upstream.ts'
import { askWhereOut, leaveUpstream, signOut } from '../actions/sign-out.ts'
import { completeSignIn } from '../actions/complete-sign-in.ts'
import { signInWithPasskey } from '../actions/sign-in-with-passkey.ts'
import { beginPasskeySignIn } from '../queries/list-factors.ts'
import {
  BeginPasskeySignIn,
  BeginUpstream,
  CompleteSignIn,
  CompleteUpstream,
  GetSession,
  GetUpstreamLinking,
  LeaveUpstream,
  LinkUpstream,
  ListUpstreams,
  OpenByUpstream,
  RegisterResident,
  SignIn,
  SignInWithPasskey,
  SignOut,
} from '../contract/index.ts'
import { getUpstreamLinking } from '../queries/get-upstream-linking.ts'
import { listUpstreams } from '../queries/upstream-providers.ts'
import { getSession } from '../queries/get-session.ts'

/** A whole hall often shares one address, so these are high; what guesses at a password meets the throttles first. */
const SIGN_INS_PER_MINUTE = 300
const REGISTRATIONS_PER_MINUTE = 30

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
  route(LeaveUpstream, { permit: 'public', isRepeatable: true, prepare: askWhereOut, run: leaveUpstream }),
  route(RegisterResident, {
    permit: 'public',
    perMinute: REGISTRATIONS_PER_MINUTE,
    prepare: checkRegistration,
    run: registerResident,
  }),
]
