import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../../kernel/index.ts'
import { securityHeaders } from '../../../platform/http/index.ts'
import { calledBy } from '../actions/provider-call.ts'
import type { ProviderHolder } from '../actions/open-provider.ts'

export interface OidcEndpoint {
  readonly provider: ProviderHolder
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
  readonly publicUrl: string
  readonly https: boolean
}

/** Applications exchange codes in bursts, and a whole office may share one address. */
const PER_MINUTE = 1_200

/**
 * Mounts the provider under /oidc. It reads bodies itself, so no parser of ours may eat them; a hijacked answer meets no
 * hook of ours, so the headers are set here.
 */
export async function mountOidc(server: FastifyInstance, endpoint: OidcEndpoint): Promise<void> {
  const headers = { ...securityHeaders(endpoint), 'content-security-policy': policy(endpoint.https) }
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/oidc/*',
      config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } },
      handler: async (request, reply) => {
        const actor = await endpoint.actorOf(request)
        const { answer } = await endpoint.provider.get()
        await answerRaw({ request, reply, headers, endpoint, actor, answer })
      },
    })
    done()
  })
}

interface RawAnswer {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly headers: Readonly<Record<string, string>>
  readonly endpoint: OidcEndpoint
  readonly actor: Actor
  readonly answer: (request: FastifyRequest['raw'], response: FastifyReply['raw']) => Promise<void>
}

async function answerRaw({ request, reply, headers, endpoint, actor, answer }: RawAnswer): Promise<void> {
  const { raw } = request
  const { host, protocol } = new URL(endpoint.publicUrl)
  // What the visitor says of these is not believed: the provider knows one address, the public one.
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-for'] = request.ip
  Object.assign(raw, { originalUrl: raw.url })
  raw.url = (raw.url ?? '').replace(/^\/oidc/, '') || '/'
  reply.hijack()
  for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value)
  reply.raw.setHeader('cache-control', 'no-store')
  const isSigningOut = raw.method === 'POST' && raw.url.startsWith('/session/end/confirm')
  await calledBy({ actor, requestId: request.id, isSigningOut }, () => answer(raw, reply.raw))
}

/** For the provider's own forms that send themselves on; it adds the digest of their one script. */
function policy(https: boolean): string {
  const schemes = https ? 'https:' : 'https: http:'
  return `default-src 'none'; script-src; form-action 'self' ${schemes}; base-uri 'none'; frame-ancestors 'none'`
}
