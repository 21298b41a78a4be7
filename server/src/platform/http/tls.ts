import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { StartRefusal } from '../config/start-refusal.ts'

/** Where certificate and key lie, as PEM; the certificate with those between it and the root. */
export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

/** Certificate and key that were read and fit each other. */
export interface TlsMaterial extends TlsFiles {
  readonly options: SecureContextOptions
  readonly leaf: X509Certificate
  /** Changes with either file. */
  readonly digest: string
}

/**
 * TLS 1.2 and 1.3, with keys agreed for each connection and ciphers that authenticate (GB/T 22239—2019 8.1.4.7 and 8.1.4.8, RFC 9325).
 * OpenSSL's names; those of 1.3 stand first.
 */
const PROTOCOL = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers: [
    ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
    ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
    ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
    ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ].join(':'),
} as const satisfies SecureContextOptions

/** @throws StartRefusal when a file cannot be read, is none, or key and certificate are not of each other */
export async function readTls({ certificate, key }: TlsFiles): Promise<TlsMaterial> {
  const [cert, secret] = await Promise.all([readPem(certificate), readPem(key)])
  try {
    const leaf = new X509Certificate(cert)
    if (!leaf.checkPrivateKey(createPrivateKey(secret)))
      throw new StartRefusal(
        `TLS 私钥 ${key} 不是证书 ${certificate} 的。`,
        `The key ${key} is not that of the certificate ${certificate}.`,
      )
    const digest = createHash('sha256').update(cert).update('\0').update(secret).digest('hex')
    return { certificate, key, leaf, digest, options: { ...PROTOCOL, cert, key: secret } }
  } catch (cause) {
    if (cause instanceof StartRefusal) throw cause
    throw new StartRefusal(
      `TLS 证书或私钥读不懂（应为 PEM，私钥不加密）：${certificate}、${key}。`,
      `The TLS certificate or key is not understood (PEM, the key not encrypted): ${certificate}, ${key}.`,
      cause,
    )
  }
}

async function readPem(file: string): Promise<Buffer> {
  return await readFile(file).catch((cause: unknown) => {
    throw new StartRefusal(`读不了 ${file}。`, `${file} cannot be read.`, cause)
  })
}

export interface TlsServing {
  readonly material: TlsMaterial
  /** How often the files are looked at; absent: every ten seconds. */
  readonly everyMs?: number
  readonly onRenewed: (leaf: X509Certificate) => void
  /** Told once for each state of the files that cannot be used; the former certificate goes on serving. */
  readonly onTrouble: (refusal: unknown) => void
  /** Where clients are asked for certificates. */
  readonly client?: { readonly requestCert: boolean; readonly rejectUnauthorized: boolean; readonly ca: string[] }
}

const EVERY_MS = 10_000
const HANDSHAKE_MS = 15_000

/**
 * A server that ends TLS itself, and takes up a renewed certificate without being started again. The files are read again and again:
 * tools of renewal exchange links and whole folders, which no watch on a file survives.
 */
export function createTlsServer(handler: RequestListener, limits: ServerOptions, serving: TlsServing): Server {
  const { material, everyMs = EVERY_MS, onRenewed, onTrouble, client } = serving
  const options = { ...material.options, ...client, ...limits, handshakeTimeout: HANDSHAKE_MS }
  const server = createServer(options, handler)
  let current = material.digest
  let trouble = ''
  const look = async (): Promise<void> => {
    try {
      const found = await readTls(material)
      trouble = ''
      if (found.digest === current) return
      server.setSecureContext({ ...found.options, ...(client && { ca: client.ca }) })
      current = found.digest
      onRenewed(found.leaf)
    } catch (error) {
      const said = String(error)
      // Half of a renewal may be there at this moment: it is looked at again.
      if (said !== trouble) onTrouble(error)
      trouble = said
    }
  }
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  server.on('close', () => clearInterval(timer))
  return server
}
