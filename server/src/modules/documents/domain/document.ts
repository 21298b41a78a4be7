import type { DocumentData } from '../contract/template.ts'

/** What is kept of a document; the rest is in its PDF. */
export interface IssuedDocument {
  readonly id: string
  readonly subject: string
  readonly template: string
  readonly templateVersion: number
  /** Where the template was published; undefined for one that the product ships. */
  readonly templateJurisdiction: string | undefined
  readonly kind: string
  readonly title: string
  readonly documentNo: string | undefined
  readonly organizationId: string
  readonly organizationName: string
  readonly division: string
  readonly recipientAccountId: string | undefined
  readonly recipientMandateId?: string | undefined
  readonly isSealed: boolean
  readonly verifyCode: string
  readonly issuedAt: Date
  readonly data: DocumentData
  readonly rendered: RenderedDocument | undefined
  /** What it said was erased with somebody's personal data. */
  readonly erasedAt?: Date
}

export interface RenderedDocument {
  readonly fileId: string
  readonly sha256: string
  readonly pages: number
  readonly at: Date
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code that nobody guesses (80 bits) and that can be read aloud: no I, L, O, U. */
export function verifyCodeOf(random: Uint8Array): string {
  return Array.from(random.subarray(0, 16), (byte) => CROCKFORD[byte & 31]).join('')
}

/** What people type: lower case, spaces, hyphens, and the letters that look like figures. */
export function normalizeVerifyCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
