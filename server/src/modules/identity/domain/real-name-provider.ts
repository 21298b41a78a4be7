import type { CheckKind } from './real-name.ts'

/** What a source answers. It never says which part did not agree: that would let strangers try out names. */
export type RealNameAnswer = 'matched' | 'not-matched' | 'unavailable'

/** Of whom is asked; each source is told what its kind needs and nothing more. */
export interface RealNameSubject {
  readonly name: string
  readonly citizenId: string
  readonly phone: string
}

/** What the person adds for one question. It is passed on and kept nowhere. */
export interface RealNameEvidence {
  /** Under what the source knows a question that was begun before. */
  readonly reference?: string
  readonly code?: string
  readonly cardNumber?: string
}

/** A question that was begun: a code was sent, or the person has to go to the source's own page. */
export interface Begun {
  readonly reference: string
  readonly url?: string
}

/**
 * 实名核验源: an adapter to one source. Asked outside any transaction; answers within its time limit, `unavailable` when the
 * source is away, slow or says something that makes no sense. A face is looked at on the source's own page: no picture comes here.
 */
export interface RealNameProvider {
  readonly id: string
  /** Kept with the account and shown to its owner: which source it was. */
  readonly title: string
  readonly kind: CheckKind | 'company'
  /** Beginnings of division codes; absent: everywhere. */
  readonly jurisdictions?: readonly string[]
  readonly validMonths?: number
  /** Shown beside the way. */
  readonly note?: string
  begin(subject: RealNameSubject, returnTo: string): Promise<Begun | 'unavailable'>
  check(subject: RealNameSubject, evidence: RealNameEvidence): Promise<RealNameAnswer>
  checkCompany(company: { creditCode: string; name: string }, representative: RealNameSubject): Promise<RealNameAnswer>
}

/** Codes come by message, faces and network certificates are looked at on the source's page; the others answer at once. */
export type Shape = 'at-once' | 'code' | 'page'

export function shapeOf(kind: CheckKind): Shape {
  switch (kind) {
    case 'phone':
      return 'code'
    case 'face':
    case 'certificate':
      return 'page'
    case 'population':
    case 'bank-card':
      return 'at-once'
  }
}

/** Who is at home nowhere in particular may use the sources of every place. */
export function serves(provider: Pick<RealNameProvider, 'jurisdictions'>, jurisdiction: string): boolean {
  const { jurisdictions } = provider
  return (
    jurisdictions === undefined ||
    jurisdiction === '000000' ||
    jurisdictions.some((one) => jurisdiction.startsWith(one))
  )
}
