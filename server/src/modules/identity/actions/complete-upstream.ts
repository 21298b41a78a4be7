import { hash } from 'node:crypto'
import { isCitizenId, isPhone, problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { UpstreamRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { CompleteUpstream } from '../contract/upstream.ts'
import { plainPerson } from '../domain/upstream.ts'
import type { UpstreamAnswer } from '../domain/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { returnAddress, upstreamCalled } from '../queries/upstream-providers.ts'
import { openVisit, visitCookieName } from '../queries/upstream-ticket.ts'
import type { Visit } from '../queries/upstream-ticket.ts'
import * as factorStore from '../store/factor-store.ts'
import { arrive } from './arrive.ts'

export interface CameBack {
  readonly visit: Visit | undefined
  readonly answer: UpstreamAnswer
}

type Input = InputOf<typeof CompleteUpstream>

/** Hands in what the browser brought, while no connection waits for it; only for a visit that began in this browser. */
export async function askWhoCame(
  work: Preparation<IdentityContext>,
  input: Input,
  request: RequestFacts,
): Promise<CameBack> {
  const provider = upstreamCalled(work, input.upstreamId)
  const cookie = request.cookie(visitCookieName(work.cookieName))
  const visit = await work.act((ctx) => Promise.resolve(openVisit(ctx, cookie)))
  if (visit?.upstream !== provider.id) return { visit: undefined, answer: 'refused' }
  const came = new URL(`${returnAddress(work, provider.id)}?${input.query}`)
  const answer = await provider.complete(came, visit.secrets)
  if (answer === 'unavailable') throw problem(identityProblems['upstream-unavailable'])
  return {
    visit,
    answer: answer === 'refused' ? answer : plainPerson(answer, { citizenId: isCitizenId, phone: isPhone }),
  }
}

/** 从上游回来: a subject that is linked signs in; another has to be linked first. Each visit counts once. */
export async function completeUpstream(
  ctx: IdentityContext,
  input: Input,
  _file: IncomingFile,
  request: RequestFacts,
  { visit, answer }: CameBack,
): Promise<OutputOf<typeof CompleteUpstream>> {
  request.setCookie(visitCookieName(ctx.cookieName), undefined)
  if (!visit || typeof answer === 'string') return refuse(ctx, input.upstreamId, 'not-confirmed')
  const isFirst = await factorStore.useChallenge(
    ctx.tx,
    hash('sha256', `upstream ${visit.secrets.state}`, 'buffer'),
    new Date(visit.until),
  )
  if (!isFirst) return refuse(ctx, input.upstreamId, 'replayed')
  const voucher = upstreamCalled(ctx, input.upstreamId)
  const arrived = await arrive(ctx, { voucher, person: answer, next: visit.next, request })
  return arrived === 'closed' ? refuse(ctx, voucher.id, 'account-closed') : arrived
}

function refuse(ctx: IdentityContext, upstream: string, reason: string): never {
  ctx.emit(UpstreamRefused.of({ upstream, reason }))
  throw problem(identityProblems['upstream-refused'])
}
