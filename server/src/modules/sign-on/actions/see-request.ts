import type { InputOf, IncomingFile } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { GetSignOnRequest, SignOnRequestView } from '../contract/request.ts'
import { presentScopes } from '../domain/scopes.ts'
import * as clientStore from '../store/client-store.ts'
import { ACR } from './acr.ts'
import { within } from './provider-call.ts'
import type { SignOnContext } from './sign-on-context.ts'
import { askedScopes, takeRequest } from './take-request.ts'
import type { TakenRequest } from './take-request.ts'

/** What is to be done next; a sign-in that is there already answers the application's wish for one by itself (一次登录). */
export async function seeRequest(
  ctx: SignOnContext,
  { uid }: InputOf<typeof GetSignOnRequest>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<SignOnRequestView> {
  const taken = await takeRequest(ctx, uid, request)
  const { interaction, signIn } = taken
  const shown = await presentRequest(ctx, taken)
  if (!signIn) return { ...shown, step: 'sign-in', again: false }
  if (interaction.prompt.name === 'login') {
    const wantsAnew = ['login_prompt', 'max_age'].some((reason) => interaction.prompt.reasons.includes(reason))
    if (wantsAnew && signIn.signedInAt.getTime() < interaction.iat * 1000)
      return { ...shown, step: 'sign-in', again: true }
    return { ...shown, step: 'continue', continueTo: await answerSignedIn(ctx, taken) }
  }
  // Somebody else has signed in here since: the provider is asked anew, and will want this one's sign-in.
  if (interaction.session?.accountId !== signIn.accountId)
    return { ...shown, step: 'continue', continueTo: await answerSignedIn(ctx, taken) }
  return { ...shown, step: 'consent' }
}

async function answerSignedIn(ctx: SignOnContext, { interaction, signIn }: TakenRequest): Promise<string> {
  const { accountId = '', signedInAt = ctx.now } = signIn ?? {}
  const ts = Math.floor(signedInAt.getTime() / 1000)
  const amr = [...(ctx.actor.authentication?.methods ?? [])]
  interaction.result = { login: { accountId, ts, acr: amr.includes('mfa') ? ACR.two : ACR.one, amr } }
  await within(ctx, () => interaction.save(interaction.exp - Math.floor(Date.now() / 1000)))
  return interaction.returnTo
}

async function presentRequest(ctx: SignOnContext, { interaction, clientId, signIn }: TakenRequest) {
  const client = await clientStore.findNamed(ctx.tx, clientId)
  const names = client ? await ctx.organizations.organizationNames(ctx, [client.organizationId]) : new Map()
  const target = interaction.params.redirect_uri
  const owner = signIn && (await ctx.identity.ownerOf(ctx, signIn.accountId))
  return {
    again: false,
    client: {
      name: client?.name ?? '',
      organizationName: client ? String(names.get(client.organizationId) ?? '') : '',
      host: typeof target === 'string' && URL.canParse(target) ? new URL(target).host : '',
    },
    scopes: presentScopes(askedScopes(interaction)),
    ...(owner && { accountName: owner.name }),
  }
}
