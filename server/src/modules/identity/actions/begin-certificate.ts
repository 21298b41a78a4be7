import { randomBytes } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { BeginCertificate } from '../contract/certificate.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { UPSTREAM_MINUTES, challengeCookieName, sealChallenge } from '../queries/upstream-ticket.ts'

/**
 * 挑战: nothing is written here; the browser keeps, sealed, what it was told to have signed. The text says for which site it is
 * and for what: a signature of it is good for nothing else.
 */
export async function beginCertificate(
  ctx: IdentityContext,
  input: InputOf<typeof BeginCertificate>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof BeginCertificate>> {
  if (ctx.authorities.length === 0) throw problem(identityProblems['certificates-not-here'])
  ctx.nothingChanged()
  const text = `yiwang-sign-in/1 ${ctx.publicUrl} ${ctx.now.toISOString()} ${randomBytes(24).toString('base64url')}`
  const challenge = sealChallenge(ctx, { text, next: input.next ?? '/my' })
  const maxAgeSeconds = UPSTREAM_MINUTES * 60
  request.setCookie(challengeCookieName(ctx.cookieName), challenge, { maxAgeSeconds })
  return Promise.resolve({ text, until: new Date(ctx.now.getTime() + maxAgeSeconds * 1_000).toISOString() })
}
