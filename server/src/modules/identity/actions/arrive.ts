import type { RequestFacts } from '../../../platform/http/index.ts'
import { UpstreamLinked } from '../contract/events.ts'
import type { SessionView } from '../contract/session.ts'
import type { UpstreamLinking } from '../contract/upstream.ts'
import type { UpstreamPerson, Voucher } from '../domain/upstream.ts'
import { linkingOf } from '../queries/get-upstream-linking.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { openPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import { UPSTREAM_MINUTES, arrivalCookieName, sealArrival, subjectBlind } from '../queries/upstream-ticket.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { actForUnit } from './act-for-unit.ts'
import { passCheck } from './check-real-name.ts'
import { openSession } from './open-session.ts'

interface Arriving {
  readonly voucher: Voucher
  readonly person: UpstreamPerson
  readonly next: string
  readonly request: RequestFacts
}

/** Whoever a voucher says has come: a subject that is linked signs in; another has to be linked first. */
export async function arrive(
  ctx: IdentityContext,
  { voucher, person, next, request }: Arriving,
): Promise<{ next: string; session?: SessionView; linking?: UpstreamLinking } | 'closed'> {
  const key = { upstream: voucher.id, subjectBlind: subjectBlind(ctx.vault, voucher.id, person.subject) }
  const accountId = await upstreamStore.findLink(ctx.tx, key)
  const account = accountId === undefined ? undefined : await accountStore.lock(ctx.tx, accountId)
  const own = account ?? (await linkOwn(ctx, { voucher, person, key }))
  if (!own) {
    ctx.nothingChanged()
    const arrival = sealArrival(ctx, { upstream: voucher.id, person, next })
    request.setCookie(arrivalCookieName(ctx.cookieName), arrival, { maxAgeSeconds: UPSTREAM_MINUTES * 60 })
    return { next, linking: await linkingOf(ctx, voucher, { person, next }) }
  }
  if (own.state !== 'active') return 'closed'
  const standing = await carryLevel(ctx, own, { voucher, person })
  await actForUnit(ctx, standing, { voucher, person })
  return { next, session: await openFor(ctx, standing, { request, voucher, person }) }
}

/** A session by somebody's word says whose, where one is signed in there as well. */
export function openFor(
  ctx: IdentityContext,
  account: AccountRow,
  { request, voucher, person }: Pick<Arriving, 'request' | 'voucher' | 'person'>,
): Promise<SessionView> {
  const { id, method } = voucher
  const { sessionId } = person
  const upstream = { id, ...(sessionId !== undefined && { sessionId }) }
  return openSession(ctx, account, { request, methods: [method], ...(method === 'fed' && { upstream }) })
}

/**
 * The level that the voucher's word carries, as configured, and only for the person of this account: with another citizen
 * id, or none, it carries nothing.
 */
export async function carryLevel(
  ctx: IdentityContext,
  account: AccountRow,
  { voucher, person }: Pick<Arriving, 'voucher' | 'person'>,
): Promise<AccountRow> {
  const gives = person.level === undefined ? undefined : voucher.levels[person.level]
  const own = openPerson(ctx, account)
  if (gives === undefined || !own || own.citizenId !== person.citizenId) return account
  const { id, title, validMonths, ground: kind } = voucher
  const until = person.until === undefined ? undefined : new Date(person.until)
  const by = { id, title, gives, kind, ...(validMonths !== undefined && { validMonths }), ...(until && { until }) }
  const nameBlind = signInNameBlind(ctx.vault, own.citizenId)
  const holder = await accountStore.findByName(ctx.tx, nameBlind)
  if (holder && holder.id !== account.id) return account
  if (!holder) await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind: 'citizen-id' })
  return { ...account, ...(await passCheck(ctx, account, by)), version: account.version + 1 }
}

/**
 * Who is signed in here and shows a certificate of the same citizen id has proved both: they need not prove the account again.
 * With another citizen id, or none, nothing is linked by itself: the certificate may be another's, handed in by this browser.
 */
async function linkOwn(
  ctx: IdentityContext,
  { voucher, person, key }: Pick<Arriving, 'voucher' | 'person'> & { key: { upstream: string; subjectBlind: Buffer } },
): Promise<AccountRow | undefined> {
  const { accountId, kind } = ctx.actor
  if (voucher.method !== 'cert' || kind !== 'person' || accountId === undefined) return undefined
  const account = await accountStore.lock(ctx.tx, accountId)
  const isSame = account && person.citizenId !== undefined && openPerson(ctx, account)?.citizenId === person.citizenId
  if (!account || !isSame) return undefined
  await upstreamStore.unlink(ctx.tx, accountId, voucher.id)
  if (!(await upstreamStore.link(ctx.tx, key, { accountId, at: ctx.now }))) return undefined
  ctx.emit(UpstreamLinked.of({ accountId, upstream: voucher.id, by: 'proof' }))
  return account
}
