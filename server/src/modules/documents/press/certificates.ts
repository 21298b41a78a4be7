import { createHash, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

export interface Issuer {
  readonly certificate: Uint8Array
  readonly key: KeyObject
}

/** A new key with its certificate, and what stands above it. */
export interface Fresh {
  readonly chain: readonly Uint8Array[]
  readonly key: KeyObject
}

const ROOT_NAME = '一网演示电子印章根证书'
const ROOT_YEARS = 20
const SEAL_YEARS = 5

/** A root of our own, for installations that only show what the product does. */
export async function createRoot(): Promise<Fresh> {
  const keys = await newKeys()
  const certificate = await blank(keys.publicKey, ROOT_YEARS)
  certificate.subject = nameOf(ROOT_NAME, ROOT_NAME)
  certificate.issuer = certificate.subject
  certificate.extensions = [basicConstraints(true), keyUsage(KEY_CERT_SIGN_AND_CRL_SIGN, 1), keyIdentifier(certificate)]
  return { chain: [await signed(certificate, keys.privateKey)], key: keys.privateKey }
}

export async function createSeal(root: Issuer, organizationName: string): Promise<Fresh> {
  const above = pkijs.Certificate.fromBER(Uint8Array.from(root.certificate))
  const keys = await newKeys()
  const certificate = await blank(keys.publicKey, SEAL_YEARS)
  certificate.subject = nameOf(organizationName, `${organizationName}行政审批专用章（演示）`)
  certificate.issuer = above.subject
  certificate.extensions = [
    basicConstraints(false),
    keyUsage(DIGITAL_SIGNATURE_AND_NON_REPUDIATION, 6),
    keyIdentifier(certificate),
    authorityIdentifier(above),
  ]
  return { chain: [await signed(certificate, root.key), root.certificate], key: keys.privateKey }
}

/** RSA: every reader of PDF verifies it. 3072 bits: good beyond 2030 (NIST SP 800-57 part 1 table 2). */
const RSA_BITS = 3072
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

function newKeys(): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS })
}

async function blank(publicKey: KeyObject, years: number): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate({ version: 2 })
  // 127 random bits, positive (RFC 5280 4.1.2.2).
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from(serial).buffer })
  // Real time, not the legal clock: other programs check these dates against their own clocks.
  const from = Date.now() - DAY_MS
  certificate.notBefore.value = new Date(from)
  certificate.notAfter.value = new Date(from + years * 365 * DAY_MS)
  await certificate.subjectPublicKeyInfo.importKey(publicKey.toCryptoKey(RSA, true, ['verify']))
  return certificate
}

const DAY_MS = 86_400_000

async function signed(certificate: pkijs.Certificate, key: KeyObject): Promise<Uint8Array> {
  await certificate.sign(key.toCryptoKey(RSA, false, ['sign']), 'SHA-256')
  return new Uint8Array(certificate.toSchema(true).toBER())
}

const COUNTRY = '2.5.4.6'
const ORGANIZATION = '2.5.4.10'
const COMMON_NAME = '2.5.4.3'

/** One attribute a step: pkijs would put all of them into one, so the name is encoded here and read back. */
function nameOf(organization: string, commonName: string): pkijs.RelativeDistinguishedNames {
  const steps = [
    [COUNTRY, new asn1js.PrintableString({ value: 'CN' })],
    [ORGANIZATION, new asn1js.Utf8String({ value: organization })],
    [COMMON_NAME, new asn1js.Utf8String({ value: commonName })],
  ] as const
  const sets = steps.map(([type, value]) => {
    const attribute = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })
    return new asn1js.Set({ value: [attribute] })
  })
  return pkijs.RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: sets }).toBER())
}

function basicConstraints(cA: boolean): pkijs.Extension {
  const constraints = cA ? new pkijs.BasicConstraints({ cA, pathLenConstraint: 0 }) : new pkijs.BasicConstraints()
  return extension('2.5.29.19', true, constraints.toSchema().toBER())
}

const DIGITAL_SIGNATURE_AND_NON_REPUDIATION = 0b1100_0000
const KEY_CERT_SIGN_AND_CRL_SIGN = 0b0000_0110

function keyUsage(bits: number, unusedBits: number): pkijs.Extension {
  const usage = new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits })
  return extension('2.5.29.15', true, usage.toBER())
}

function keyIdentifier(certificate: pkijs.Certificate): pkijs.Extension {
  const identifier = new asn1js.OctetString({ valueHex: keyHash(certificate) })
  return extension('2.5.29.14', false, identifier.toBER())
}

function authorityIdentifier(above: pkijs.Certificate): pkijs.Extension {
  const identifier = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: keyHash(above) }),
  })
  return extension('2.5.29.35', false, identifier.toSchema().toBER())
}

/** RFC 5280 4.2.1.2 method 1: SHA-1 of the key bits; an index, not a safeguard. */
function keyHash(certificate: pkijs.Certificate): ArrayBuffer {
  const key = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
  return Uint8Array.from(createHash('sha1').update(key).digest()).buffer
}

function extension(extnID: string, critical: boolean, extnValue: ArrayBuffer): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue })
}
