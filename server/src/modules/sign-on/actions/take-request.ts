import type { Client, Interaction, Provider } from 'oidc-provider'
import { problem } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { SignInFacts } from '../../identity/index.ts'
import { signOnProblems } from '../contract/problems.ts'
import { INTERACTION_COOKIE } from './interaction-cookie.ts'
import type { SignOnContext } from './sign-on-context.ts'

/** A request that an application began in this very browser, and the sign-in that answers it, if there is one. */
export interface TakenRequest {
  readonly provider: Provider
  readonly interaction: Interaction
  readonly client: Client
  readonly clientId: string
  readonly signIn?: SignInFacts
}

/** @throws sign-on/request-gone for one that was begun elsewhere: nobody finishes what a stranger began */
export async function takeRequest(ctx: SignOnContext, uid: string, request: RequestFacts): Promise<TakenRequest> {
  if (request.cookie(INTERACTION_COOKIE) !== uid) throw problem(signOnProblems['request-gone'])
  const { provider } = await ctx.provider.get()
  const interaction = await provider.Interaction.find(uid)
  const clientId = interaction?.params.client_id
  const client = typeof clientId === 'string' ? await provider.Client.find(clientId) : undefined
  if (!interaction || !client) throw problem(signOnProblems['request-gone'])
  const { sessionId } = ctx.actor
  const signIn = sessionId === undefined ? undefined : await ctx.identity.signInOf(ctx, sessionId)
  if (signIn?.lacks === 'own-password') throw problem(signOnProblems['password-first'])
  if (signIn?.lacks === 'second-factor') throw problem(signOnProblems['factor-first'])
  return { provider, interaction, client, clientId: client.clientId, ...(signIn && { signIn }) }
}

/** Everything of it: a consent says all that the application may see, not what was added last. */
export function askedScopes(interaction: Interaction): string[] {
  return String(interaction.params.scope ?? '')
    .split(' ')
    .filter(Boolean)
}
