import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { originHash } from './witness-state.ts'
import type { WitnessState } from './witness-state.ts'
import type { Witness } from './witness.ts'

export interface ServedWitness {
  readonly witness: Witness
  readonly state: WitnessState
  /** Names of the logs that it watches. */
  readonly origins: readonly string[]
  readonly onFault: (error: unknown) => void
}

const MOST_BYTES = 64 * 1024

/** The witness over HTTP: checkpoints are handed in, and the last cosigned one of each log is shown. */
export function serveWitness(served: ServedWitness): Server {
  const server = createServer((request, response) => {
    answer(request, response, served).catch((error: unknown) => {
      served.onFault(error)
      if (!response.headersSent) send(response, 500, 'a fault of the witness\n')
      else response.destroy()
    })
  })
  server.requestTimeout = 30_000
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, served: ServedWitness): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://witness')
  if (pathname === '/add-checkpoint') {
    if (request.method !== 'POST') return send(response, 405, 'POST only\n', { allow: 'POST' })
    const body = await readBody(request)
    if (body === undefined) return send(response, 413, 'too large\n', { connection: 'close' })
    const said = await served.witness.addCheckpoint(body)
    return send(response, said.status, said.body, said.status === 409 ? { 'content-type': 'text/x.tlog.size' } : {})
  }
  const origin = served.origins.find((one) => pathname === `/${originHash(one)}/checkpoint`)
  const kept = origin === undefined || request.method !== 'GET' ? undefined : await served.state.read(origin)
  if (!kept) return send(response, 404, 'nothing here\n')
  return send(response, 200, kept.note)
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(bytes)
}
