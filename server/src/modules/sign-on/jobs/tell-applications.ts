import type { EntryJobHandler, RunAct, Timer } from '../../../platform/module/index.ts'
import {
  AccountClosed,
  AccountErased,
  PasswordChanged,
  PasswordRecovered,
  SessionEnded,
  SignedOut,
} from '../../identity/contract/index.ts'
import { sweepExpired } from '../actions/sweep-expired.ts'
import type { SignOnDeps } from '../actions/sign-on-context.ts'
import { tellSignedOut } from '../actions/tell-signed-out.ts'
import { ConsentWithdrawn } from '../contract/events.ts'

/** An application that does not answer is asked again for a day, at growing intervals. */
const MOST_ATTEMPTS = 16

export function tellApplications(deps: SignOnDeps): EntryJobHandler[] {
  return [
    {
      name: 'sign-on/tell-applications',
      on: [SignedOut, SessionEnded, PasswordChanged, PasswordRecovered, AccountClosed, AccountErased],
      maxAttempts: MOST_ATTEMPTS,
      work: ({ body }, act) => tellSignedOut(deps, act, { accountId: String(body.accountId) }),
    },
    {
      name: 'sign-on/tell-withdrawn',
      on: [ConsentWithdrawn],
      maxAttempts: MOST_ATTEMPTS,
      work: ({ body }, act) =>
        tellSignedOut(deps, act, { accountId: String(body.accountId), clientId: String(body.clientId) }),
    },
  ]
}

export function signOnTimers(deps: SignOnDeps): Timer[] {
  return [
    // A sign-in that ends of itself says nothing: whoever it was used by hears of it within a few minutes.
    { name: 'sign-on/end-with-sign-in', cron: '*/3 * * * *', work: (act) => tellSignedOut(deps, act, {}) },
    { name: 'sign-on/sweep', cron: '*/10 * * * *', work: sweepAll },
  ]
}

async function sweepAll(act: RunAct): Promise<void> {
  while ((await act(sweepExpired)) > 0);
}
