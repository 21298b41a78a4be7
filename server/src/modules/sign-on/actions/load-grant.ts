import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import * as consentStore from '../store/consent-store.ts'
import { keeping } from './provider-call.ts'
import type { ProviderDeps } from './provider-deps.ts'

/**
 * The grant of this session; else a new one within what the person consented to before. Grants end with what they were made
 * for; the consent stands until it is withdrawn, so people are asked once by each application.
 */
export async function loadGrant(deps: ProviderDeps, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, result, provider } = ctx.oidc
  const accountId = session?.accountId
  if (!client || !session || accountId === undefined) return undefined
  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId)
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  if (known && known.accountId === accountId) return known
  const consent = await keeping(deps.act, 'record', async (act) => {
    const found = await consentStore.find(act.tx, accountId, client.clientId)
    if (found) await consentStore.use(act.tx, found.id, act.now)
    return found
  })
  const scopes = consent?.scopes.filter((scope) => ctx.oidc.requestParamScopes.has(scope)) ?? []
  if (scopes.length === 0) return undefined
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(scopes.join(' '))
  await grant.save()
  return grant
}
