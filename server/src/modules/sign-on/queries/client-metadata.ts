import type { AdapterPayload } from 'oidc-provider'
import { PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import * as clientStore from '../store/client-store.ts'
import type { ClientRow } from '../store/client-store.ts'

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'
const PUBLIC_ID = new RegExp(PUBLIC_ID_PATTERN)

/** An approved application as RFC 7591 describes it; all others do not exist for the provider. */
export async function clientMetadata(ctx: Context, clientId: string): Promise<AdapterPayload | undefined> {
  if (!PUBLIC_ID.test(clientId)) return undefined
  const client = await clientStore.findNamed(ctx.tx, clientId)
  return client?.state === 'approved' ? metadataOf(client) : undefined
}

function metadataOf(client: ClientRow): Record<string, unknown> {
  const sendsPeople = client.kind === 'web' || client.kind === 'native'
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: client.kind === 'native' ? 'native' : 'web',
    token_endpoint_auth_method: client.authMethod,
    // Compared by digest: an application whose secret was not made yet has one that nobody can know.
    ...(client.authMethod === 'client_secret_basic' && {
      client_secret: (client.secretDigest ?? Buffer.from('-')).toString('base64url'),
    }),
    ...(client.formerSecret && {
      former_secret: client.formerSecret.digest.toString('base64url'),
      former_secret_until: client.formerSecret.until.getTime(),
    }),
    ...(client.authMethod === 'private_key_jwt' && { jwks: { keys: client.keys } }),
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    ...(client.backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: client.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    response_types: sendsPeople ? ['code'] : [],
    grant_types: grantTypesOf(client),
    scope: client.scopes.join(' '),
    // As far as the library would let us say it; all are named by pseudonyms (`nameByPseudonym`).
    subject_type: sendsPeople ? 'pairwise' : 'public',
    require_pushed_authorization_requests: sendsPeople && client.requiresPushedRequests,
  }
}

function grantTypesOf({ kind, scopes }: ClientRow): string[] {
  if (kind === 'system') return ['client_credentials']
  const refresh = scopes.includes('offline_access') ? ['refresh_token'] : []
  if (kind === 'device') return [DEVICE_CODE, ...refresh]
  return ['authorization_code', ...refresh, ...(scopes.includes('mandates') ? [TOKEN_EXCHANGE] : [])]
}
