import { randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOLDER, OpensslAuthority } from '../../../test/openssl-ca.ts'
import type { Issued } from '../../../test/openssl-ca.ts'
import { crlAddressesOf, readCertificate } from './certificate.ts'
import { isSignedMessage, readSignedMessage } from './cms.ts'
import { readRevocationList, statusByList } from './crl.ts'
import { der, derOid, derTime, oidOf, readDer, timeOf } from './der.ts'
import { DerError, buildChain, holderOf, isFieldPlace, readCertificates, textsAt } from './index.ts'
import { readOcspAnswer } from './ocsp.ts'

let root: OpensslAuthority
let issuing: OpensslAuthority
let issued: Issued
const now = () => new Date(Date.now() + 1_000)
const one = (pem: string) => readCertificates(pem)[0]!

beforeAll(async () => {
  root = await OpensslAuthority.root('ecdsa', '根')
  issuing = await root.below('签发', {
    extensions: ['basicConstraints=critical,CA:true,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign'],
  })
  issued = await issuing.issue({
    subject: '/C=CN/O=演示公司/OU=一处/OU=二处/CN=王芳',
    extensions: [
      ...HOLDER,
      'crlDistributionPoints=URI:http://crl.example.cn/1.crl',
      '1.2.3.4=ASN1:FORMAT:UTF8,UTF8String:甲',
    ],
  })
}, 60_000)
afterAll(async () => {
  await root.remove()
  await issuing.remove()
})

describe('DER', () => {
  it('that is written is read again', () => {
    for (const oid of ['1.2.156.10197.1.501', '2.5.4.3', '2.999.1', '1.3.6.1.5.5.7.48.1'])
      expect(oidOf(readDer(derOid(oid)))).toBe(oid)
    for (const text of ['2049-12-31T23:59:59.000Z', '2050-01-01T00:00:00.000Z', '1999-02-28T12:00:00.000Z'])
      expect(timeOf(readDer(derTime(new Date(text)))).toISOString()).toBe(text)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
        expect(readDer(der(0x04, content)).content.equals(content)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('with a length that is longer than it needs, without end, or beyond its bytes is none', () => {
    for (const hex of ['0481017f', '04820001ff', '3080020101' + '0000', '0405ff', '04', '1f0100', '0401ff00'])
      expect(() => readDer(Buffer.from(hex, 'hex')), hex).toThrow(DerError)
  })
})

describe('whatever is handed in', () => {
  it('is read or refused as what it is not, and nothing else happens', async () => {
    const crl = await issuing.crl()
    const message = Buffer.from(await issuing.signMessage(issued, 'line'), 'base64')
    const certificate = one(issued.pem).der
    const question = { certificate: one(issued.pem), issuer: one(issuing.own.pem), nonce: randomBytes(16) }
    const readers: readonly ((bytes: Buffer) => unknown)[] = [
      readCertificate,
      readRevocationList,
      (bytes) => (isSignedMessage(bytes) ? readSignedMessage(bytes) : undefined),
    ]
    const spoilt = fc
      .tuple(
        fc.constantFrom(certificate, crl, message),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(),
      )
      .map(([from, changes, cut]) => {
        const bytes = Buffer.from(cut % 3 === 0 ? from.subarray(0, cut % from.length) : from)
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
        return bytes
      })
    await fc.assert(
      fc.asyncProperty(spoilt, async (bytes) => {
        for (const read of readers) expectOnlyDerError(() => read(bytes))
        await readOcspAnswer(bytes, question, now()).catch((error: unknown) => expect(error).toBeInstanceOf(DerError))
        expect(
          await holderOf({ signature: bytes.toString('base64'), certificates: issued.pem }, Buffer.from('x')),
        ).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})

function expectOnlyDerError(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(DerError)
  }
}

describe('a certificate', () => {
  it('says what openssl says it says', () => {
    const read = one(issued.pem)
    const openssl = execFileSync('openssl', [
      'x509',
      '-in',
      issued.certFile,
      '-noout',
      '-serial',
      '-enddate',
      '-dateopt',
      'iso_8601',
    ])
    const text = openssl.toString()
    expect(text).toContain(`serial=${read.serial.toUpperCase()}`)
    expect(text).toContain(`notAfter=${read.notAfter.toISOString().replace('T', ' ').replace('.000', '')}`)
    expect(textsAt(read, 'subject:CN')).toEqual(['王芳'])
    expect(textsAt(read, 'subject:OU')).toEqual(['一处', '二处'])
    expect(textsAt(read, 'subject:2.5.4.10')).toEqual(['演示公司'])
    expect(textsAt(read, 'extension:1.2.3.4')).toEqual(['甲'])
    expect(textsAt(read, 'extension:1.2.3.5')).toEqual([])
    expect(crlAddressesOf(read)).toEqual(['http://crl.example.cn/1.crl'])
    expect(isFieldPlace('subject:CN') && isFieldPlace('extension:1.2.3')).toBe(true)
    expect(isFieldPlace('subject:NAME')).toBe(false)
  })

  it('stands below no more authorities than the one above allows', async () => {
    const deeper = await issuing.below('再下一级')
    const holder = await deeper.issue({ subject: '/C=CN/CN=太深' })
    const others = [one(deeper.own.pem), one(issuing.own.pem)]
    const roots = [one(root.own.pem)]
    expect(await buildChain({ holder: one(holder.pem), others, roots, now: now() })).toBe('untrusted')
    const right = await buildChain({ holder: one(issued.pem), others, roots, now: now() })
    expect(right).toHaveLength(3)
    expect(await buildChain({ holder: one(issued.pem), others: [], roots, now: now() })).toBe('untrusted')
    await deeper.remove()
  })
})

describe('a list of revoked certificates', () => {
  it('speaks for its issuer’s certificates in its time, signed by who issued them', async () => {
    const list = readRevocationList(await issuing.crl())
    const about = { certificate: one(issued.pem), issuer: one(issuing.own.pem), now: now() }
    expect(await statusByList(list, about)).toBe('good')
    expect(await statusByList(list, { ...about, now: new Date(Date.now() + 90_000_000) })).toBeUndefined()
    expect(await statusByList(list, { ...about, now: new Date(Date.now() - 90_000_000) })).toBeUndefined()
    expect(await statusByList(list, { ...about, issuer: one(root.own.pem) })).toBeUndefined()
    const other = readRevocationList(await root.crl())
    expect(await statusByList(other, about)).toBeUndefined()
  })
})
