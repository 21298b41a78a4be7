import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import type { AskGuardianship } from '../contract/index.ts'
import type { IdentityContext, StagedProof } from '../queries/identity-context.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import { onlyOne } from '../queries/only-one.ts'
import { giveMandate, newGuardianship, provedPerson } from './give-mandate.ts'

/** Takes the document in while no connection waits for it. */
export function stageProof(
  work: Preparation<IdentityContext>,
  _input: unknown,
  _request: RequestFacts,
  file: IncomingFile,
): Promise<StagedProof> {
  return work.proofDesk().stage(file)
}

/** 申请确认监护关系: the guardian has agreed by asking; it counts when an official has confirmed it. */
export async function askGuardianship(
  ctx: IdentityContext,
  input: InputOf<typeof AskGuardianship>,
  _file: IncomingFile,
  _request: RequestFacts,
  proof: StagedProof,
): Promise<OutputOf<typeof AskGuardianship>> {
  await ctx.organizations.divisionPath(ctx, input.division)
  const guardian = await provedPerson(ctx, ctx.actor.accountId ?? '')
  const mandate = await newGuardianship(ctx, input, guardian)
  const kept = await giveMandate(ctx, { ...mandate, acceptedAt: ctx.now }, proof)
  return onlyOne(await presentMandates(ctx, [kept], 'agent'))
}
