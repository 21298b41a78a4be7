import { hash } from 'node:crypto'
import { isCitizenId, isPhone, problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { UpstreamRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { CompleteUpstream } from '../contract/upstream.ts'
import { plainPerson } from '../domain/upstream.ts'
import type { UpstreamAnswer, UpstreamPerson, UpstreamProvider } from '../domain/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { openPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import { returnAddress, upstreamCalled } from '../queries/upstream-providers.ts'
import { linkingOf } from '../queries/get-upstream-linking.ts'
import {
  UPSTREAM_MINUTES,
  arrivalCookieName,
  openVisit,
  sealArrival,
  subjectBlind,
  visitCookieName,
} from '../queries/upstream-ticket.ts'
import type { Visit } from '../queries/upstream-ticket.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { passCheck } from './check-real-name.ts'
import { openSession } from './open-session.ts'

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
  const provider = upstreamCalled(ctx, input.upstreamId)
  const key = { upstream: provider.id, subjectBlind: subjectBlind(ctx.vault, provider.id, answer.subject) }
  const accountId = await upstreamStore.findLink(ctx.tx, key)
  const account = accountId === undefined ? undefined : await accountStore.lock(ctx.tx, accountId)
  if (!account) {
    ctx.nothingChanged()
    const arrival = sealArrival(ctx, { upstream: provider.id, person: answer, next: visit.next })
    request.setCookie(arrivalCookieName(ctx.cookieName), arrival, { maxAgeSeconds: UPSTREAM_MINUTES * 60 })
    return { next: visit.next, linking: await linkingOf(ctx, provider, { person: answer, next: visit.next }) }
  }
  if (account.state !== 'active') return refuse(ctx, provider.id, 'account-closed')
  const next = await carryLevel(ctx, account, { provider, person: answer })
  return {
    next: visit.next,
    session: await openSession(ctx, next, { request, methods: ['fed'], upstream: provider.id }),
  }
}

/**
 * The level that the provider's word carries, as configured, and only for the person of this account: with another citizen
 * id, or none, it carries nothing.
 */
export async function carryLevel(
  ctx: IdentityContext,
  account: AccountRow,
  { provider, person }: { provider: UpstreamProvider; person: UpstreamPerson },
): Promise<AccountRow> {
  const gives = person.level === undefined ? undefined : provider.levels[person.level]
  const own = openPerson(ctx, account)
  if (gives === undefined || !own || own.citizenId !== person.citizenId) return account
  const { id, title, validMonths } = provider
  const by = { id, title, gives, kind: 'upstream' as const, ...(validMonths !== undefined && { validMonths }) }
  const nameBlind = signInNameBlind(ctx.vault, own.citizenId)
  const holder = await accountStore.findByName(ctx.tx, nameBlind)
  if (holder && holder.id !== account.id) return account
  if (!holder) await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind: 'citizen-id' })
  return { ...account, ...(await passCheck(ctx, account, by)), version: account.version + 1 }
}

function refuse(ctx: IdentityContext, upstream: string, reason: string): never {
  ctx.emit(UpstreamRefused.of({ upstream, reason }))
  throw problem(identityProblems['upstream-refused'])
}
