import type { InputOf, IncomingFile } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { GetSignOnRequest, SignOnRequestView } from '../contract/request.ts'
import { presentScopes } from '../domain/scopes.ts'
import * as clientStore from '../store/client-store.ts'
import { acrOf, askedAcrs, lackOf } from './acr.ts'
import type { Acr, Strength } from './acr.ts'
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
    if (isWantedAnew(interaction, signIn.signedInAt, ctx.now)) return { ...shown, step: 'sign-in', again: true }
    return goOn(ctx, taken, shown)
  }
  // Somebody else has signed in here since: the provider is asked anew, and will want this one's sign-in.
  if (interaction.session?.accountId !== signIn.accountId) return goOn(ctx, taken, shown)
  return { ...shown, step: 'consent' }
}

/** `prompt=login` wants one after the request began; `max_age` is content with one that is not older than it says. */
function isWantedAnew({ prompt, params, iat }: TakenRequest['interaction'], signedInAt: Date, now: Date): boolean {
  if (signedInAt.getTime() >= iat * 1000) return false
  if (prompt.reasons.includes('login_prompt')) return true
  const age = now.getTime() - signedInAt.getTime()
  return prompt.reasons.includes('max_age') && age > Number(params.max_age ?? 0) * 1000
}

/** With the sign-in that is there, if it is worth what the application asked for; else the person is asked for more. */
async function goOn(ctx: SignOnContext, taken: TakenRequest, shown: Shown): Promise<SignOnRequestView> {
  const asked = askedOf(taken)
  const acr = acrOf(asked, await strengthOf(ctx, taken))
  if (acr !== undefined) return { ...shown, step: 'continue', continueTo: await answerSignedIn(ctx, taken, acr) }
  const lack = lackOf(asked)
  return { ...shown, step: 'prove-more', lack: lack.kind, ...(lack.kind === 'real-name' && { level: lack.level }) }
}

function askedOf({ interaction }: TakenRequest): Acr[] {
  const values = interaction.params.acr_values
  return askedAcrs(typeof values === 'string' ? values.split(' ') : [])
}

async function strengthOf(ctx: SignOnContext, { signIn }: TakenRequest): Promise<Strength> {
  const isTwoFactor = ctx.actor.authentication?.methods.includes('mfa') ?? false
  const owner = signIn && (await ctx.identity.ownerOf(ctx, signIn.accountId))
  return { isTwoFactor, realNameLevel: owner?.realNameLevel ?? 0 }
}

async function answerSignedIn(ctx: SignOnContext, { interaction, signIn }: TakenRequest, acr: Acr): Promise<string> {
  const { accountId = '', signedInAt = ctx.now } = signIn ?? {}
  const ts = Math.floor(signedInAt.getTime() / 1000)
  const amr = [...(ctx.actor.authentication?.methods ?? [])]
  interaction.result = { login: { accountId, ts, acr, amr } }
  await within(ctx, () => interaction.save(interaction.exp - Math.floor(Date.now() / 1000)))
  return interaction.returnTo
}

type Shown = Awaited<ReturnType<typeof presentRequest>>

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
