import type { LogSettings } from './log-lines.ts'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../kernel/index.ts'
import type { ActDeps } from '../act/index.ts'
import type { TlsMaterial } from './tls.ts'

export interface HttpOptions {
  readonly act: ActDeps
  /** Who sends this request; never throws for a stale or foreign cookie: that is an anonymous request. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor>
  readonly https: boolean
  /** The address of the public's pages: what comes from it is from us, whatever a proxy makes of the host. */
  readonly publicUrl: string
  /** Whether and how much is logged; false in tests. */
  readonly logger: LogSettings
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy?: string
  /** Certificate and key, where the program itself ends TLS. */
  readonly tls?: TlsMaterial
  /** Most requests a minute from one address over all routes; 0 for no limit. */
  readonly requestsPerMinute: number
}
