import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { SignOnContext } from '../actions/sign-on-context.ts'
import type { ClientView, GetClient, ListClients } from '../contract/client.ts'
import { signOnPermits } from '../contract/permits.ts'
import { signOnProblems } from '../contract/problems.ts'
import { SCOPES, presentScopes } from '../domain/scopes.ts'
import * as clientStore from '../store/client-store.ts'
import { presentClient } from './present-client.ts'

/** 接入应用, newest first, within reach. */
export async function listClients(
  ctx: SignOnContext,
  { state, cursor, limit }: InputOf<typeof ListClients>,
): Promise<OutputOf<typeof ListClients>> {
  const reach = ctx.permit.reach(signOnPermits.watchClients.name)
  const found = await clientStore.list(ctx.tx, reach, { state, before: cursor, size: limit + 1 })
  const clients = await presentClient(ctx, found.slice(0, limit))
  const last = found.length > limit ? clients.at(-1) : undefined
  return { clients, scopes: presentScopes(Object.keys(SCOPES)), ...(last && { nextCursor: last.id }) }
}

export async function getClient(ctx: SignOnContext, { clientId }: InputOf<typeof GetClient>): Promise<ClientView> {
  const client = await clientStore.find(ctx.tx, clientId)
  if (!client || !ctx.permit.allows(signOnPermits.watchClients.name, client))
    throw problem(signOnProblems['client-unknown'])
  const [view] = await presentClient(ctx, [client])
  return view as ClientView
}
