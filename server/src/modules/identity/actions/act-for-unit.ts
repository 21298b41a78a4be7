import { calendarDate, todayIn } from '../../../kernel/index.ts'
import { MandateRevoked } from '../contract/events.ts'
import { isInForce } from '../domain/mandate.ts'
import { currentLevel, validUntil } from '../domain/real-name.ts'
import type { UpstreamPerson, Voucher } from '../domain/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import { addMandate } from './register-mandate.ts'

/** An agent is somebody whose name was confirmed. */
const LEAST_LEVEL = 2
/** As long as a register's word on a legal representative is believed; a sign-in by the certificate renews it. */
const MOST_MONTHS = 12

/**
 * 单位证书: whoever has the key of a company's certificate signs for it (电子签名法 arts 13, 14), so they act for it as an agent
 * does, a year at most and no longer than the certificate. A mandate that was taken back is not given again by a key that was not.
 */
export async function actForUnit(
  ctx: IdentityContext,
  account: AccountRow,
  { voucher, person }: { voucher: Voucher; person: UpstreamPerson },
): Promise<void> {
  const { organization, until } = person
  if (!organization || account.kind !== 'person' || currentLevel(account, ctx.now) < LEAST_LEVEL) return
  const { creditCode, name } = organization
  const former = (await mandateStore.listAllForAgent(ctx.tx, account.id)).filter((one) => one.creditCode === creditCode)
  if (former.some((one) => one.revokedOn !== undefined || isInForce(one, ctx.today))) return
  for (const { id } of former) {
    const reason = '期满，凭单位数字证书续期'
    await mandateStore.revoke(ctx.tx, { id, on: ctx.today, reason, by: 'principal' })
    ctx.emit(MandateRevoked.of({ mandateId: id, revokedOn: ctx.today }))
  }
  const most = todayIn(validUntil(ctx.now, MOST_MONTHS) ?? ctx.now)
  const end = until === undefined ? most : todayIn(new Date(until))
  await addMandate(ctx, {
    creditCode,
    organizationName: name,
    agentAccountId: account.id,
    // GB 32100: the third to the eighth place are the division of the authority that registered it.
    division: creditCode.slice(2, 8),
    letterNo: `单位数字证书（${voucher.title}）`,
    isDemo: false,
    validFrom: ctx.today,
    validTo: calendarDate(end < most ? end : most),
  })
}
