import type { Client } from '@yiwang/client'

/** What anybody may know of a licence or a document by its number. */
export interface Verification {
  answer: 'valid' | 'expired' | 'suspended' | 'revoked' | 'cancelled' | 'superseded' | 'unknown' | 'issued'
  name?: string | undefined
  documentNo?: string | undefined
  licenceNo?: string | undefined
  holder?: string | undefined
  organizationName?: string | undefined
  issuedOn?: string | undefined
  validFrom?: string | undefined
  validTo?: string | undefined
  stateOn?: string | undefined
  erasedOn?: string | undefined
  sha256?: string | undefined
}

/** Codes of documents are 16 characters of Crockford's base 32; everything else is looked for among the licences. */
const documentCode = /^[0-9A-HJKMNP-TV-Z]{16}$/

export async function verify(api: Client, code: string): Promise<Verification> {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '')
  if (!documentCode.test(plain)) return api.licences.verifyLicence({ id: code })
  const { title, ...found } = await api.documents.verifyDocument({ code: plain })
  return { ...found, name: title }
}
