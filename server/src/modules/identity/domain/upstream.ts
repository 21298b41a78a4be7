/** What an upstream provider tells of somebody who signed in there. */
export interface UpstreamPerson {
  /** Under which the provider knows this person, for good. */
  readonly subject: string
  readonly name?: string
  readonly citizenId?: string
  readonly phone?: string
  /** The provider's own word for how well it knows them. */
  readonly level?: string
  /** Its word holds no longer than this: an instant of ISO 8601. */
  readonly until?: string
  /** 单位证书: for which company they have its key. */
  readonly organization?: { readonly creditCode: string; readonly name: string }
  /** Under which it knows this very sign-in. */
  readonly sessionId?: string
}

/** Whose word says who comes: an upstream provider, or an authority that made out a certificate. Links and levels are the same for both. */
export interface Voucher {
  readonly id: string
  readonly title: string
  readonly method: 'fed' | 'cert'
  readonly ground: 'upstream' | 'digital-certificate'
  readonly validMonths?: number
  /** ▣ Which level here its word for a level carries; what is not named carries none. */
  readonly levels: Readonly<Record<string, 2 | 3>>
}

/** What a browser keeps for us, sealed, between going there and coming back. */
export interface UpstreamSecrets {
  readonly state: string
  readonly nonce?: string
  readonly verifier?: string
}

/** `refused`: they say no, or it is a reply to another question; `unavailable`: away, too slow, or nothing that makes sense. */
export type UpstreamAnswer = UpstreamPerson | 'refused' | 'unavailable'

/** 退出通知: somebody signed out there: everywhere, or out of one sign-in. */
export interface UpstreamLogout {
  readonly jti: string
  readonly subject?: string
  readonly sessionId?: string
  /** Until when the same word would be believed again. */
  readonly until: Date
}

/**
 * 上游统一身份认证: a province's or the nation's sign-in. People are known there by a subject; here by the account it is linked
 * to. Asked outside any transaction.
 */
export interface UpstreamProvider extends Voucher {
  readonly method: 'fed'
  readonly ground: 'upstream'
  begin(returnTo: string): Promise<{ url: string; secrets: UpstreamSecrets } | 'unavailable'>
  complete(came: URL, secrets: UpstreamSecrets): Promise<UpstreamAnswer>
  /** Where one is signed out there as well; absent when it has no such place. */
  logoutUrl(returnTo: string): Promise<string | undefined>
  /** Whether it is its own word that somebody signed out there; absent where it sends none. */
  heardLogout?(token: string, now: Date): Promise<UpstreamLogout | 'refused' | 'unavailable'>
}

/** Two phones or two numbers are one where they are written alike; what is none is as if nothing was said. */
export function plainPerson(
  person: UpstreamPerson,
  is: { citizenId: (text: string) => boolean; phone: (text: string) => boolean },
): UpstreamPerson {
  const citizenId = person.citizenId?.replaceAll(/\s/g, '').toUpperCase()
  const phone = person.phone?.replaceAll(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
  const name = person.name?.trim()
  return {
    subject: person.subject,
    ...(name !== undefined && name.length >= 2 && name.length <= 50 && { name }),
    ...(citizenId !== undefined && is.citizenId(citizenId) && { citizenId }),
    ...(phone !== undefined && is.phone(phone) && { phone }),
    ...(person.level !== undefined && { level: person.level }),
    ...(person.until !== undefined && { until: person.until }),
    ...(person.organization && { organization: person.organization }),
    ...(person.sessionId !== undefined && { sessionId: person.sessionId }),
  }
}
