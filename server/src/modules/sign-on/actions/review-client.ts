import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { ApproveClient, ClientView, RefuseClient, SuspendClient } from '../contract/client.ts'
import { ClientApproved, ClientRefused, ClientSuspended } from '../contract/events.ts'
import { signOnPermits } from '../contract/permits.ts'
import { signOnProblems } from '../contract/problems.ts'
import { STATE_TITLES } from '../domain/client.ts'
import type { ClientState } from '../domain/client.ts'
import { presentClient } from '../queries/present-client.ts'
import * as artifactStore from '../store/artifact-store.ts'
import * as clientStore from '../store/client-store.ts'
import type { ClientRow } from '../store/client-store.ts'
import type { SignOnContext } from './sign-on-context.ts'
import { takeClient } from './take-client.ts'

/** 批准: never by whoever asked for it; a suspended application comes back the same way. */
export async function approveClient(ctx: SignOnContext, input: InputOf<typeof ApproveClient>): Promise<ClientView> {
  const client = await takeForReview(ctx, input, ['requested', 'suspended'])
  ctx.emit(ClientApproved.of({ clientId: client.id }))
  return decide(ctx, client, 'approved')
}

/** 不批准. */
export async function refuseClient(ctx: SignOnContext, input: InputOf<typeof RefuseClient>): Promise<ClientView> {
  const client = await takeForReview(ctx, input, ['requested'])
  ctx.emit(ClientRefused.of({ clientId: client.id }), { personal: { reason: input.reason } })
  return decide(ctx, client, 'refused')
}

/** 停用: it exists for the provider no more, and what it holds is taken back in the same act. */
export async function suspendClient(ctx: SignOnContext, input: InputOf<typeof SuspendClient>): Promise<ClientView> {
  const client = await takeForReview(ctx, input, ['approved'])
  await artifactStore.removeOfClient(ctx.tx, client.id)
  ctx.emit(ClientSuspended.of({ clientId: client.id }), { personal: { reason: input.reason } })
  return decide(ctx, client, 'suspended')
}

async function takeForReview(
  ctx: SignOnContext,
  input: { clientId: string; version: number },
  states: readonly ClientState[],
): Promise<ClientRow> {
  const client = await takeClient(ctx, input, signOnPermits.reviewClient.name)
  if (client.requestedBy === ctx.actor.staffId) throw problem(signOnProblems['same-official'])
  if (!states.includes(client.state))
    throw problem(signOnProblems['client-state'], { state: STATE_TITLES[client.state] })
  return client
}

async function decide(ctx: SignOnContext, client: ClientRow, state: ClientState): Promise<ClientView> {
  const by = ctx.actor.staffId
  if (by === undefined) throw problem(signOnProblems['same-official'])
  await clientStore.decide(ctx.tx, client.id, { state, by, at: ctx.now })
  const [view] = await presentClient(ctx, [
    { ...client, state, decidedBy: by, decidedAt: ctx.now, version: client.version + 1 },
  ])
  if (!view) throw await ctx.stale(streamOf('client', client.id))
  return view
}
