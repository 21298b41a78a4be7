import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { identityProblems } from '../contract/problems.ts'
import type { BeginUpstream } from '../contract/upstream.ts'
import type { UpstreamSecrets } from '../domain/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { returnAddress, upstreamCalled } from '../queries/upstream-providers.ts'
import { UPSTREAM_MINUTES, sealVisit, visitCookieName } from '../queries/upstream-ticket.ts'

/** Asks the provider where people go, while no connection waits for it. */
export async function askUpstream(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof BeginUpstream>,
): Promise<{ url: string; secrets: UpstreamSecrets }> {
  const begun = await upstreamCalled(work, input.upstreamId).begin(returnAddress(work, input.upstreamId))
  if (begun === 'unavailable') throw problem(identityProblems['upstream-unavailable'])
  return begun
}

/** 去上游登录: nothing is written here; the browser keeps, sealed, to which question an answer may come back. */
export async function beginUpstream(
  ctx: IdentityContext,
  input: InputOf<typeof BeginUpstream>,
  _file: IncomingFile,
  request: RequestFacts,
  { url, secrets }: { url: string; secrets: UpstreamSecrets },
): Promise<OutputOf<typeof BeginUpstream>> {
  ctx.nothingChanged()
  const visit = sealVisit(ctx, { upstream: input.upstreamId, secrets, next: input.next ?? '/my' })
  request.setCookie(visitCookieName(ctx.cookieName), visit, { maxAgeSeconds: UPSTREAM_MINUTES * 60 })
  return Promise.resolve({ url })
}
