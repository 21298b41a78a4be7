import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256 of what a version says in canonical form, hex: what the record proves a text by. */
export function digestOf(content: unknown): string {
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex')
}
