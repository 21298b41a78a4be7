import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { ConsentGiven, ConsentRefused } from '../contract/events.ts'
import { signOnProblems } from '../contract/problems.ts'
import type { AnswerSignOnRequest } from '../contract/request.ts'
import * as consentStore from '../store/consent-store.ts'
import { within } from './provider-call.ts'
import type { SignOnContext } from './sign-on-context.ts'
import { askedScopes, takeRequest } from './take-request.ts'
import type { TakenRequest } from './take-request.ts'

/** 同意 or 不同意: the consent, the grant that follows from it and the answer to the application are one act. */
export async function answerRequest(
  ctx: SignOnContext,
  { uid, answer }: InputOf<typeof AnswerSignOnRequest>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof AnswerSignOnRequest>> {
  const taken = await takeRequest(ctx, uid, request)
  const { interaction, signIn, clientId } = taken
  const accountId = signIn?.accountId
  if (answer === 'refuse' && interaction.prompt.name === 'login' && accountId !== undefined)
    return refuseProof(ctx, taken)
  // What is answered is what was asked of this person, not of one who was signed in here before.
  if (interaction.prompt.name !== 'consent' || accountId === undefined || interaction.session?.accountId !== accountId)
    throw problem(signOnProblems['request-gone'])
  if (answer === 'refuse') {
    ctx.emit(ConsentRefused.of({ accountId, clientId }))
    interaction.result = { error: 'access_denied', error_description: 'the person did not consent' }
  } else {
    interaction.result = { ...interaction.lastSubmission, consent: { grantId: await grant(ctx, taken, accountId) } }
  }
  await within(ctx, () => interaction.save(interaction.exp - Math.floor(Date.now() / 1000)))
  return { continueTo: interaction.returnTo }
}

/** The person does not show more: the application is told that it was not met, and lets nobody in by mistake. */
async function refuseProof(ctx: SignOnContext, { interaction }: TakenRequest): Promise<{ continueTo: string }> {
  ctx.nothingChanged()
  interaction.result = {
    error: 'unmet_authentication_requirements',
    error_description: 'the person did not show what was asked for',
  }
  await within(ctx, () => interaction.save(interaction.exp - Math.floor(Date.now() / 1000)))
  return { continueTo: interaction.returnTo }
}

async function grant(
  ctx: SignOnContext,
  { provider, interaction, clientId }: TakenRequest,
  accountId: string,
): Promise<string> {
  const scopes = askedScopes(interaction)
  const former = await consentStore.find(ctx.tx, accountId, clientId)
  const all = [...new Set([...(former?.scopes ?? []), ...scopes])]
  const consentId = await consentStore.give(ctx.tx, { accountId, clientId, scopes: all, at: ctx.now })
  ctx.emit(ConsentGiven.of({ accountId, clientId, consentId, scopes }))
  const given = new provider.Grant({ accountId, clientId })
  given.addOIDCScope(scopes.join(' '))
  return within(ctx, () => given.save())
}
