import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** Prometheus text. */
  text(): Promise<string>
}

/** Counts and times of requests by route, and how far the ledger's positions lag behind. One registry a program. */
export function measure(server: FastifyInstance, backlog: () => Promise<number>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'yiwang_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.03, 0.05, 0.1, 0.3, 1, 3],
    registers: [registry],
  })
  const pending: Gauge = new Gauge({
    name: 'yiwang_ledger_pending_entries',
    help: 'Entries that wait for their position',
    registers: [registry],
    collect: async () => {
      pending.set(await backlog())
    },
  })
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })
  return { text: () => registry.metrics() }
}
