import type { EntryJobHandler } from '../../../platform/module/index.ts'
import { sendCode } from '../actions/send-recovery-code.ts'
import { RecoveryBegun } from '../contract/events.ts'
import type { IdentityDeps } from '../queries/identity-context.ts'

/** Whoever waits for a code asks again after a few minutes; one that comes later still is for nobody. */
const MOST_ATTEMPTS = 3

/** Sends the code after the answer was given: whether one is sent does not show in it. */
export function sendRecoveryCode(deps: IdentityDeps): EntryJobHandler {
  return {
    name: 'identity/send-recovery-code',
    on: [RecoveryBegun],
    maxAttempts: MOST_ATTEMPTS,
    work: async ({ body }, act) => {
      if (body.way !== 'phone') return
      await sendCode(deps, act, { accountId: String(body.accountId), recoveryId: String(body.recoveryId) })
    },
  }
}
