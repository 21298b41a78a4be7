import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { TAG, bitString, contextTag, der, derOid, derTime } from '../platform/certificates/index.ts'
import type { KnownCompany, KnownPerson } from './real-name-world.ts'

/** A simulated authority of certificates with keys of invented people, as a key holder's tool would have them. */
export interface CertificateDesk {
  /** PEM of its root. */
  readonly root: string
  /** True when the request was one of ours and is answered. */
  answer(request: IncomingMessage, response: ServerResponse, at: { url: URL; text: string }): boolean
}

interface Holder {
  readonly name: string
  readonly certificate: Buffer
  readonly issuer: Buffer
  readonly serial: Buffer
  readonly key: KeyObject
}

const ECDSA_SHA256 = der(TAG.sequence, derOid('1.2.840.10045.4.3.2'))
const SHA256 = der(TAG.sequence, derOid('2.16.840.1.101.3.4.2.1'))
const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** GM/T 0015. */
const CITIZEN_ID = '1.2.156.10260.4.1.1'
const CREDIT_CODE = '1.2.156.10260.4.1.4'
/** The demo's and the journeys' legal time is moved about: what is signed here holds long before and after today. */
const HOLDS_MS = 10 * 365 * 86_400_000

export function createCertificateDesk(
  people: readonly KnownPerson[],
  companies: readonly KnownCompany[],
): CertificateDesk {
  const name = nameOf('演示数字证书认证机构（模拟）')
  const keys = newKey()
  const root = certificate({
    subject: name,
    issuer: name,
    key: keys.publicKey,
    by: keys.privateKey,
    extensions: [
      extension('2.5.29.19', true, der(TAG.sequence, der(TAG.boolean, Buffer.of(0xff)))),
      usage(0b0000_0110, 1),
    ],
  })
  const make = (title: string, [oid, number]: readonly [string, string], organization?: string): Holder => {
    const own = newKey()
    const extensions = [usage(0b1100_0000, 6), extension(oid, false, der(0x13, Buffer.from(number)))]
    const made = certificate({
      subject: nameOf(title, organization),
      issuer: name,
      key: own.publicKey,
      by: keys.privateKey,
      extensions,
    })
    return { name: title, certificate: made.der, serial: made.serial, issuer: name, key: own.privateKey }
  }
  const holders = [
    ...people.map((person) => make(person.name, [CITIZEN_ID, person.citizenId])),
    ...companies.map((company) => make(company.name, [CREDIT_CODE, company.creditCode], company.name)),
  ]
  return {
    root: pemOf('CERTIFICATE', root.der),
    answer: (_request, response, { url, text }) => {
      if (url.pathname === '/certificates/crl') return list(response, name, keys.privateKey)
      if (url.pathname === '/certificates/sign') return signFor(response, holders, new URLSearchParams(text))
      if (url.pathname !== '/certificates') return false
      return page(response, tool(holders))
    },
  }
}

/** The tool's page: which key, and what to sign. */
function tool(holders: readonly Holder[]): string {
  const choice = ({ name }: Holder, place: number) =>
    `<label><input type="radio" name="holder" value="${place}"${place === 0 ? ' checked' : ''}> ${name}</label><br>`
  return `<form method="post" action="/certificates/sign"><fieldset><legend>用谁的证书</legend>${holders.map(choice).join('')}</fieldset><p><label for="text">待签名内容</label><br><textarea id="text" name="text" rows="4" cols="40"></textarea></p><button>签名</button></form>`
}

function signFor(response: ServerResponse, holders: readonly Holder[], form: URLSearchParams): boolean {
  const holder = holders[Number(form.get('holder'))]
  const text = form.get('text') ?? ''
  if (!holder || !/^[\x20-\x7e]+$/.test(text)) return page(response, '<p>请选证书，填写待签名内容。</p>')
  const message = pemOf('CMS', signedMessage(holder, Buffer.from(text)))
  return page(
    response,
    `<p>${holder.name}的签名：</p><textarea aria-label="签名" rows="12" cols="66" readonly>${message}</textarea>`,
  )
}

/** RFC 5652, without attributes: the signature is over the text itself. */
function signedMessage({ certificate: own, issuer, serial, key }: Holder, content: Buffer): Buffer {
  const signer = der(
    TAG.sequence,
    der(TAG.integer, Buffer.of(1)),
    der(TAG.sequence, issuer, der(TAG.integer, serial)),
    SHA256,
    ECDSA_SHA256,
    der(TAG.octetString, sign('sha256', content, key)),
  )
  const signedData = der(
    TAG.sequence,
    der(TAG.integer, Buffer.of(1)),
    der(TAG.set, SHA256),
    der(TAG.sequence, derOid(DATA)),
    der(contextTag(0), own),
    der(TAG.set, signer),
  )
  return der(TAG.sequence, derOid(SIGNED_DATA), der(contextTag(0), signedData))
}

/** Nobody's certificate is revoked here. */
function list(response: ServerResponse, issuer: Buffer, by: KeyObject): boolean {
  const content = der(TAG.sequence, der(TAG.integer, Buffer.of(1)), ECDSA_SHA256, issuer, ...times())
  response.writeHead(200, { 'content-type': 'application/pkix-crl' }).end(signed(content, by))
  return true
}

function certificate(about: {
  subject: Buffer
  issuer: Buffer
  key: KeyObject
  by: KeyObject
  extensions: readonly Buffer[]
}): { der: Buffer; serial: Buffer } {
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const content = der(
    TAG.sequence,
    der(contextTag(0), der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, serial),
    ECDSA_SHA256,
    about.issuer,
    der(TAG.sequence, ...times()),
    about.subject,
    about.key.export({ type: 'spki', format: 'der' }),
    der(contextTag(3), der(TAG.sequence, ...about.extensions)),
  )
  return { der: signed(content, about.by), serial }
}

function times(): Buffer[] {
  const now = Date.now()
  return [derTime(new Date(now - HOLDS_MS)), derTime(new Date(now + HOLDS_MS))]
}

function signed(content: Buffer, by: KeyObject): Buffer {
  return der(TAG.sequence, content, ECDSA_SHA256, bitString(sign('sha256', content, by)))
}

function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function nameOf(commonName: string, organization?: string): Buffer {
  const part = (oid: string, text: string) => der(TAG.set, der(TAG.sequence, derOid(oid), der(0x0c, Buffer.from(text))))
  return der(
    TAG.sequence,
    ...(organization === undefined ? [] : [part('2.5.4.10', organization)]),
    part('2.5.4.3', commonName),
  )
}

function extension(oid: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [der(TAG.boolean, Buffer.of(0xff))] : []
  return der(TAG.sequence, derOid(oid), ...critical, der(TAG.octetString, value))
}

function usage(bits: number, unused: number): Buffer {
  return extension('2.5.29.15', true, der(TAG.bitString, Buffer.of(unused, bits)))
}

function pemOf(label: string, content: Buffer): string {
  const lines = content.toString('base64').replaceAll(/.{1,64}/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`
}

function page(response: ServerResponse, content: string): boolean {
  const style =
    'body{font:17px/1.75 sans-serif;max-width:42em;margin:2em auto;padding:0 1em}textarea{max-width:100%}button{min-height:44px;font:inherit}'
  const title = '证书签名工具（模拟）'
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1>${content}</main></html>`,
    )
  return true
}
