import type { FastifyRequest } from 'fastify'

/** Where the log goes; a test gives a stream of its own. */
export type LogSettings = boolean | { level: string; stream?: { write(line: string): void } }

/**
 * Logs are read by more people than cases are: an address loses its query (people search for names), and a database's
 * error loses the row that it quotes. Bodies, cookies and headers are never written.
 */
export function logOptions(settings: LogSettings) {
  if (settings === false) return false
  return { ...(settings === true ? {} : settings), serializers: { req: requestLine, err: errorLine } }
}

function requestLine(request: FastifyRequest) {
  return { method: request.method, path: request.url.split('?', 1)[0], remoteAddress: request.ip }
}

interface LoggedError {
  readonly name?: string
  readonly message?: string
  readonly stack?: string
  readonly code?: string
  /** Only errors of PostgreSQL have one. */
  readonly severity?: string
  readonly schema?: string
  readonly table?: string
  readonly constraint?: string
}

function errorLine(error: LoggedError) {
  const { name, code, severity, schema, table, constraint, stack = '' } = error
  const message = severity === undefined ? (error.message ?? '') : (error.message ?? '').replace(/"[^"]*"/g, '"…"')
  // The first lines of a stack repeat the message.
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return { type: name ?? 'Error', message, stack: [message, ...frames].join('\n'), code, schema, table, constraint }
}
