import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { identityProblems } from '../contract/problems.ts'
import type { GetUpstreamLinking, UpstreamLinking } from '../contract/upstream.ts'
import type { UpstreamPerson, Voucher } from '../domain/upstream.ts'
import * as accountStore from '../store/account-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { signInNameBlind } from './sealed-fields.ts'
import { voucherCalled } from './upstream-providers.ts'
import { arrivalCookieName, openArrival } from './upstream-ticket.ts'
import type { Arrival } from './upstream-ticket.ts'

/** Who came from upstream in this browser and is not linked yet. */
export async function getUpstreamLinking(
  ctx: IdentityContext,
  _input: object,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof GetUpstreamLinking>> {
  const arrival = arrivalOf(ctx, request)
  return linkingOf(ctx, voucherCalled(ctx, arrival.upstream), arrival)
}

/** @throws identity/proof-expired */
export function arrivalOf(ctx: IdentityContext, request: RequestFacts): Arrival {
  const arrival = openArrival(ctx, request.cookie(arrivalCookieName(ctx.cookieName)))
  if (!arrival) throw problem(identityProblems['proof-expired'])
  return arrival
}

/** What there is to do for somebody who comes for the first time. */
export async function linkingOf(
  ctx: IdentityContext,
  voucher: Voucher,
  { person, next }: { person: UpstreamPerson; next: string },
): Promise<UpstreamLinking> {
  const { name, citizenId, phone } = person
  const holder =
    citizenId === undefined ? undefined : await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, citizenId))
  return {
    title: voucher.title,
    by: voucher.method,
    hasAccount: holder !== undefined,
    canOpen: holder === undefined && name !== undefined && citizenId !== undefined,
    needsPhone: phone === undefined,
    next,
    ...(name !== undefined && { name }),
  }
}
