import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { securityHeaders } from './security-headers.ts'
import { createTlsServer } from './tls.ts'
import type { TlsServing } from './tls.ts'

/** Who came to the door: what the browser keeps for us, and the certificates it showed, the holder's first, in DER. */
export interface DoorVisit {
  cookie(name: string): string | undefined
  readonly certificates: readonly Buffer[]
}

/** Where the browser goes on, and what it keeps for us on the way. */
export interface DoorAnswer {
  readonly location: string
  readonly cookie?: { readonly name: string; readonly value: string; readonly maxAgeSeconds: number }
}

export interface DoorOptions extends TlsServing {
  /** PEM: authorities that browsers are told of, so that they offer certificates of these. */
  readonly authorities: readonly string[]
  readonly answer: (visit: DoorVisit) => Promise<DoorAnswer>
  readonly onFault: (error: unknown) => void
}

const LIMITS = { requestTimeout: 15_000, headersTimeout: 15_000, keepAliveTimeout: 1_000, maxHeaderSize: 16_384 }
const MOST_CERTIFICATES = 8

/**
 * 客户端证书的入口: a port of its own, so that browsers ask for a certificate there and nowhere else. That a certificate is shown
 * proves that its key is there (TLS 1.2 and 1.3, CertificateVerify); whether it is trusted is judged by who answers, not by TLS.
 * Nothing but one redirect is served.
 */
export function createCertificateDoor({ authorities, answer, onFault, ...serving }: DoorOptions): Server {
  const client = { requestCert: true, rejectUnauthorized: false, ca: [...authorities] }
  return createTlsServer(
    (request, response) => {
      receive(answer, request, response).catch((error: unknown) => {
        onFault(error)
        end(response, 500)
      })
    },
    LIMITS,
    { ...serving, client },
  )
}

async function receive(
  answer: DoorOptions['answer'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume()
  if (request.method !== 'GET' || request.url !== '/') return end(response, 404)
  const cookies = cookiesOf(request.headers.cookie ?? '')
  const certificates = certificatesOf(request.socket as TLSSocket)
  const { location, cookie } = await answer({ cookie: (name) => cookies.get(name), certificates })
  const kept =
    cookie && `${cookie.name}=${cookie.value}; Max-Age=${cookie.maxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Lax`
  end(response, 303, { location, ...(kept !== undefined && { 'set-cookie': kept }) })
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    ...securityHeaders({ https: true }),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    connection: 'close',
    'content-length': 0,
    ...headers,
  })
  response.end()
}

function cookiesOf(header: string): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='))
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')] as const))
}

/** The holder's, and those above it as far as they were sent or are known. */
function certificatesOf(socket: TLSSocket): Buffer[] {
  const found: Buffer[] = []
  let next: ReturnType<TLSSocket['getPeerCertificate']> | undefined = socket.getPeerCertificate(true)
  while (next?.raw && found.length < MOST_CERTIFICATES && !found.some((one) => one.equals(next!.raw))) {
    found.push(next.raw)
    next = 'issuerCertificate' in next ? next.issuerCertificate : undefined
  }
  return found
}
