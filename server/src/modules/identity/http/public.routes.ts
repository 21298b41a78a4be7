import { route } from '../../../platform/http/index.ts'
import { checkRegistration, registerResident } from '../actions/register-resident.ts'
import { checkSignIn, signIn } from '../actions/sign-in.ts'
import { signOut } from '../actions/sign-out.ts'
import { completeSignIn } from '../actions/complete-sign-in.ts'
import { signInWithPasskey } from '../actions/sign-in-with-passkey.ts'
import { beginPasskeySignIn } from '../queries/list-factors.ts'
import {
  BeginPasskeySignIn,
  CompleteSignIn,
  GetSession,
  RegisterResident,
  SignIn,
  SignInWithPasskey,
  SignOut,
} from '../contract/index.ts'
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
  route(RegisterResident, {
    permit: 'public',
    perMinute: REGISTRATIONS_PER_MINUTE,
    prepare: checkRegistration,
    run: registerResident,
  }),
]
