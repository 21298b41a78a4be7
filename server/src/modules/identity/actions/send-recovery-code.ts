import type { RunAct } from '../../../platform/module/index.ts'
import { RecoveryCodeSent, RecoveryCodeWithheld } from '../contract/events.ts'
import type { RealNameSubject } from '../domain/real-name-provider.ts'
import { waitSeconds } from '../domain/throttle.ts'
import { isForPeople } from '../queries/get-real-name.ts'
import type { PersonalProvider } from '../queries/get-real-name.ts'
import type { IdentityContext, IdentityDeps } from '../queries/identity-context.ts'
import { jurisdictionOfAccount, openPerson, sealReference } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as throttleStore from '../store/throttle-store.ts'
import { ATTEMPT_MINUTES } from './begin-real-name.ts'
import { floodKeys } from './throttle-recovery.ts'
import { countFailureOf } from './throttle-sign-in.ts'

interface Recipient {
  readonly provider: PersonalProvider
  readonly subject: RealNameSubject
}

/** Of whose recovery. */
export interface RecoveryToAnswer {
  readonly accountId: string
  readonly recoveryId: string
}

/** 发送找回密码的验证码: asked for outside any transaction; sent once, whatever is repeated. */
export async function sendCode(deps: IdentityDeps, act: RunAct, about: RecoveryToAnswer): Promise<void> {
  const to = await act((given) => recipientOf({ ...given, ...deps }, about))
  if (!to) return
  const begun = await to.provider.begin(to.subject, `${deps.publicUrl}/recover`)
  if (begun === 'unavailable') throw new Error(`${to.provider.id} did not send a code`)
  await act(async (ctx) => {
    await countFailureOf(ctx, floodKeys(ctx.vault, about.accountId))
    await realNameStore.insertAttempt(ctx.tx, {
      accountId: about.accountId,
      provider: to.provider.id,
      reference: sealReference(ctx.vault, begun.reference),
      begunAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + ATTEMPT_MINUTES * 60_000),
      recoveryId: about.recoveryId,
    })
    ctx.emit(RecoveryCodeSent.of({ ...about, source: to.provider.title }))
  })
}

/** Undefined where nothing is to be sent: sent before, over, or too many already. */
async function recipientOf(ctx: IdentityContext, about: RecoveryToAnswer): Promise<Recipient | undefined> {
  const { accountId, recoveryId } = about
  const account = await accountStore.find(ctx.tx, accountId)
  const recovery = await recoveryStore.find(ctx.tx, { id: recoveryId, accountId })
  const person = account?.state === 'active' ? openPerson(ctx, account) : undefined
  if (!person || recovery?.state !== 'open' || recovery.expiresAt <= ctx.now) return undefined
  if ((await realNameStore.attemptsOfRecovery(ctx.tx, { ...about, now: ctx.now })).size > 0) return undefined
  const provider = ctx.realNames
    .providersFor(jurisdictionOfAccount(accountId))
    .filter(isForPeople)
    .find(({ kind }) => kind === 'phone')
  const [sent] = await throttleStore.findMany(
    ctx.tx,
    floodKeys(ctx.vault, accountId).map(({ key }) => key),
  )
  const isFlooded = waitSeconds(sent, ctx.now) > 0
  if (!provider || isFlooded) {
    ctx.emit(RecoveryCodeWithheld.of({ ...about, reason: isFlooded ? 'too-many' : 'no-source' }))
    return undefined
  }
  return { provider, subject: { name: person.name, citizenId: person.citizenId, phone: person.phone } }
}
