import { createServer } from 'node:http'
import type { Server } from 'node:http'

/**
 * Sends who asks without encryption to the public address. Never to the host that the request names: that would lead wherever somebody
 * writes. What was sent along has travelled in clear and is not taken.
 */
export function createRedirectServer(publicUrl: string): Server {
  return createServer(
    { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 1_000 },
    (request, response) => {
      const isRead = request.method === 'GET' || request.method === 'HEAD'
      const path = /^\/(?!\/)[\x21-\x7e]*$/.test(request.url ?? '') ? request.url! : '/'
      response.writeHead(isRead ? 308 : 403, {
        ...(isRead && { location: `${publicUrl}${path}` }),
        'cache-control': 'no-store',
        connection: 'close',
        'content-length': 0,
      })
      response.end()
      request.resume()
    },
  )
}
