import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/**
 * Answers of the open interface carry an entity tag of their bytes, so that a partner who asks again for what has not
 * changed gets 304 and no body. Only there: what is inside may show personal data and is never kept by anyone between.
 */
export function addEntityTags(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const isOpen = request.method === 'GET' && request.url.startsWith('/open/') && reply.statusCode === 200
    if (!isOpen || typeof payload !== 'string') return done(null, payload)
    const tag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
    void reply.header('etag', tag).header('cache-control', 'public, no-cache')
    if (!matches(request.headers['if-none-match'], tag)) return done(null, payload)
    void reply.code(304).removeHeader('content-length')
    return done(null, '')
  })
}

function matches(header: string | undefined, tag: string): boolean {
  const offered = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return offered.includes(tag) || offered.includes('*')
}
