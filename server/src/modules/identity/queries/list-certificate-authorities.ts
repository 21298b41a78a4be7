import type { OutputOf } from '../../../kernel/index.ts'
import type { ListCertificateAuthorities } from '../contract/certificate.ts'
import type { IdentityContext } from './identity-context.ts'

/** What the page of sign-in offers. */
export function listCertificateAuthorities(ctx: IdentityContext): Promise<OutputOf<typeof ListCertificateAuthorities>> {
  const authorities = ctx.authorities.map(({ id, title, holders, settings: { note } }) => ({
    id,
    title,
    holders: [...holders],
    ...(note !== undefined && { note }),
  }))
  return Promise.resolve({ authorities, ...(ctx.certificateDoor !== undefined && { door: ctx.certificateDoor }) })
}
