import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ListMyMandates, MandateView } from '../contract/mandate.ts'
import { isInForce } from '../domain/mandate.ts'
import * as mandateStore from '../store/mandate-store.ts'
import type { MandateRow } from '../store/mandate-store.ts'

/** For whom the person who is signed in may act today. */
export async function listMyMandates(ctx: Context): Promise<OutputOf<typeof ListMyMandates>> {
  const { accountId } = ctx.actor
  return { mandates: accountId === undefined ? [] : await mandatesOf(ctx, accountId) }
}

export async function mandatesOf(ctx: Context, accountId: string): Promise<MandateView[]> {
  const mandates = await mandateStore.listForAgent(ctx.tx, accountId)
  return mandates.filter((mandate) => isInForce(mandate, ctx.today)).map(presentMandate)
}

/** The mandate by which a person acts for a company today, if there is one. */
export async function findMandate(
  ctx: Context,
  { accountId, creditCode }: { accountId: string; creditCode: string },
): Promise<MandateView | undefined> {
  return (await mandatesOf(ctx, accountId)).find((mandate) => mandate.creditCode === creditCode)
}

export function presentMandate(mandate: MandateRow): MandateView {
  const { id, creditCode, organizationName, letterNo, validFrom, validTo, isDemo, version, revokedOn } = mandate
  const scope = { kind: mandate.scope.kind, codes: [...mandate.scope.codes] }
  const view = { id, creditCode, organizationName, letterNo, scope, validFrom, validTo, isDemo, version }
  return { ...view, ...(revokedOn !== undefined && { revokedOn }) }
}
