import { errors } from 'oidc-provider'
import type { AccessToken, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { MandateUsed } from '../contract/events.ts'
import { findUsable } from '../queries/usable-mandate.ts'
import type { UsableMandate } from '../queries/usable-mandate.ts'
import { TOKEN_EXCHANGE } from '../queries/client-metadata.ts'
import { keeping } from './provider-call.ts'
import type { ProviderDeps } from './provider-deps.ts'

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const MINUTES = 10

const mandates = new WeakMap<AccessToken, UsableMandate>()

/** The mandate on which a token was issued, while it is being written down. */
export function mandateOf(token: object): UsableMandate | undefined {
  return mandates.get(token as AccessToken)
}

/**
 * 代办 (RFC 8693): a person's token is exchanged for one whose subject is the company (asked for by credit code) or the person
 * (by the mandate's id) for whom they act, and whose actor is the person. It is short, bound to the same grant, and worth
 * nothing once the mandate has ended.
 */
export function addTokenExchange(provider: Provider, deps: ProviderDeps): void {
  const parameters = ['subject_token', 'subject_token_type', 'requested_token_type', 'requested_subject']
  const run = async (ctx: KoaContextWithOIDC) => {
    ctx.body = await exchange(provider, deps, ctx)
  }
  provider.registerGrantType(TOKEN_EXCHANGE, run, parameters, [])
}

async function exchange(provider: Provider, deps: ProviderDeps, ctx: KoaContextWithOIDC): Promise<object> {
  const { client, params = {} } = ctx.oidc
  const { subject_token: value, subject_token_type: type, requested_subject: wanted } = params
  if (!client || typeof value !== 'string' || type !== ACCESS_TOKEN) throw new errors.InvalidRequest('subject_token')
  if (typeof wanted !== 'string') throw new errors.InvalidRequest('requested_subject is missing')
  const subject = await provider.AccessToken.find(value)
  const isOwn = subject?.isValid === true && subject.clientId === client.clientId && subject.gty !== TOKEN_EXCHANGE
  if (!subject || !isOwn || !subject.accountId || !subject.scopes.has('mandates'))
    throw new errors.InvalidGrant('subject_token does not allow it')
  const grant = subject.grantId === undefined ? undefined : await provider.Grant.find(subject.grantId)
  if (!grant) throw new errors.InvalidGrant('grant not found')
  ctx.oidc.entity('Grant', grant)
  const token = new provider.AccessToken({
    accountId: subject.accountId,
    client,
    grantId: subject.grantId ?? '',
    gty: TOKEN_EXCHANGE,
    scope: 'mandates',
    claims: {},
    ...(subject.sessionUid !== undefined && { sessionUid: subject.sessionUid }),
    ...(subject.expiresWithSession !== undefined && { expiresWithSession: subject.expiresWithSession }),
    expiresIn: MINUTES * 60,
  })
  const accessToken = await issue(deps, token, {
    accountId: subject.accountId,
    clientId: client.clientId,
    subject: wanted,
  })
  return {
    access_token: accessToken,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: MINUTES * 60,
    scope: 'mandates',
  }
}

async function issue(
  deps: ProviderDeps,
  token: AccessToken,
  asked: { accountId: string; clientId: string; subject: string },
): Promise<string> {
  const { accountId, clientId, subject } = asked
  const mandate = await keeping(deps.act, 'record', async (ctx) => {
    const found = await findUsable(deps, ctx, { accountId, subject })
    if (!found) return undefined
    const { mandateId, creditCode } = found
    ctx.emit(MandateUsed.of({ accountId, clientId, mandateId, ...(creditCode !== undefined && { creditCode }) }))
    await deps.identity.noteMandateShown(ctx, { mandateId, clientId })
    return found
  })
  if (!mandate) throw new errors.InvalidTarget('nobody let this person act for it')
  mandates.set(token, mandate)
  return token.save()
}
