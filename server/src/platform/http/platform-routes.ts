import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import type { Database } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import { measure } from '../telemetry/metrics.ts'
import { httpProblems } from './http-problems.ts'
import { openApiOf } from './openapi.ts'
import type { BoundRoute } from './route.ts'

/** Waiting entries beyond which the ledger counts as falling behind: some seconds of a city's peak. */
const MOST_PENDING = 50_000

/** The fixed addresses of operation: alive, ready, measured, described. */
export function addPlatformRoutes(
  server: FastifyInstance,
  parts: {
    database: Database
    routes: readonly BoundRoute[]
    version: string
    givenUp: () => Promise<number>
    untold: () => Promise<number>
  },
): void {
  const { database } = parts
  const backlog = () => countPending(database)
  const metrics = measure(server, { backlog, givenUp: parts.givenUp, untold: parts.untold })
  const description = JSON.stringify(openApiOf(parts.routes, { title: 'Yiwang 一网', version: parts.version }))
  server.get('/healthz', () => ({ status: 'ok' }))
  server.get('/readyz', async (request, reply) => {
    const reason = await backlog().then(
      (pending) => (pending > MOST_PENDING ? `账本积压 ${pending} 条记录，等待排定位置` : undefined),
      (error: unknown) => {
        request.log.error({ err: error }, 'the database does not answer')
        return '数据库没有应答'
      },
    )
    return reason === undefined ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', reason })
  })
  server.get('/metrics', async (request, reply) => {
    // Figures of operation are for who stands beside the program, not for the public behind the proxy.
    if (isForwarded(request)) throw problem(httpProblems['not-found'])
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text())
  })
  server.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(description))
}

function isForwarded({ headers }: FastifyRequest): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
}

async function countPending(database: Database): Promise<number> {
  const settings = { readOnly: true, variables: { actor: 'readiness' } }
  return database.tx('yiwang_reader', settings, async (tx) => {
    const found = await sql<{
      count: number
    }>`select count(*)::int as count from (select from ledger.pending limit ${MOST_PENDING + 1}) as waiting`.execute(
      tablesOf<unknown>(tx),
    )
    return found.rows[0]?.count ?? 0
  })
}
