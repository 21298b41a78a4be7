import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface DeskOptions {
  /** `web/workbench/dist` */
  buildDir: string
  /** The server's clock: the pages reckon days by it and not by the official's machine. */
  now: () => Date
}

/** Mounts the officials' workbench at /desk: one page, whatever the address below it. */
export async function addDesk(server: FastifyInstance, options: DeskOptions): Promise<void> {
  const page = path.join(options.buildDir, 'index.html')
  if (!existsSync(page)) throw new Error(`The workbench is not built: ${page} is missing. Run "npm run build".`)
  const html = await readFile(page, 'utf8')
  await server.register(async (desk) => {
    await desk.register(fastifyStatic, {
      root: path.join(options.buildDir, 'assets'),
      prefix: '/desk/assets/',
      index: false,
      cacheControl: false,
      setHeaders: (reply) => reply.header('cache-control', 'public, max-age=31536000, immutable'),
    })
    desk.get('/desk', (_request, reply) => sendPage(reply, html, options.now()))
    desk.get('/desk/*', (_request, reply) => sendPage(reply, html, options.now()))
  })
}

/** Ant Design writes its styles at run time; it and our scripts learn the nonce from the page. */
function sendPage(reply: FastifyReply, html: string, now: Date): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const withNonce = html
    .replaceAll('__NONCE__', nonce)
    .replaceAll('__NOW__', now.toISOString())
    .replaceAll(/<(script|style|link)(?![^>]*\snonce=)(?=[\s>])/g, `<$1 nonce="${nonce}"`)
  return reply
    .header('content-security-policy', deskPolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(withNonce)
}

export function deskPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
