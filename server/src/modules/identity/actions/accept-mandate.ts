import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MandateAccepted } from '../contract/events.ts'
import type { AcceptMandate } from '../contract/index.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import { parties } from './give-mandate.ts'

/** 接受授权: nobody acts for another without having agreed to it. */
export async function acceptMandate(
  ctx: IdentityContext,
  input: InputOf<typeof AcceptMandate>,
): Promise<OutputOf<typeof AcceptMandate>> {
  const mandate = await personMandateStore.lock(ctx, input.mandateId)
  if (!mandate || mandate.agentAccountId !== ctx.actor.accountId) throw problem(identityProblems['mandate-unknown'])
  const { revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.acceptedAt !== undefined) throw problem(identityProblems['mandate-answered'])
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', mandate.id))
  await personMandateStore.accept(ctx.tx, mandate.id, ctx.now)
  ctx.emit(MandateAccepted.of(parties(mandate)))
  const next = { ...mandate, acceptedAt: ctx.now, version: mandate.version + 1 }
  return onlyOne(await presentMandates(ctx, [next], 'agent'))
}
