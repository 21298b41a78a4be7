import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyPluginCallback,
  FastifyServerFactory,
  RouteOptions,
} from 'fastify'
import { problem } from '../../kernel/index.ts'
import { addEntityTags } from './entity-tags.ts'
import { answerError } from './errors.ts'
import { createHandler } from './handler.ts'
import type { HttpOptions } from './http-options.ts'
import { httpProblems } from './http-problems.ts'
import { logOptions } from './log-lines.ts'
import { networkOf } from './network-of.ts'
import type { BoundRoute } from './route.ts'
import { addSecurityHeaders, securityHeaders } from './security-headers.ts'
import { createTlsServer } from './tls.ts'
import type { TlsMaterial } from './tls.ts'
import { createValidators } from './validation.ts'

const BODY_LIMIT = 256 * 1024
/** A slow sender is given up, so that it can't hold a connection for ever. */
const LIMITS = { requestTimeout: 120_000, keepAliveTimeout: 72_000 }

/** A server without routes: parsers, limits, headers, problems. Register routes with {@link registerRoutes}. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const server: FastifyInstance = Fastify({
    logger: logOptions(options.logger),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { strict: false } },
    requestTimeout: LIMITS.requestTimeout,
    keepAliveTimeout: LIMITS.keepAliveTimeout,
    ...(options.tls && { serverFactory: tlsFactory(options.tls, () => server.log) }),
    routerOptions: { maxParamLength: 200 },
    // An address that can't be read meets no route and no hook.
    frameworkErrors: (_error, request, reply) =>
      answerError(problem(httpProblems['not-found']), request, reply.headers(securityHeaders(options))),
  })
  addSecurityHeaders(server, options)
  addEntityTags(server)
  await server.register(cookie)
  await server.register(multipart, { limits: { files: 1, fields: 20, fieldSize: 64 * 1024, parts: 25 } })
  await server.register(rateLimit, {
    global: options.requestsPerMinute > 0,
    max: Math.max(options.requestsPerMinute, 1),
    timeWindow: 60_000,
    keyGenerator: (request) => networkOf(request.ip),
    // Probes, and the files of pages: thirty of them come with one page, and a whole hall may share an address.
    allowList: (request) => /^\/(healthz|readyz|(desk\/)?assets\/.*)$/.test(request.url),
    errorResponseBuilder: (_request, context) =>
      problem(httpProblems['too-many'], { seconds: Math.ceil(context.ttl / 1000) }),
  })
  server.setErrorHandler(answerError)
  server.setNotFoundHandler((request, reply) => answerError(problem(httpProblems['not-found']), request, reply))
  return server
}

function tlsFactory(material: TlsMaterial, log: () => FastifyBaseLogger): FastifyServerFactory<Server> {
  return (handler) =>
    createTlsServer(handler, LIMITS, {
      material,
      onRenewed: ({ validTo }) => log().warn({ validTo }, 'the TLS files changed: the new certificate serves'),
      onTrouble: (error) =>
        log().error({ err: error }, 'the TLS files changed and cannot be used: the former certificate serves'),
    })
}

/** Puts module routes on the server; refuses rows that can't be right. */
export function registerRoutes(server: FastifyInstance, routes: readonly BoundRoute[], options: HttpOptions): void {
  const validators = createValidators()
  const names = new Set<string>()
  for (const row of routes) {
    const { contract } = row
    if (names.has(contract.name)) throw new Error(`two routes are called ${contract.name}`)
    names.add(contract.name)
    const entry: RouteOptions = {
      method: contract.method,
      url: contract.path,
      bodyLimit: contract.upload?.maxBytes ?? contract.maxBodyBytes ?? BODY_LIMIT,
      ...(!('binary' in contract.response) && { schema: { response: { 200: contract.response } } }),
      config: row.perMinute === undefined ? {} : { rateLimit: { max: row.perMinute, timeWindow: 60_000 } },
      handler: createHandler(row, options, validators),
    }
    if (contract.isForm) void server.register(readingForms(entry))
    else server.route(entry)
  }
}

/** Forms are read where a protocol says so and nowhere else: pages of other sites can post them without being asked. */
function readingForms(entry: RouteOptions): FastifyPluginCallback {
  return (scope, _options, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, parsed) =>
      parsed(null, Object.fromEntries(new URLSearchParams(String(text)))),
    )
    scope.route(entry)
    done()
  }
}
