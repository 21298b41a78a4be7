import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { ValidateFunction } from 'ajv'
import { Problem, problem } from '../../kernel/index.ts'
import type { Actor, BinaryFile, IncomingFile } from '../../kernel/index.ts'
import { runAct } from '../act/index.ts'
import type { Context } from '../act/index.ts'
import { permitProblems } from '../permits/index.ts'
import { isCsrfToken } from './csrf.ts'
import { isConflict } from './errors.ts'
import type { HttpOptions } from './http-options.ts'
import { httpProblems } from './http-problems.ts'
import { findAnswerStatement, intentOf, keepAnswer, keptAnswer } from './idempotency.ts'
import type { Intent, KeptAnswer } from './idempotency.ts'
import type { BoundRoute, RequestFacts } from './route.ts'
import { networkOf } from './network-of.ts'
import { unstorableFields } from './storable-text.ts'
import { readUpload } from './upload.ts'
import type { Upload } from './upload.ts'
import { fieldErrors } from './validation.ts'
import type { createValidators } from './validation.ts'

type Validators = ReturnType<typeof createValidators>

interface Compiled {
  readonly params?: ValidateFunction
  readonly query?: ValidateFunction
  readonly body?: ValidateFunction
}

const NO_FILE: IncomingFile = {
  fileName: '',
  declaredType: '',
  stream: (async function* () {
    yield* []
  })(),
}

/** One route as Fastify wants it: authenticate, permit, read, validate, then act in one transaction. */
export function createHandler(row: BoundRoute, options: HttpOptions, validators: Validators): RouteHandlerMethod {
  const { contract } = row
  const compiled: Compiled = {
    ...(contract.params && { params: validators.coerced(contract.params) }),
    ...(contract.query && { query: validators.coerced(contract.query) }),
    ...(contract.body && {
      body: contract.upload ? validators.coerced(contract.body) : validators.strict(contract.body),
    }),
  }
  return async (request, reply) => {
    const actor = await options.authenticate(request)
    checkPermit(row.permit, actor)
    const upload = contract.upload ? await readUpload(request, contract.upload) : undefined
    if (upload) reply.raw.once('finish', () => discardRest(request))
    try {
      if (contract.method !== 'GET') checkCsrf(request, actor, upload, options)
      const input = readInput(request, compiled, upload)
      const call = { row, options, request, reply, actor, input, file: upload?.file ?? NO_FILE }
      return await (contract.method === 'GET' ? answerRead(call) : answerWrite(call, upload))
    } catch (error) {
      if (upload?.next && error instanceof Problem) return reply.redirect(withProblem(upload.next, error), 303)
      throw error
    }
  }
}

interface Call {
  readonly row: BoundRoute
  readonly options: HttpOptions
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly actor: Actor
  readonly input: unknown
  readonly file: IncomingFile
}

async function answerRead(call: Call): Promise<unknown> {
  const value = await runAct(
    call.options.act,
    { actor: call.actor, requestId: call.request.id, mode: call.row.records ? 'record' : 'read' },
    (ctx) => call.row.run(ctx, call.input, call.file, factsOf(call), undefined),
  )
  if ('binary' in call.row.contract.response) return sendFile(call, value as BinaryFile)
  return value
}

const MOST_TRIES = 3

async function answerWrite(call: Call, upload: Upload | undefined): Promise<unknown> {
  const { request, reply, actor } = call
  const key = request.headers['idempotency-key'] ?? upload?.key
  const said = upload ? { ...(call.input as object), fileName: upload.file.fileName } : call.input
  const intent =
    call.row.contract.method === 'POST' && !call.row.contract.isForm
      ? intentOf(
          { actor, header: key, vault: call.options.act.vault },
          { method: 'POST', path: request.routeOptions.url ?? '', input: said },
        )
      : undefined
  const prepared = await prepare(call)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await act(call, intent, prepared)
      if (upload?.next) return reply.redirect(upload.next, 303)
      if ('binary' in call.row.contract.response) return sendFile(call, answer.body as BinaryFile)
      return reply.code(answer.status).send(answer.body)
    } catch (error) {
      const kept = intent && (await answerOfOther(call, intent, error))
      if (kept) return reply.code(kept.status).send(kept.body)
      // Two acts stood in each other's way. An upload's bytes are gone by then, so it is not done again.
      if (!isConflict(error) || attempt >= MOST_TRIES || upload) throw error
    }
  }
}

/** A file refused halfway: unless the rest is read off the wire, its sender hangs until the connection times out. */
function discardRest(request: FastifyRequest): void {
  request.raw.unpipe()
  request.raw.resume()
}

/** What the row does before its transaction opens, so that no connection waits for it. */
function prepare(call: Call): Promise<unknown> {
  const settings = { actor: call.actor, requestId: call.request.id, mode: 'read' as const }
  const work = { act: <T>(fn: (ctx: Context) => Promise<T>) => runAct(call.options.act, settings, fn) }
  return call.row.prepare?.(work, call.input, factsOf(call), call.file) ?? Promise.resolve(undefined)
}

function act(call: Call, intent: Intent | undefined, prepared: unknown): Promise<KeptAnswer> {
  const { actor, request } = call
  const settings = {
    actor,
    requestId: request.id,
    mode: 'write' as const,
    ...(intent && { also: findAnswerStatement(intent) }),
  }
  return runAct(call.options.act, settings, async (ctx, also) => {
    const kept = intent && keptAnswer(intent, also, ctx.vault)
    if (kept) {
      ctx.nothingChanged()
      return kept
    }
    const answer = { status: 200, body: await call.row.run(ctx, call.input, call.file, factsOf(call), prepared) }
    if (intent && !call.row.isRepeatable) ctx.beforeCommit(() => keepAnswer(ctx, intent, answer))
    return answer
  })
}

/** A twin of this request may have won meanwhile: then its answer is this one's, whatever went wrong here. */
async function answerOfOther(call: Call, intent: Intent, error: unknown): Promise<KeptAnswer | undefined> {
  const lostRace =
    error instanceof Problem ? error.definition.status === 409 : (error as { code?: string }).code === '23505'
  if (!lostRace) return undefined
  const settings = {
    actor: call.actor,
    requestId: call.request.id,
    mode: 'read' as const,
    also: findAnswerStatement(intent),
  }
  return runAct(call.options.act, settings, (ctx, also) => Promise.resolve(keptAnswer(intent, also, ctx.vault)))
}

/** @throws permit/sign-in-required, permit/not-allowed */
export function checkPermit(permit: string, actor: Actor): void {
  if (permit === 'public') return
  if (actor.kind === 'anonymous') throw problem(permitProblems['sign-in-required'])
  if (permit !== 'signed-in' && !actor.grants.has(permit)) throw problem(permitProblems['not-allowed'])
}

/**
 * A cookie alone proves nothing about the page that sent it: unsafe methods of a session carry its token. Nobody's
 * session yet has none, so the browser's own word counts too: else another site could sign a visitor in as somebody else.
 */
function checkCsrf(request: FastifyRequest, actor: Actor, upload: Upload | undefined, options: HttpOptions): void {
  if (isFromElsewhere(request, options)) throw problem(httpProblems['csrf-token'])
  if (actor.sessionId === undefined) return
  const token = request.headers['x-csrf-token'] ?? upload?.csrf
  if (typeof token !== 'string' || !isCsrfToken(options.act.vault, actor.sessionId, token))
    throw problem(httpProblems['csrf-token'])
}

/** Browsers say from where a request comes: all of today by Sec-Fetch-Site, older ones by Origin, programs not at all. */
function isFromElsewhere(request: FastifyRequest, options: HttpOptions): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (origin === undefined) return false
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host !== request.headers.host && host !== request.host && host !== new URL(options.publicUrl).host
}

/** Path, query and body as one object; the path wins where names meet. */
function readInput(request: FastifyRequest, compiled: Compiled, upload: Upload | undefined): unknown {
  const body = upload ? upload.fields : (request.body ?? {})
  const unstorable = [request.query, body, request.params].flatMap(unstorableFields)
  if (unstorable.length > 0) throw problem(httpProblems['invalid-input'], {}, unstorable)
  const parts = [
    [compiled.query, request.query],
    [compiled.body, body],
    [compiled.params, request.params],
  ] as const
  const errors = parts.flatMap(([check, value]) => (check && !check(value) ? fieldErrors(check.errors) : []))
  if (errors.length > 0) throw problem(httpProblems['invalid-input'], {}, errors)
  return Object.assign({}, ...parts.map(([check, value]) => (check ? value : {})))
}

/** Not the cookies: those of the look stay, and those of sign-ins are taken back one by one. */
const FORGET_PAGES = '"cache", "storage"'

function factsOf(call: Call): RequestFacts {
  const { request, reply, options } = call
  return {
    network: networkOf(request.ip),
    userAgent: request.headers['user-agent'] ?? '',
    cookie: (name) => request.cookies[name],
    forgetPages: () => void reply.header('clear-site-data', FORGET_PAGES),
    setCookie: (name, value, settings) => {
      const shared = {
        path: '/',
        secure: options.https,
        sameSite: 'lax' as const,
        httpOnly: settings?.httpOnly ?? true,
      }
      if (value === undefined) void reply.clearCookie(name, shared)
      else
        void reply.setCookie(name, value, {
          ...shared,
          ...(settings?.maxAgeSeconds !== undefined && { maxAge: settings.maxAgeSeconds }),
        })
    },
  }
}

function sendFile({ reply }: Call, file: BinaryFile): FastifyReply {
  const name = extendedValue(file.fileName)
  void reply.header('content-type', file.mediaType)
  void reply.header('content-disposition', `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
  // A document shown inside a page of ours may run nothing.
  void reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
  )
  void reply.header('x-frame-options', 'SAMEORIGIN')
  void reply.header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'private, no-store')
  if (file.bytes !== undefined) void reply.header('content-length', file.bytes)
  return reply.send(file.stream)
}

/** RFC 8187: what a header may hold of a name, the rest by percent and two digits. */
function extendedValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*!]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function withProblem(next: string, refusal: Problem): string {
  const url = new URL(next, 'http://local')
  url.searchParams.set('problem', refusal.definition.code)
  return `${url.pathname}${url.search}${url.hash}`
}
