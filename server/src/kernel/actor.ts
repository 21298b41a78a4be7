import type { Reach, Role, StandIn } from './permit.ts'

/** How the person behind a session last proved who they are (RFC 8176 names: `pwd`, `otp`, `hwk`, `swk`, `mfa`), and when. */
export interface Authentication {
  readonly methods: readonly string[]
  readonly at: Date
}

/** Who acts: a person, an official, the system itself, or nobody known. */
export interface Actor {
  readonly kind: 'anonymous' | 'person' | 'staff' | 'system'
  /** Public id of the account; absent for anonymous and system. */
  readonly accountId?: string
  readonly staffId?: string
  readonly organizationId?: string
  /** The jurisdiction in which the actor works or lives; `000000` for the system. */
  readonly jurisdiction: string
  readonly roles: readonly Role[]
  /** Permit name → how far it reaches. */
  readonly grants: ReadonlyMap<string, Reach>
  /** The session, when there is one: its public half (never the token). */
  readonly sessionId?: string
  /** Present with a session. */
  readonly authentication?: Authentication
  /** The mandate by which somebody acts for another (代办); what is done then is the principal's. */
  readonly mandateId?: string
  /** The principal's account; absent where the principal has none. */
  readonly onBehalfOf?: string
  /** In whose stead an official acts (代); said of an act once it is known which post it rests on. */
  readonly standIn?: StandIn
  /** Which part of the system acts, when `kind` is `system`: a subscriber's or job's name. */
  readonly systemName?: string
}

export const ANONYMOUS: Actor = { kind: 'anonymous', jurisdiction: '000000', roles: [], grants: new Map() }

/** The system acting for itself: a deemed acceptance, a job. It has no permits; code that runs as it checks none. */
export function systemActor(systemName: string): Actor {
  return { kind: 'system', jurisdiction: '000000', roles: [], grants: new Map(), systemName }
}

/** The account whose business it is: the principal's while somebody is acted for, else the actor's own. */
export function principalOf(actor: Actor): string | undefined {
  return actor.mandateId === undefined ? actor.accountId : actor.onBehalfOf
}
