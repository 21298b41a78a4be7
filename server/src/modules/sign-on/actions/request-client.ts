import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { ClientView, RequestClient } from '../contract/client.ts'
import { ClientRequested } from '../contract/events.ts'
import { signOnPermits } from '../contract/permits.ts'
import { checkClient } from '../domain/client.ts'
import { presentClient } from '../queries/present-client.ts'
import * as clientStore from '../store/client-store.ts'
import type { ClientRow } from '../store/client-store.ts'
import type { SignOnContext } from './sign-on-context.ts'

/** 申请接入应用: it does nothing before another official has approved it. It belongs to the requester's office and place. */
export async function requestClient(ctx: SignOnContext, input: InputOf<typeof RequestClient>): Promise<ClientView> {
  const { staffId, organizationId } = ctx.actor
  const [area] = ctx.permit.reach(signOnPermits.requestClient.name).areas
  if (staffId === undefined || organizationId === undefined || !area) throw problem(permitProblems['not-allowed'])
  checkClient(input)
  const client: ClientRow = {
    id: newPublicId(ctx.actor.jurisdiction),
    division: area.lo,
    organizationId,
    name: input.name,
    purpose: input.purpose,
    kind: input.kind,
    authMethod: input.authMethod,
    redirectUris: input.redirectUris,
    postLogoutRedirectUris: input.postLogoutRedirectUris,
    ...(input.backchannelLogoutUri !== undefined && { backchannelLogoutUri: input.backchannelLogoutUri }),
    requiresPushedRequests: input.requiresPushedRequests,
    scopes: input.scopes,
    keys: input.keys ?? [],
    state: 'requested',
    requestedBy: staffId,
    keptBy: staffId,
    requestedAt: ctx.now,
    version: 1,
  }
  await clientStore.insert(ctx.tx, client)
  const { id: clientId, kind, name, scopes, redirectUris } = client
  ctx.emit(ClientRequested.of({ clientId, kind, name, scopes: [...scopes], redirectUris: [...redirectUris] }))
  const [view] = await presentClient(ctx, [client])
  return view as ClientView
}
