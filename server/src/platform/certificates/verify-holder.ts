import { readCertificates, bytesOf } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { isSignedMessage, readSignedMessage } from './cms.ts'
import { DerError } from './der.ts'
import { isPlainlySignedBy } from './signature.ts'

/** A signature that was handed in: a message with its certificates inside, or a plain one with its certificate beside it. */
export interface HandedIn {
  readonly signature: string
  /** PEM: the holder's first. */
  readonly certificates?: string
}

/** Who signed, and what came along; nothing says yet that anybody trusts them. */
export interface Holder {
  readonly holder: Certificate
  readonly others: readonly Certificate[]
}

const MOST_CERTIFICATES = 8

/** Undefined unless it is the signature of the certificate's holder over exactly this. */
export async function holderOf(
  { signature, certificates = '' }: HandedIn,
  content: Buffer,
): Promise<Holder | undefined> {
  try {
    const bytes = bytesOf(unframed(signature))
    const beside = readCertificates(certificates).slice(0, MOST_CERTIFICATES)
    if (isSignedMessage(bytes)) {
      const { holder, others, isOver } = readSignedMessage(bytes)
      return (await isOver(content)) ? { holder, others: [...others, ...beside] } : undefined
    }
    const [holder, ...others] = beside
    return holder && (await isPlainlySignedBy(holder.key, content, bytes)) ? { holder, others } : undefined
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

function unframed(text: string): string {
  return text.replace(/^\s*-----BEGIN [A-Z0-9 ]+-----/, '').replace(/-----END [A-Z0-9 ]+-----\s*$/, '')
}
