/** Somebody the simulated registers know. All are invented. */
export interface KnownPerson {
  readonly name: string
  readonly citizenId: string
  readonly phone?: string
}

export interface KnownCompany {
  readonly creditCode: string
  readonly name: string
  /** Citizen id of the legal representative. */
  readonly legalRepresentative: string
}

export interface RealNameWorld {
  readonly people: readonly KnownPerson[]
  readonly companies: readonly KnownCompany[]
}

/** What one source is asked, as it comes over the wire. */
export interface Question {
  readonly requestId: string
  readonly kind: string
  readonly subject?: { readonly name?: string; readonly citizenId?: string; readonly phone?: string }
  readonly company?: { readonly creditCode?: string; readonly name?: string }
  readonly evidence?: { readonly reference?: string; readonly code?: string; readonly cardNumber?: string }
  readonly returnTo?: string
}

/** Begun questions: a code that was sent, or a page that waits for its visitor. */
export interface Begun {
  readonly kind: string
  readonly subject: NonNullable<Question['subject']>
  readonly returnTo: string
  readonly code: string
  result?: boolean
}

/** Whether the simulated register agrees; a wrong name and an unknown number are answered alike, as real ones do. */
export function agrees(world: RealNameWorld, question: Question, begun: Begun | undefined): boolean {
  const { subject = {}, evidence = {}, company } = question
  switch (question.kind) {
    case 'population':
      return isKnown(world, subject)
    case 'phone':
      return begun !== undefined && begun.subject.phone === subject.phone && begun.code === evidence.code
    case 'face':
    case 'certificate':
      return begun?.result === true && begun.subject.citizenId === subject.citizenId && isKnown(world, subject)
    case 'bank-card':
      return isKnown(world, subject) && isCardNumber(evidence.cardNumber ?? '')
    case 'company':
      return (
        isKnown(world, subject) &&
        world.companies.some(
          (one) =>
            one.creditCode === company?.creditCode &&
            one.name === company.name &&
            one.legalRepresentative === subject.citizenId,
        )
      )
    default:
      return false
  }
}

function isKnown({ people }: RealNameWorld, subject: NonNullable<Question['subject']>): boolean {
  return people.some((one) => one.citizenId === subject.citizenId && one.name === subject.name)
}

/** ISO/IEC 7812: the last digit checks the others. */
function isCardNumber(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false
  const digits = [...text].map(Number).toReversed()
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
