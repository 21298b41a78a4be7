import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { renderToPipeableStream } from 'react-dom/server'
import {
  createRequestHandler,
  type EntryContext,
  type HandleErrorFunction,
  RouterContextProvider,
  ServerRouter,
  type ServerBuild,
} from 'react-router'
import { createPortalRequest, type PortalVisit, portalRequest } from '../shared/portal-request.ts'

/** What the web server holds of the portal: one visit in, one answer out. */
export type AnswerVisit = (visit: PortalVisit) => Promise<Response>

/** The web server calls this once, with the build that this file is part of. */
export function createPortal(build: ServerBuild): AnswerVisit {
  const handle = createRequestHandler(build, 'production')
  return async (visit) => {
    const asked = createPortalRequest(visit)
    const context = new RouterContextProvider()
    context.set(portalRequest, asked)
    const response = await handle(visit.request, context)
    for (const cookie of asked.cookies) response.headers.append('set-cookie', cookie)
    return response
  }
}

/** A page is rendered whole before it is sent: its status is known then, and a fault becomes an error page. */
export default function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  page: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce } = context.get(portalRequest).visit
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const { pipe } = renderToPipeableStream(<ServerRouter context={page} url={request.url} nonce={nonce} />, {
    nonce,
    onAllReady() {
      const body = new PassThrough()
      headers.set('content-type', 'text/html; charset=utf-8')
      resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
      pipe(body)
    },
    onError: reject,
  })
  return promise
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return
  context.get(portalRequest).visit.reportFault(error)
}
