import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosign, cosignedAt } from './cosignature.ts'
import { formatVerifierKey, isSignedBy, parseNote, parseVerifierKey, SIGNATURE, verifierKey } from './signed-note.ts'
import { formatProof, parseProof } from './tlog-proof.ts'

/** Key and note as the specification prints them (C2SP signed-note). */
const PRINTED_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const PRINTED_NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const { privateKey } = generateKeyPairSync('ed25519')
const checkpoint = { origin: 'example.cn/ledger', size: 7, root: Buffer.alloc(32, 9) }

describe('a signed note', () => {
  it('holds as the specification prints it, and its key is written the same way again', () => {
    const key = parseVerifierKey(PRINTED_KEY)
    expect(isSignedBy(parseNote(PRINTED_NOTE), key)).toBe(true)
    expect(formatVerifierKey(key)).toBe(PRINTED_KEY)
  })

  it('does not hold with another text, nor when a second line of the same key is false', () => {
    const key = parseVerifierKey(PRINTED_KEY)
    expect(isSignedBy(parseNote(PRINTED_NOTE.replace('an example', 'no example')), key)).toBe(false)
    const forged = Buffer.from(Buffer.alloc(68, 1).fill(key.keyId, 0, 4)).toString('base64')
    expect(isSignedBy(parseNote(`${PRINTED_NOTE}— example.com/foo ${forged}\n`), key)).toBe(false)
  })

  it('holds though unknown keys signed it too, even one of the same name', () => {
    const stranger = Buffer.alloc(68, 1).toString('base64')
    const note = `${PRINTED_NOTE}— example.com/foo ${stranger}\n— other.example ${stranger}\n`
    expect(isSignedBy(parseNote(note), parseVerifierKey(PRINTED_KEY))).toBe(true)
  })

  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n— a AAAAAAAA\n'],
    ['no newline at its end', PRINTED_NOTE.trimEnd()],
    ['a control character', PRINTED_NOTE.replace('This', 'Th\u0007is')],
    ['a signature that is not base64', PRINTED_NOTE.replace('Uw2Q', 'Uw2_')],
    ['a hyphen for the dash', PRINTED_NOTE.replace('—', '-')],
  ])('is refused with %s', (_what, note) => {
    expect(() => parseNote(note)).toThrow('not a signed note')
  })

  it.each([PRINTED_KEY.replace('530d903a', '530d903b'), PRINTED_KEY.replace('+Aek', '+Bek'), 'x', ''])(
    'is not verified with a key that contradicts itself: %s',
    (key) => expect(() => parseVerifierKey(key)).toThrow('not a verifier key'),
  )
})

describe('a checkpoint', () => {
  it('says what was signed, and nothing once a digit is changed', () => {
    const note = signCheckpoint(checkpoint, privateKey)
    expect(openCheckpoint(note, privateKey)).toEqual(checkpoint)
    expect(() => openCheckpoint(note.replace('\n7\n', '\n8\n'), privateKey)).toThrow('not signed by the key')
  })

  it.each(['a\n07\nAAAA\n', 'a\n-1\nAAAA\n', '\n1\nAAAA\n', 'a\n1\n', 'a\n1\nAAAA\n', 'a\n1e3\nAAAA\n'])(
    'has one spelling only: %j is none',
    (text) => expect(() => parseCheckpoint(text)).toThrow('not a checkpoint'),
  )
})

describe('a cosignature', () => {
  const witness = { name: 'witness.example/w1', key: generateKeyPairSync('ed25519').privateKey }
  const key = verifierKey(witness.name, SIGNATURE.cosignature, witness.key)
  const note = signCheckpoint(checkpoint, privateKey)
  const at = new Date('2026-11-22T03:04:05.678Z')

  it('says when the witness saw the tree, to the second', () => {
    const cosigned = parseNote(note + cosign(parseNote(note).text, witness, at))
    expect(cosignedAt(cosigned, key)).toEqual(new Date('2026-11-22T03:04:05Z'))
    expect(isSignedBy(cosigned, verifierKey(checkpoint.origin, SIGNATURE.ed25519, privateKey))).toBe(true)
  })

  it('is nothing on another text, with another time, or by another type of key', () => {
    const line = cosign(parseNote(note).text, witness, at)
    const later = Buffer.from(line.split(' ')[2]!, 'base64')
    later.writeBigUInt64BE(later.readBigUInt64BE(4) + 1n, 4)
    expect(cosignedAt(parseNote(signCheckpoint({ ...checkpoint, size: 8 }, privateKey) + line), key)).toBeUndefined()
    expect(cosignedAt(parseNote(`${note}— ${witness.name} ${later.toString('base64')}\n`), key)).toBeUndefined()
    expect(
      cosignedAt(parseNote(note + line), verifierKey(witness.name, SIGNATURE.ed25519, witness.key)),
    ).toBeUndefined()
  })
})

describe('a proof in a file', () => {
  const proof = {
    index: 5,
    hashes: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
    note: signCheckpoint(checkpoint, privateKey),
  }

  it('is read as it was written, with and without what the leaf is computed from', () => {
    expect(parseProof(formatProof(proof))).toEqual(proof)
    const disclosing = { ...proof, extra: Buffer.from('何人何事') }
    expect(parseProof(formatProof(disclosing))).toEqual(disclosing)
    expect(formatProof(proof).split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5'])
  })

  it('is refused in words, whatever was cut off or put in', () => {
    const file = formatProof({ ...proof, extra: Buffer.from('x') })
    for (const broken of [
      '',
      'x',
      file.slice(1),
      file.replace('index 5', 'index 05'),
      file.replace('AQEB', 'AQE'),
      file.replace('extra ', 'extra  '),
    ])
      expect(() => parseProof(broken)).toThrow('not a tlog-proof')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parseProof(text)).toThrow('not a tlog-proof')
      }),
    )
  })
})
