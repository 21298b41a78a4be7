import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export interface PortalOptions {
  /** `web/portal/build` */
  buildDir: string
  /** The calendar day in Asia/Shanghai by the server's own clock. */
  today(): string
  site: { jurisdiction: string; divisionName: string; publicUrl: string; isDemo: boolean }
}

/** The server build of the portal, as far as it concerns us; the rest of it is React Router's. */
interface PortalBuild {
  entry: { module: { createPortal(build: unknown): (visit: PortalVisit) => Promise<Response> } }
}

interface PortalVisit {
  request: Request
  nonce: string
  site: PortalOptions['site']
  today: string
  forward: Record<string, string>
  inject(request: InjectRequest): Promise<InjectResponse>
  reportFault(error: unknown): void
}

interface InjectRequest {
  method: string
  url: string
  headers: Record<string, string>
  payload?: string
}

interface InjectResponse {
  statusCode: number
  headers: Record<string, string | string[] | number | undefined>
  payload: string
}

/** Forms without files only: files go straight to the API, where their size is watched while they arrive. */
const maxFormBytes = 1024 * 1024

/** Mounts the public's pages on everything that no other route answers. */
export async function addPortal(server: FastifyInstance, options: PortalOptions): Promise<void> {
  const serverBuild = path.join(options.buildDir, 'server', 'index.js')
  if (!existsSync(serverBuild))
    throw new Error(`The portal is not built: ${serverBuild} is missing. Run "npm run build".`)
  const build = (await import(pathToFileURL(serverBuild).href)) as PortalBuild
  const answer = build.entry.module.createPortal(build)
  await server.register(async (portal) => {
    await serveAssets(portal, path.join(options.buildDir, 'client'))
    portal.removeAllContentTypeParsers()
    portal.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxFormBytes }, (_request, body, done) =>
      done(null, body),
    )
    portal.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      handler: (request, reply) => answerPage({ server, request, reply, answer, options }),
    })
  })
}

/** Assets carry a hash in their name and never change; what else lies in the build (icons, robots.txt) may. */
async function serveAssets(portal: FastifyInstance, root: string): Promise<void> {
  await portal.register(fastifyStatic, {
    root,
    wildcard: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders(reply, file) {
      const isHashed = file.startsWith(path.join(root, 'assets'))
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
    },
  })
}

interface Page {
  server: FastifyInstance
  request: FastifyRequest
  reply: FastifyReply
  answer: (visit: PortalVisit) => Promise<Response>
  options: PortalOptions
}

async function answerPage({ server, request, reply, answer, options }: Page): Promise<FastifyReply> {
  const elsewhere = underPublicName(request, options.site.publicUrl)
  if (elsewhere !== undefined) return reply.redirect(elsewhere)
  const nonce = randomBytes(16).toString('base64')
  const response = await answer({
    request: webRequest(request, options.site.publicUrl),
    nonce,
    site: options.site,
    today: options.today(),
    forward: forwardedHeaders(request),
    inject: (asked) => inject(server, request, asked),
    reportFault: (error) => request.log.error({ err: error }, 'portal page'),
  })
  reply.code(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') void reply.header(name, value)
  for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie)
  // What a signed-in visitor was shown must not be there for the next one at the same screen.
  const keeping = isKnown(request, response) ? 'private, no-store' : 'private, no-cache'
  if (!response.headers.has('cache-control')) void reply.header('cache-control', keeping)
  void reply.header('vary', 'accept-encoding, cookie')
  void reply.header('content-security-policy', pagePolicy(nonce))
  const page = Buffer.from(await response.arrayBuffer())
  if (!mayCompress(request, response, page)) return reply.send(page)
  void reply.header('content-encoding', 'br')
  return reply.send(await compressed(page))
}

const compressed = (page: Buffer) =>
  promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })

/**
 * Only what holds no secret: the length of a compressed page that repeats what was asked for would give away, guess by
 * guess, the token that a signed-in visitor's forms carry (BREACH).
 */
function mayCompress(request: FastifyRequest, response: Response, page: Buffer): boolean {
  const takesIt = /\bbr\b/.test(request.headers['accept-encoding']?.toString() ?? '')
  const isText = response.headers.get('content-type')?.startsWith('text/') ?? false
  return takesIt && isText && !isKnown(request, response) && page.length > 1024
}

function isKnown(request: FastifyRequest, response: Response): boolean {
  return /session=/.test(request.headers.cookie ?? '') || response.headers.has('set-cookie')
}

/** Pages run our own scripts and nothing else; no inline style attribute is written by the server. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Where a page of this machine is that was asked for under its other name: who types 127.0.0.1 where the public address says
 * localhost would fill in a form that is then refused as a stranger's. The port must be ours: a proxy's visitors are let be.
 */
function underPublicName(request: FastifyRequest, publicUrl: string): string | undefined {
  const named = new URL(publicUrl)
  const asked = URL.parse(`${named.protocol}//${request.host}`)
  if (request.method === 'POST' || !asked || asked.host === named.host || asked.port !== named.port) return undefined
  return LOOPBACK.has(asked.hostname) && LOOPBACK.has(named.hostname) ? `${named.origin}${pathOf(request)}` : undefined
}

/** A path of ours, whatever was sent: `//other.example` is none. */
function pathOf({ url }: FastifyRequest): string {
  return url.startsWith('/') ? url.replace(/^[/\\]+/, '/') : '/'
}

/** The page is told of the public's address, not of what the sender calls the host: nothing that is shown may depend on that. */
function webRequest(request: FastifyRequest, publicUrl: string): Request {
  const path = request.url.startsWith('/') ? request.url : '/'
  const url = new URL(`${new URL(publicUrl).origin}${path}`)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const body = request.body instanceof Buffer ? new Uint8Array(request.body) : null
  return new Request(url, { method: request.method, headers, ...(body && { body }) })
}

/** What the API may know of the visitor behind a page: the session, and whom to count for the rate limits. */
function forwardedHeaders(request: FastifyRequest): Record<string, string> {
  const kept = ['cookie', 'user-agent', 'accept-language', 'sec-fetch-site', 'origin'] as const
  return Object.fromEntries(kept.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])))
}

async function inject(server: FastifyInstance, page: FastifyRequest, asked: InjectRequest): Promise<InjectResponse> {
  const response = await server.inject({
    method: asked.method as 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: asked.url,
    headers: { ...asked.headers, host: page.host },
    remoteAddress: page.ip,
    ...(asked.payload !== undefined && { payload: asked.payload }),
  })
  return { statusCode: response.statusCode, headers: response.headers, payload: response.payload }
}
