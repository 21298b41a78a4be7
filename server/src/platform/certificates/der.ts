/** One element of DER (X.690): its tag, all its bytes, and what is inside. */
export interface Der {
  readonly tag: number
  readonly bytes: Buffer
  readonly content: Buffer
}

/** What was handed in is no DER, or not of the form that was expected. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** `[n]` of a module: constructed or, for what is implicitly primitive, plain. */
export function contextTag(n: number, form: 'constructed' | 'primitive' = 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) | n
}

/** Exactly one element: whatever follows it is no part of the message and refused. @throws DerError */
export function readDer(bytes: Buffer): Der {
  const element = elementAt(bytes, 0)
  if (element.bytes.length !== bytes.length) throw new DerError('something follows the element')
  return element
}

/** What an element holds, one after the other; lists of revoked certificates are long. @throws DerError */
export function* eachOf({ content }: Der): Generator<Der> {
  for (let at = 0; at < content.length; ) {
    const element = elementAt(content, at)
    yield element
    at += element.bytes.length
  }
}

export function partsOf(element: Der, tag: number = TAG.sequence): Der[] {
  return [...eachOf(expect(element, tag))]
}

/** @throws DerError when it is absent or something else */
export function expect(element: Der | undefined, tag: number): Der {
  if (element?.tag !== tag) throw new DerError(`a ${tag.toString(16)} was expected`)
  return element
}

/** Real ones have twenty; adding up a very long one would take long. */
const MOST_OID_BYTES = 64

export function oidOf(element: Der | undefined): string {
  const { content } = expect(element, TAG.oid)
  if (content.length > MOST_OID_BYTES) throw new DerError('an object identifier that is too long')
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if ((byte & 0x80) !== 0) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first, ...rest] = arcs
  if (first === undefined || (content.at(-1)! & 0x80) !== 0) throw new DerError('an object identifier that is none')
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...rest].join('.')
}

/** The bits of a BIT STRING of whole bytes, as keys and signatures are. */
export function bitsOf(element: Der | undefined): Buffer {
  const { content } = expect(element, TAG.bitString)
  if (content[0] !== 0) throw new DerError('a bit string that does not end with a byte')
  return content.subarray(1)
}

/** `YYMMDDhhmmssZ` until 2049 and `YYYYMMDDhhmmssZ` (RFC 5280 4.1.2.5). */
export function timeOf(element: Der | undefined): Date {
  const isShort = element?.tag === TAG.utcTime
  const text = expect(element, isShort ? TAG.utcTime : TAG.generalizedTime).content.toString('latin1')
  const found = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text)
  if (found?.[1]?.length !== (isShort ? 2 : 4)) throw new DerError('a time that is none')
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const century = isShort ? (year < 50 ? 2000 : 1900) : 0
  return new Date(Date.UTC(century + year, month - 1, day, hour, minute, second))
}

/** Numbers of a certificate and the like, so that two spellings of one are one. */
export function numberOf(element: Der | undefined): string {
  return expect(element, TAG.integer).content.toString('hex')
}

export function smallNumberOf(element: Der): number {
  const { content } = expect(element, TAG.integer)
  if (content.length > 3 || content[0]! > 0x7f) throw new DerError('a number that is too large')
  return content.readUIntBE(0, content.length)
}

/** Writes one element. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const digits = length.toString(16)
  const size = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | size.length), size, content])
}

export function derOid(text: string): Buffer {
  const [root = 0, second = 0, ...rest] = text.split('.').map(Number)
  const arcs = [root * 40 + second, ...rest].flatMap((arc) => {
    const bytes = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 0x7f) | 0x80)
    return bytes
  })
  return der(TAG.oid, Buffer.from(arcs))
}

/** A BIT STRING of whole bytes. */
export function bitString(content: Uint8Array): Buffer {
  return der(TAG.bitString, Buffer.of(0), content)
}

/** RFC 5280 4.1.2.5: two places of the year until 2049. */
export function derTime(at: Date): Buffer {
  const text = `${at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`
  const isShort = at.getUTCFullYear() < 2050
  return der(isShort ? TAG.utcTime : TAG.generalizedTime, Buffer.from(isShort ? text.slice(2) : text))
}

function elementAt(bytes: Buffer, at: number): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('an element that is none')
  if (first < 0x80) return cut(bytes, { at, header: 2, length: first })
  const size = first & 0x7f
  // Lengths without end (0x80) are BER and not DER; four bytes of length are four gigabytes.
  if (size === 0 || size > 4 || at + 2 + size > bytes.length) throw new DerError('a length that is none')
  const length = bytes.readUIntBE(at + 2, size)
  if (length < 0x80 || (size > 1 && bytes[at + 2] === 0)) throw new DerError('a length that is longer than it needs')
  return cut(bytes, { at, header: 2 + size, length })
}

function cut(bytes: Buffer, { at, header, length }: { at: number; header: number; length: number }): Der {
  const end = at + header + length
  if (end > bytes.length) throw new DerError('an element that ends too early')
  return { tag: bytes[at]!, bytes: bytes.subarray(at, end), content: bytes.subarray(at + header, end) }
}
