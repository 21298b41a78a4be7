import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** Prometheus text. */
  text(): Promise<string>
}

/** What is counted when somebody asks. */
export interface Counted {
  /** Entries that wait for their position. */
  backlog(): Promise<number>
  /** Jobs that failed as often as they may. */
  givenUp(): Promise<number>
  /** Entries of which a central log system was not told yet. */
  untold(): Promise<number>
}

/** Counts and times of requests by route, how far the ledger's positions lag behind, what was given up. One registry a program. */
export function measure(server: FastifyInstance, counted: Counted): Metrics {
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
      pending.set(await counted.backlog())
    },
  })
  const givenUp: Gauge = new Gauge({
    name: 'yiwang_jobs_given_up',
    help: 'Background jobs that failed as often as they may (yiwang jobs lists them)',
    registers: [registry],
    collect: async () => {
      givenUp.set(await counted.givenUp())
    },
  })
  const untold: Gauge = new Gauge({
    name: 'yiwang_syslog_waiting_entries',
    help: 'Entries of the audit that the central log system was not told yet; of several the one that lags most',
    registers: [registry],
    collect: async () => {
      untold.set(await counted.untold())
    },
  })
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })
  return { text: () => registry.metrics() }
}
