import { problem, streamOf } from '../../../kernel/index.ts'
import { signOnProblems } from '../contract/problems.ts'
import * as clientStore from '../store/client-store.ts'
import type { ClientRow } from '../store/client-store.ts'
import type { SignOnContext } from './sign-on-context.ts'

/** Locks an application for a change: it is within the permit's reach, and as it was seen. */
export async function takeClient(
  ctx: SignOnContext,
  { clientId, version }: { clientId: string; version: number },
  permit: string,
): Promise<ClientRow> {
  const client = await clientStore.lock(ctx.tx, clientId)
  if (!client) throw problem(signOnProblems['client-unknown'])
  ctx.permit.require(permit, client)
  if (client.version !== version) throw await ctx.stale(streamOf('client', clientId))
  return client
}
