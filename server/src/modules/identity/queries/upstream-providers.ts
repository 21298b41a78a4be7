import type { OutputOf } from '../../../kernel/index.ts'
import { problem } from '../../../kernel/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { IdentityPartners } from '../contract/partners.ts'
import { identityProblems } from '../contract/problems.ts'
import type { ListUpstreams } from '../contract/upstream.ts'
import type { UpstreamProvider, Voucher } from '../domain/upstream.ts'
import type { IdentityContext, IdentityDeps } from './identity-context.ts'
import { createOidcUpstream } from './oidc-upstream.ts'
import { createTicketUpstream } from './ticket-upstream.ts'

export function createUpstreams(partners: IdentityPartners | undefined, outgoing: OutgoingHttp): UpstreamProvider[] {
  return (partners?.upstreams ?? []).map((settings) =>
    settings.kind === 'oidc' ? createOidcUpstream(settings, outgoing) : createTicketUpstream(settings, outgoing),
  )
}

/** What the page of sign-in offers; whether they are there shows when one goes. */
export function listUpstreams(ctx: IdentityContext): Promise<OutputOf<typeof ListUpstreams>> {
  return Promise.resolve({ upstreams: ctx.upstreams.map(({ id, title }) => ({ id, title })) })
}

/** @throws identity/upstream-unknown */
export function upstreamCalled({ upstreams }: Pick<IdentityDeps, 'upstreams'>, upstreamId: string): UpstreamProvider {
  const provider = upstreams.find(({ id }) => id === upstreamId)
  if (!provider) throw problem(identityProblems['upstream-unknown'])
  return provider
}

/** Whoever said who it is that waits to be linked. @throws identity/upstream-unknown */
export function voucherCalled(
  { upstreams, authorities }: Pick<IdentityDeps, 'upstreams' | 'authorities'>,
  id: string,
): Voucher {
  const voucher = [...upstreams, ...authorities].find((one) => one.id === id)
  if (!voucher) throw problem(identityProblems['upstream-unknown'])
  return voucher
}

/** Where one comes back to: exactly this is registered there. */
export function returnAddress({ publicUrl }: Pick<IdentityDeps, 'publicUrl'>, upstreamId: string): string {
  return `${publicUrl}/sign-in/from/${upstreamId}`
}
