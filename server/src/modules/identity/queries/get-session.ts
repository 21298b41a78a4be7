import { ROLES, maskCitizenId, maskPhone } from '../../../kernel/index.ts'
import type { Actor, OutputOf } from '../../../kernel/index.ts'
import { csrfTokenOf } from '../../../platform/http/index.ts'
import { isPostInForce } from '../../../platform/permits/index.ts'
import type { AccountView, GetSession, SessionView } from '../contract/session.ts'
import { needsSecondFactor } from '../domain/authentication.ts'
import { SESSION_MINUTES } from '../domain/session.ts'
import { isInForce } from '../domain/mandate.ts'
import { MANDATE_TITLES } from './present-mandate.ts'
import { openOwner } from './sealed-fields.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import type { Acting } from '../store/session-store.ts'
import * as sessionStore from '../store/session-store.ts'
import type { IdentityContext } from './identity-context.ts'

/** Who I am; open to everybody, because the answer may be: nobody. */
export async function getSession(ctx: IdentityContext): Promise<OutputOf<typeof GetSession>> {
  const { accountId, sessionId } = ctx.actor
  const account = accountId === undefined ? undefined : await accountStore.find(ctx.tx, accountId)
  if (!account || sessionId === undefined) return signedOut(ctx.demo)
  const session = await sessionStore.find(ctx.tx, sessionId)
  const { acting, times } = session ?? {}
  const expiresAt = times?.expiresAt ?? ctx.now
  return presentSession(ctx, { account, actor: ctx.actor, sessionId, expiresAt, ...(acting && { acting }) })
}

export function signedOut(demo: boolean): SessionView {
  return { signedIn: false, roles: [], posts: [], abilities: {}, demo }
}

export async function presentSession(
  ctx: IdentityContext,
  parts: { account: AccountRow; actor: Actor; sessionId: string; expiresAt: Date; acting?: Acting },
): Promise<SessionView> {
  const { account, actor, sessionId, expiresAt } = parts
  const mustEnrolFactor = needsSecondFactor(ctx, account) && !actor.authentication?.methods.includes('mfa')
  const posts =
    account.mustChangePassword || mustEnrolFactor ? [] : account.posts.filter((post) => isPostInForce(post, ctx.today))
  const names = await ctx.organizations.organizationNames(
    ctx,
    posts.map((post) => post.organizationId),
  )
  return {
    signedIn: true,
    account: presentAccount(ctx, account),
    ...(account.staffId !== undefined && { staffId: account.staffId }),
    jurisdiction: actor.jurisdiction,
    roles: [...actor.roles],
    posts: posts.map(({ role, organizationId, division }) => ({
      role,
      roleTitle: ROLES[role].title,
      organizationId,
      organizationName: names.get(organizationId) ?? '',
      division,
    })),
    abilities: Object.fromEntries([...actor.grants.keys()].map((permit) => [permit, true])),
    csrfToken: csrfTokenOf(ctx.vault, sessionId),
    idleMinutes: SESSION_MINUTES[account.kind].idle,
    expiresAt: expiresAt.toISOString(),
    ...(actor.authentication && {
      methods: [...actor.authentication.methods],
      provedAt: actor.authentication.at.toISOString(),
    }),
    ...(mustEnrolFactor && { mustEnrolFactor }),
    ...(await presentActing(ctx, parts.acting)),
    demo: ctx.demo,
  }
}

/** For whom the session acts, whether or not it still may. */
async function presentActing(ctx: IdentityContext, acting: Acting | undefined): Promise<Pick<SessionView, 'acting'>> {
  const mandate = acting && (await personMandateStore.find(ctx, acting.mandateId))
  if (!mandate) return {}
  const { id: mandateId, kind, principal } = mandate
  const isOver = !isInForce(mandate, ctx.today)
  return { acting: { mandateId, kind, kindTitle: MANDATE_TITLES[kind], principalName: principal.name, isOver } }
}

/** The account for its owner: the name in full, phone and citizen id masked. */
export function presentAccount(ctx: Pick<IdentityContext, 'vault' | 'now'>, account: AccountRow): AccountView {
  const person = openOwner(ctx, account)
  return {
    id: account.id,
    kind: account.kind,
    name: person.name,
    realNameLevel: person.realNameLevel,
    mustChangePassword: account.mustChangePassword,
    isDemo: account.isDemo,
    version: account.version,
    ...(person.phone !== undefined && { phone: maskPhone(person.phone) }),
    ...(person.citizenId !== undefined && { citizenId: maskCitizenId(person.citizenId) }),
    ...(account.realNameSource !== undefined && { realNameSource: account.realNameSource }),
  }
}
