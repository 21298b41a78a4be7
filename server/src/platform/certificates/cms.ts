import { createHash } from 'node:crypto'
import { EXTENSION, readCertificate } from './certificate.ts'
import type { Certificate, Signed } from './certificate.ts'
import { DerError, TAG, contextTag, der, eachOf, expect, numberOf, oidOf, partsOf, readDer } from './der.ts'
import type { Der } from './der.ts'
import { digestOf, isSignedBy } from './signature.ts'

/** A signed message (CMS `SignedData`, RFC 5652; GM/T 0010 writes other numbers for the same form), read and not yet believed. */
export interface SignedMessage {
  readonly holder: Certificate
  readonly others: readonly Certificate[]
  /** Whether it is a signature of its holder over exactly this. */
  isOver(content: Buffer): Promise<boolean>
}

const SIGNED_DATA = ['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2']
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const MOST_CERTIFICATES = 8

export function isSignedMessage(bytes: Buffer): boolean {
  try {
    const [kind] = partsOf(readDer(bytes))
    return kind?.tag === TAG.oid && SIGNED_DATA.includes(oidOf(kind))
  } catch (error) {
    if (error instanceof DerError) return false
    throw error
  }
}

/** @throws DerError */
export function readSignedMessage(bytes: Buffer): SignedMessage {
  const [, wrapped] = partsOf(readDer(bytes))
  const [data] = [...eachOf(expect(wrapped, contextTag(0)))]
  const [, , encapsulated, ...rest] = partsOf(expect(data, TAG.sequence))
  const certificates = rest.find(({ tag }) => tag === contextTag(0))
  const list = certificates ? [...eachOf(certificates)].slice(0, MOST_CERTIFICATES) : []
  const all = list.filter(({ tag }) => tag === TAG.sequence).map((one) => readCertificate(one.bytes))
  const signers = partsOf(expect(rest.at(-1), TAG.set), TAG.set)
  if (signers.length !== 1) throw new DerError('one signer was expected')
  const signer = readSigner(signers[0]!)
  const holder = all.find((one) => isNamedBy(signer.id, one))
  if (!holder) throw new DerError('the certificate of who signed is not in it')
  const [type, content] = partsOf(expect(encapsulated, TAG.sequence))
  return {
    holder,
    others: all.filter((one) => one !== holder),
    isOver: async (expected) => {
      if (content && !attachedIn(content).equals(expected)) return false
      const signed = signedBy(signer, expected, oidOf(type))
      return signed !== undefined && (await isSignedBy(holder.key, signed, signer.digest))
    },
  }
}

interface Signer {
  readonly id: Der
  readonly digest: string
  readonly attributes?: Der
  readonly algorithm: Der
  readonly signature: Buffer
}

function readSigner(info: Der): Signer {
  const parts = partsOf(info)
  const [, id, digestAlgorithm] = parts
  const attributes = parts[3]?.tag === contextTag(0) ? parts[3] : undefined
  const [algorithm, signature] = parts.slice(attributes ? 4 : 3)
  const digest = digestOf(expect(digestAlgorithm, TAG.sequence))
  if (!id || digest === undefined) throw new DerError('a digest that is not relied on')
  return {
    id,
    digest,
    ...(attributes && { attributes }),
    algorithm: expect(algorithm, TAG.sequence),
    signature: expect(signature, TAG.octetString).content,
  }
}

/** By issuer and number, or by the identifier of the key in `[0]`. */
function isNamedBy(id: Der, { issuer, serial, extensions }: Certificate): boolean {
  if (id.tag === contextTag(0, 'primitive')) {
    const own = extensions.get(EXTENSION.subjectKeyIdentifier)
    return own !== undefined && expect(readDer(own.value), TAG.octetString).content.equals(id.content)
  }
  const [name, number] = partsOf(id)
  return expect(name, TAG.sequence).bytes.equals(issuer) && numberOf(number) === serial
}

function attachedIn(wrapped: Der): Buffer {
  const [content] = [...eachOf(expect(wrapped, contextTag(0)))]
  return expect(content, TAG.octetString).content
}

/** What the signature is over: the content itself, or the attributes that carry its digest; undefined when they carry another. */
function signedBy(signer: Signer, content: Buffer, type: string): Signed | undefined {
  const { attributes, algorithm, signature, digest } = signer
  if (!attributes) return { content, algorithm, signature }
  const values = new Map<string, Der>()
  for (const attribute of eachOf(attributes)) {
    const [oid, set] = partsOf(attribute)
    const [value, ...more] = partsOf(expect(set, TAG.set), TAG.set)
    if (!value || more.length > 0 || values.has(oidOf(oid)))
      throw new DerError('an attribute of one value was expected')
    values.set(oidOf(oid), value)
  }
  const isSame = expect(values.get(MESSAGE_DIGEST), TAG.octetString).content.equals(
    createHash(digest).update(content).digest(),
  )
  if (!isSame || oidOf(values.get(CONTENT_TYPE)) !== type) return undefined
  // Signed as a SET, written as [0] (RFC 5652 5.4).
  return { content: der(TAG.set, attributes.content), algorithm, signature }
}
