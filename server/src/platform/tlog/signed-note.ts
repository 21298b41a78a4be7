import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** A text and who signed it (C2SP signed-note). */
export interface Note {
  /** With its final newline, without the empty line after it. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: Buffer
  readonly signature: Buffer
  /** As it stands in the note, newline included. */
  readonly line: string
}

/** What a note is malformed by; told to whoever sent it. */
export class NoteError extends Error {}

/** 1: plain Ed25519 by a log. 4: a witness's cosignature with its time (C2SP tlog-cosignature). */
export const SIGNATURE = { ed25519: 1, cosignature: 4 } as const
export type SignatureType = (typeof SIGNATURE)[keyof typeof SIGNATURE]

/** A public key by its name: what somebody decided to trust. */
export interface VerifierKey {
  readonly name: string
  readonly type: SignatureType
  readonly keyId: Buffer
  readonly publicKey: KeyObject
}

export function verifierKey(name: string, type: SignatureType, key: KeyObject): VerifierKey {
  if (!isKeyName(name)) throw new NoteError(`a key name has no spaces and no plus: ${name}`)
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const keyId = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(rawOf(publicKey)).digest()
  return { name, type, keyId: keyId.subarray(0, 4), publicKey }
}

/** `name+key id+type and key`, as it is handed on and configured. */
export function formatVerifierKey({ name, type, keyId, publicKey }: VerifierKey): string {
  return `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.of(type), rawOf(publicKey)]).toString('base64')}`
}

/** @throws NoteError */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, material] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? []
  const bytes = material === undefined ? undefined : fromBase64(material)
  const type = Object.values(SIGNATURE).find((one) => one === bytes?.[0])
  if (!name || !bytes || type === undefined || bytes.length !== 33)
    throw new NoteError('not a verifier key: name+key id+Ed25519 key is expected')
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' })
  const key = verifierKey(name, type, publicKey)
  if (key.keyId.toString('hex') !== id) throw new NoteError('not a verifier key: name and key do not give this key id')
  return key
}

/** What a form, a mail or an editor does to a text is undone: line ends, blanks around it. */
export function asWritten(text: string): string {
  return `${text.replaceAll('\r\n', '\n').trim()}\n`
}

const MOST_SIGNATURES = 64

/** @throws NoteError */
export function parseNote(note: string): Note {
  const end = note.lastIndexOf('\n\n')
  if (end <= 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f\ufffd]/.test(note))
    throw new NoteError('not a signed note: a text, an empty line and signatures are expected')
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0 || lines.length > MOST_SIGNATURES)
    throw new NoteError('not a signed note: too few or too many signatures')
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) }
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? []
  const bytes = encoded === undefined ? undefined : fromBase64(encoded)
  if (!name || !isKeyName(name) || !bytes || bytes.length < 5)
    throw new NoteError('not a signed note: a signature line is malformed')
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4), line: `${line}\n` }
}

export function signatureLine({ name, keyId }: VerifierKey, signature: Uint8Array): string {
  return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`
}

export function signNote(text: string, name: string, key: KeyObject): string {
  return `${text}\n${signatureLine(verifierKey(name, SIGNATURE.ed25519, key), sign(null, Buffer.from(text), key))}`
}

/** The signature lines that carry the key's name and id; others are of no meaning to who holds this key. */
export function signaturesBy(note: Note, key: VerifierKey): NoteSignature[] {
  return note.signatures.filter(({ name, keyId }) => name === key.name && key.keyId.equals(keyId))
}

/** Whether a log's key signed the note. One line with its name and id that does not hold spoils the note. */
export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const lines = signaturesBy(note, key)
  const text = Buffer.from(note.text)
  return lines.length > 0 && lines.every(({ signature }) => verify(null, text, key.publicKey, signature))
}

/** Strict: one spelling for the same bytes. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

const isKeyName = (name: string): boolean => name !== '' && !/[\s+]/u.test(name)

/** What DER puts before the 32 bytes of an Ed25519 public key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

function rawOf(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new NoteError('an Ed25519 key is expected')
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
}
