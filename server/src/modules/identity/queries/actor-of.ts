import { hash, randomBytes } from 'node:crypto'
import { ANONYMOUS, splitPublicId, todayIn } from '../../../kernel/index.ts'
import type { Actor, CalendarDate, PermitDefinition, Role } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import type { ActDeps, Context } from '../../../platform/act/index.ts'
import { grantsOf, isPostInForce } from '../../../platform/permits/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import { amrOf, isTwoFactor, needsSecondFactor } from '../domain/authentication.ts'
import { isLive, renewTimes } from '../domain/session.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import type { Acting } from '../store/session-store.ts'
import * as sessionStore from '../store/session-store.ts'

/** Permits of all modules; known only once all modules are made. */
export type PermitTable = () => readonly PermitDefinition[]

/** What is read of a request to tell who sends it. */
export interface SignedRequest {
  readonly id: string
  readonly cookies: Readonly<Record<string, string | undefined>>
}

/** With https the browser itself guards the prefix `__Host-`: no other host and no unsafe page can set it. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Host-yiwang_session' : 'yiwang_session'
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

export function sessionTokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** Who sends a request, by its session cookie: one query, in one round trip. */
export function createActorOf(deps: {
  act: ActDeps
  permitTable: PermitTable
  cookieName: string
  requiresSecondFactor: boolean
}): (request: SignedRequest) => Promise<Actor> {
  return async (request) => {
    const token = request.cookies[deps.cookieName]
    if (token === undefined || !TOKEN.test(token)) return ANONYMOUS
    const { act } = deps
    const session = await sessionStore.findByToken(act.database, sessionTokenHash(token))
    const now = act.clock.now()
    if (!session || !isLive(session.times, now)) return ANONYMOUS
    const renewed = renewTimes(session.account.kind, session.times, now)
    const needsTwo = needsSecondFactor(deps, session.account)
    const actor = actorFrom(session.account, { session, permits: deps.permitTable(), needsTwo, today: todayIn(now) })
    if (renewed) {
      await runAct(act, { actor, requestId: request.id, mode: 'record' }, (ctx) =>
        sessionStore.renew(ctx.tx, session.tokenHash, renewed),
      )
    }
    return actor
  }
}

/**
 * What an account may do: a person, the permits of residents; staff, those of their posts. Nothing before a given
 * password is changed, nor before a second factor is there where one is needed.
 */
export function actorFrom(
  account: AccountRow,
  about: { session: OpenSession; permits: readonly PermitDefinition[]; needsTwo: boolean; today: CalendarDate },
): Actor {
  const { session, permits, needsTwo, today } = about
  const isComplete = !account.mustChangePassword && !(needsTwo && !isTwoFactor(session.methods))
  const posts = isComplete ? account.posts.filter((post) => isPostInForce(post, today)) : []
  const { acting } = session
  const isLapsed = acting !== undefined && !isActingInForce(acting, today)
  const roles = isComplete && !isLapsed ? rolesOf(account.kind, posts) : []
  return {
    kind: account.kind,
    accountId: account.id,
    ...(account.staffId !== undefined && { staffId: account.staffId }),
    ...(account.organizationId !== undefined && { organizationId: account.organizationId }),
    jurisdiction: splitPublicId(account.id).jurisdiction,
    roles,
    grants: grantsOf(permits, { posts, roles, ...ownRows(account.id, acting) }),
    ...(acting && { mandateId: acting.mandateId }),
    ...(acting?.principalAccountId !== undefined && { onBehalfOf: acting.principalAccountId }),
    sessionId: session.id,
    authentication: { methods: amrOf(session.methods), at: session.provedAt },
  }
}

/**
 * An official as his posts are now, without any session: for what is made for him later than he asked. Nobody while the account is
 * closed or its given password was never changed.
 */
export async function staffActor(
  ctx: Context & { permitTable: PermitTable },
  accountId: string,
): Promise<Actor | undefined> {
  const account = await accountStore.find(ctx.tx, accountId)
  if (account?.state !== 'active' || account.kind !== 'staff' || account.mustChangePassword) return undefined
  const session = { id: '', methods: [], provedAt: ctx.now }
  const about = { session, permits: ctx.permitTable(), needsTwo: false, today: ctx.today }
  const { sessionId: _none, authentication: _unproved, ...actor } = actorFrom(account, about)
  return actor
}

/** An ended mandate permits nothing, its holder's own business neither: what was meant for another must not become theirs. */
function isActingInForce({ isRevoked, validFrom, validTo }: Acting, today: CalendarDate): boolean {
  return isRevoked !== true && validFrom <= today && today <= validTo
}

/** Whose rows are one's own: the principal's for as long as one acts for them, all or what was begun by the mandate. */
function ownRows(accountId: string, acting: Acting | undefined): { accountId?: string; mandateId?: string } {
  if (!acting) return { accountId }
  const { principalAccountId, mandateId, seesAll } = acting
  return { mandateId, ...(seesAll && principalAccountId !== undefined && { accountId: principalAccountId }) }
}

interface OpenSession {
  readonly id: string
  readonly acting?: Acting
  readonly methods: readonly string[]
  readonly provedAt: Date
}

function rolesOf(kind: AccountRow['kind'], posts: readonly HeldPost[]): Role[] {
  if (kind === 'person') return ['resident']
  return [...new Set(posts.map((post) => post.role))]
}
