import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MandateConfirmed } from '../contract/events.ts'
import type { ConfirmGuardianship } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import { standingOf } from '../domain/mandate.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { findAccountByCode } from '../queries/person-of.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import { parties } from './give-mandate.ts'

/** 确认监护关系: the official has held the document against what was stated. */
export async function confirmGuardianship(
  ctx: IdentityContext,
  input: InputOf<typeof ConfirmGuardianship>,
): Promise<OutputOf<typeof ConfirmGuardianship>> {
  const mandate = await personMandateStore.lock(ctx, input.mandateId)
  if (!mandate) throw problem(identityProblems['mandate-unknown'])
  ctx.permit.require(identityPermits.registerMandate.name, mandate)
  const { revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.confirmedAt !== undefined) throw problem(identityProblems['mandate-answered'])
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', mandate.id))
  if (standingOf(mandate, ctx.today) === 'over') throw problem(identityProblems['mandate-period'])
  const { staffId } = ctx.actor
  const principalAccountId = await findAccountByCode(ctx, mandate.principal.citizenId)
  await personMandateStore.confirm(ctx.tx, mandate.id, { staffId, at: ctx.now, principalAccountId })
  const next = {
    ...mandate,
    confirmedAt: ctx.now,
    version: mandate.version + 1,
    ...(principalAccountId !== undefined && { principalAccountId }),
  }
  ctx.emit(MandateConfirmed.of(parties(next)))
  return onlyOne(await presentMandates(ctx, [next], 'official'))
}
