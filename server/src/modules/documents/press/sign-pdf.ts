import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import { PDFArray, type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import * as pkijs from 'pkijs'
import type { SealPlace } from './typeset.ts'
import type { SealKey } from './seal-keys.ts'

export interface PdfSignature {
  readonly key: SealKey
  /** Shown by readers beside the signature. */
  readonly name: string
  readonly reason: string
  readonly at: Date
  readonly place: SealPlace
}

/** PAdES B-B (ETSI EN 319 142-1 6.3): a detached CAdES signature over all bytes of the file but its own. */
export async function signPdf(pdf: Uint8Array, signature: PdfSignature): Promise<Buffer> {
  const prepared = await withPlaceholder(pdf, signature)
  const range = byteRange(prepared)
  writeByteRange(prepared, range)
  const signed = Buffer.concat([prepared.subarray(0, range[1]), prepared.subarray(range[2], range[2] + range[3])])
  const cms = Buffer.from(await detachedCms(signed, signature.key))
  if (cms.length > CMS_BYTES) throw new Error(`signature of ${cms.length} bytes does not fit in ${CMS_BYTES}`)
  prepared.write(cms.toString('hex').padEnd(CMS_BYTES * 2, '0'), range[1] + 1, 'latin1')
  return prepared
}

/** Room for the signature and a chain of four certificates. */
const CMS_BYTES = 12_288
/** Ten digits each: replaced in place once the true figures are known. */
const RANGE_PLACEHOLDER = 9_999_999_999

async function withPlaceholder(pdf: Uint8Array, signature: PdfSignature): Promise<Buffer> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const { context } = document
  const value = context.register(signatureDictionary(context, signature))
  const page = document.getPage(signature.place.page - 1)
  const half = signature.place.size / 2
  const y = page.getHeight() - signature.place.y
  const { x } = signature.place
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [x - half, y - half, x + half, y + half],
      V: value,
      T: PDFHexString.fromText('电子印章'),
      TU: PDFHexString.fromText(`${signature.name}电子印章`),
      // Print, and Locked: the seal can't be dragged away (ISO 32000-1 table 165).
      F: 4 + 128,
      P: page.ref,
      AP: { N: emptyAppearance(context, signature.place.size) },
    }),
  )
  page.node.addAnnot(widget)
  // SignaturesExist and AppendOnly (ISO 32000-1 table 219).
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [widget], SigFlags: 3 }))
  return Buffer.from(
    await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }),
  )
}

function signatureDictionary(context: PDFContext, signature: PdfSignature): PDFDict {
  const range = PDFArray.withContext(context)
  range.push(PDFNumber.of(0))
  for (let i = 0; i < 3; i++) range.push(PDFNumber.of(RANGE_PLACEHOLDER))
  const dictionary = PDFDict.withContext(context)
  dictionary.set(PDFName.of('Type'), PDFName.of('Sig'))
  dictionary.set(PDFName.of('Filter'), PDFName.of('Adobe.PPKLite'))
  dictionary.set(PDFName.of('SubFilter'), PDFName.of('ETSI.CAdES.detached'))
  dictionary.set(PDFName.of('ByteRange'), range)
  dictionary.set(PDFName.of('Contents'), PDFHexString.of('0'.repeat(CMS_BYTES * 2)))
  dictionary.set(PDFName.of('Name'), PDFHexString.fromText(signature.name))
  dictionary.set(PDFName.of('Reason'), PDFHexString.fromText(signature.reason))
  // PAdES keeps the claimed time here, not among the signed attributes (EN 319 142-1 6.3 table 1).
  dictionary.set(PDFName.of('M'), PDFString.fromDate(signature.at))
  return dictionary
}

/** The seal itself is drawn on the page; the field over it shows nothing of its own. */
function emptyAppearance(context: PDFContext, size: number): ReturnType<PDFContext['register']> {
  return context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, size, size] }))
}

type ByteRange = [0, number, number, number]

function byteRange(pdf: Buffer): ByteRange {
  const open = pdf.indexOf(`<${'0'.repeat(64)}`, 0, 'latin1')
  if (open < 0) throw new Error('the prepared PDF has no place for a signature')
  const close = pdf.indexOf('>', open, 'latin1') + 1
  return [0, open, close, pdf.length - close]
}

function writeByteRange(pdf: Buffer, range: ByteRange): void {
  const placeholder = `[ 0 ${Array(3).fill(RANGE_PLACEHOLDER).join(' ')} ]`
  const at = pdf.indexOf(placeholder, 0, 'latin1')
  if (at < 0) throw new Error('the prepared PDF has no byte range')
  pdf.write(`[ ${range.join(' ')} ]`.padEnd(placeholder.length), at, 'latin1')
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const DATA = '1.2.840.113549.1.7.1'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
/** RFC 5035: ties the signature to one certificate, without which a signature is CMS but not CAdES. */
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const SHA_256 = '2.16.840.1.101.3.4.2.1'
const RSA_SHA_256 = '1.2.840.113549.1.1.11'

async function detachedCms(data: Uint8Array, key: SealKey): Promise<ArrayBuffer> {
  const certificates = key.chain.map((der) => pkijs.Certificate.fromBER(Uint8Array.from(der)))
  const own = certificates[0]
  if (!own) throw new Error('a seal needs a certificate')
  const attributes = new pkijs.SignedAndUnsignedAttributes({
    type: 0,
    attributes: sortedSet([
      new pkijs.Attribute({ type: CONTENT_TYPE, values: [new asn1js.ObjectIdentifier({ value: DATA })] }),
      new pkijs.Attribute({ type: MESSAGE_DIGEST, values: [octets(sha256(data))] }),
      new pkijs.Attribute({ type: SIGNING_CERTIFICATE_V2, values: [signingCertificate(own, key.chain[0]!)] }),
    ]),
  })
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new asn1js.Null() }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: RSA_SHA_256, algorithmParams: new asn1js.Null() }),
    signedAttrs: attributes,
    signature: octets(await key.sign(toBeSigned(attributes))),
  })
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [signer.digestAlgorithm],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATA }),
    certificates,
    signerInfos: [signer],
  })
  return new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: signedData.toSchema(true) }).toSchema().toBER()
}

/** DER orders the members of a SET by their encoding; a verifier that re-encodes them would otherwise hash something else. */
function sortedSet(attributes: pkijs.Attribute[]): pkijs.Attribute[] {
  const encoded = attributes.map((attribute) => ({ attribute, der: Buffer.from(attribute.toSchema().toBER()) }))
  return encoded.sort((a, b) => Buffer.compare(a.der, b.der)).map(({ attribute }) => attribute)
}

/** What is signed is the attributes as SET OF, though they are stored with an implicit tag (RFC 5652 5.4). */
function toBeSigned(attributes: pkijs.SignedAndUnsignedAttributes): Uint8Array {
  const set = new asn1js.Set({ value: attributes.attributes.map((attribute) => attribute.toSchema()) })
  return new Uint8Array(set.toBER())
}

function signingCertificate(certificate: pkijs.Certificate, der: Uint8Array): asn1js.Sequence {
  const issuer = new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 4, value: certificate.issuer })] })
  const issuerSerial = new asn1js.Sequence({ value: [issuer.toSchema(), certificate.serialNumber] })
  // SHA-256 is the default of hashAlgorithm, and DER leaves defaults out.
  const certId = new asn1js.Sequence({ value: [octets(sha256(der)), issuerSerial] })
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certId] })] })
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: Uint8Array.from(bytes).buffer })
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest()
}
