import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problem } from '../../kernel/index.ts'
import type { ProblemDefinition } from '../../kernel/index.ts'
import { httpProblems } from './http-problems.ts'

/** RFC 9457, with the problem's code and, for input, the fields that are wrong. */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly requestId: string
  readonly params?: Record<string, unknown>
  readonly fields?: readonly { path: string; message: string }[]
}

export function problemBody(refusal: Problem, requestId: string): ProblemBody {
  return {
    type: `urn:yiwang:problem:${refusal.definition.code.replace('/', ':')}`,
    title: refusal.definition.title,
    status: refusal.definition.status,
    detail: refusal.detail,
    code: refusal.definition.code,
    requestId,
    ...(Object.keys(refusal.params).length > 0 && { params: refusal.params }),
    ...(refusal.fields.length > 0 && { fields: refusal.fields }),
  }
}

/** Refusals are answered as they are; what Fastify or the database refuses is translated; the rest is our fault. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof Problem ? error : translated(error as FastifyError, request.id)
  if (refusal.definition.status >= 500) request.log.error({ err: error }, refusal.definition.code)
  if (refusal.definition === httpProblems.unavailable) void reply.header('retry-after', '5')
  if (refusal.definition === httpProblems['too-many']) void reply.header('retry-after', String(refusal.params.seconds))
  return reply
    .code(refusal.definition.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(refusal, request.id)))
}

const FASTIFY_CODES: Readonly<Record<string, ProblemDefinition>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: httpProblems['too-large'],
  FST_REQ_FILE_TOO_LARGE: httpProblems['too-large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: httpProblems['unsupported-type'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: httpProblems['unsupported-type'],
  FST_ERR_CTP_INVALID_JSON_BODY: httpProblems['malformed-body'],
  FST_ERR_CTP_EMPTY_JSON_BODY: httpProblems['malformed-body'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: httpProblems['malformed-body'],
  FST_ERR_NOT_FOUND: httpProblems['not-found'],
}

function translated(error: FastifyError, requestId: string): Problem {
  const known = FASTIFY_CODES[error.code]
  if (known) return problem(known)
  if (error instanceof SyntaxError && error.statusCode === 400) return problem(httpProblems['malformed-body'])
  if (isDatabaseAway(error)) return problem(httpProblems.unavailable)
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return problem(httpProblems['malformed-body'])
  return problem(httpProblems.fault, { requestId })
}

/** No connection, a connection that broke, a server that starts, stops or stands still, too many waiting, no room on its disk. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  if (code !== undefined && /^(08|57P0|53|57014|55P03|ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)) return true
  return /Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Connection ended/.test(
    message ?? '',
  )
}

/** Two acts stood in each other's way; the whole of one may simply be done again. */
export function isConflict(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '40001' || code === '40P01'
}
