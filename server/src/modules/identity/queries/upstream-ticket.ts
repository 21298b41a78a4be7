import type { Context } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { CertificateRefusal } from '../domain/certificate-holder.ts'
import type { UpstreamPerson, UpstreamSecrets } from '../domain/upstream.ts'
import { unseal } from './sign-in-ticket.ts'

const VISIT = 'identity.upstream_visit'
const ARRIVAL = 'identity.upstream_arrival'
const SUBJECT = 'identity.upstream_subject'
const SHOWN = 'identity.certificate_shown'
const CHALLENGE = 'identity.certificate_challenge'
const MINUTES = 10

/** What a browser keeps, sealed, while it is away: to which question an answer may come, once. */
export interface Visit {
  readonly upstream: string
  readonly secrets: UpstreamSecrets
  readonly next: string
  readonly until: number
}

/** Who came from upstream and has no account linked yet, sealed, for as long as it takes to prove or open one. */
export interface Arrival {
  readonly upstream: string
  readonly person: UpstreamPerson
  readonly next: string
  readonly until: number
}

/** 挑战: what the holder of a certificate signs, once, in this browser. */
export interface Challenge {
  readonly text: string
  readonly next: string
  readonly until: number
}

/** What came of a certificate that this browser showed at the door, for its challenge. */
export interface Shown {
  readonly text: string
  readonly authority?: string
  readonly person?: UpstreamPerson
  readonly refusal?: CertificateRefusal
  readonly until: number
}

export const UPSTREAM_MINUTES = MINUTES

export function sealVisit(ctx: Context, visit: Omit<Visit, 'until'>): string {
  return seal(ctx, { ...visit, until: ctx.now.getTime() + MINUTES * 60_000 }, VISIT)
}

export function openVisit(ctx: Context, text: string | undefined): Visit | undefined {
  return open<Visit>(ctx, text, VISIT)
}

export function sealArrival(ctx: Context, arrival: Omit<Arrival, 'until'>): string {
  return seal(ctx, { ...arrival, until: ctx.now.getTime() + MINUTES * 60_000 }, ARRIVAL)
}

export function openArrival(ctx: Context, text: string | undefined): Arrival | undefined {
  return open<Arrival>(ctx, text, ARRIVAL)
}

export function sealChallenge(ctx: Context, challenge: Omit<Challenge, 'until'>): string {
  return seal(ctx, { ...challenge, until: ctx.now.getTime() + MINUTES * 60_000 }, CHALLENGE)
}

export function openChallenge(ctx: Context, text: string | undefined): Challenge | undefined {
  return open<Challenge>(ctx, text, CHALLENGE)
}

export function sealShown(ctx: Pick<Context, 'now' | 'vault'>, shown: Omit<Shown, 'until'>): string {
  return seal(ctx, { ...shown, until: ctx.now.getTime() + MINUTES * 60_000 }, SHOWN)
}

export function openShown(ctx: Context, text: string | undefined): Shown | undefined {
  return open<Shown>(ctx, text, SHOWN)
}

export function subjectBlind(vault: Vault, upstream: string, subject: string): Buffer {
  return vault.blind(`${upstream} ${subject}`, SUBJECT)
}

/** What stands in a session of the provider's own one; its name is a key of the wall, so it is text. */
export function upstreamSid(vault: Vault, upstream: string, sessionId: string): string {
  return vault.blind(`${upstream} session ${sessionId}`, SUBJECT).toString('hex')
}

/** The cookie of a visit: with https the browser lets no other host set it. */
export function visitCookieName(sessionCookie: string): string {
  return sessionCookie.replace('_session', '_visit')
}

export function challengeCookieName(sessionCookie: string): string {
  return sessionCookie.replace('_session', '_challenge')
}

export function shownCookieName(sessionCookie: string): string {
  return sessionCookie.replace('_session', '_shown')
}

export function arrivalCookieName(sessionCookie: string): string {
  return sessionCookie.replace('_session', '_arrival')
}

function seal(ctx: Pick<Context, 'vault'>, value: object, context: string): string {
  return ctx.vault.seal(JSON.stringify(value), context).toString('base64url')
}

function open<T extends { until: number }>(ctx: Context, text: string | undefined, context: string): T | undefined {
  const value = text === undefined ? undefined : unseal<T>(ctx, text, context)
  return value && value.until > ctx.now.getTime() ? value : undefined
}
