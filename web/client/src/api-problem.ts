import type { ApiResponse } from './transport.ts'

/** One refused field: where it is in the input, and what to do about it. */
export interface FieldError {
  /** path in the body, one entry a step */
  path: readonly string[]
  message: string
}

export interface ProblemBody {
  status: number
  code: string
  title: string
  detail?: string | undefined
  fields: readonly FieldError[]
  params: Readonly<Record<string, unknown>>
  requestId?: string | undefined
}

/** A refusal (or a fault) of the server, with a text that a person can read. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly fields: readonly FieldError[]
  readonly params: Readonly<Record<string, unknown>>
  readonly requestId: string | undefined

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title)
    this.name = 'ApiProblem'
    this.status = body.status
    this.code = body.code
    this.title = body.title
    this.detail = body.detail
    this.fields = body.fields
    this.params = body.params
    this.requestId = body.requestId
  }

  /** The sentence for the page: the detail where there is one, else the title. */
  get text(): string {
    return this.detail ?? this.title
  }

  /** Nobody is signed in (any more). */
  get isSignedOut(): boolean {
    return this.status === 401 && this.code !== 'identity/sign-in-failed'
  }

  /** Somebody else changed the thing in the meantime. */
  get isStale(): boolean {
    return this.status === 409 && /\/stale(-version)?$|-changed$/.test(this.code)
  }

  /** The request may be sent again just as it is. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

/** The network gave no answer at all. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'client/unreachable',
    title: '连接不上服务器',
    detail: '连接不上服务器，请检查网络后重试。已经填写的内容还在。',
    fields: [],
    params: {},
  })
}

/** Reads `application/problem+json` (RFC 9457); an answer that is not one still becomes a readable problem. */
export function problemOf(response: ApiResponse): ApiProblem {
  const body = jsonObject(response.text)
  if (body === undefined || typeof body.title !== 'string') return plainProblem(response)
  return new ApiProblem({
    status: response.status,
    code: text(body.code) ?? `http/${response.status}`,
    title: body.title,
    detail: text(body.detail),
    fields: fieldErrors(body.fields),
    params: isRecord(body.params) ? body.params : {},
    requestId: text(body.requestId) ?? response.header('x-request-id'),
  })
}

const plainTitles: Readonly<Record<number, string>> = {
  401: '请先登录',
  403: '没有权限',
  404: '找不到这个内容',
  413: '提交的内容太大',
  429: '操作太频繁，请稍后再试',
  502: '服务暂时不可用，请稍后再试',
  503: '服务暂时不可用，请稍后再试',
  504: '服务器没有按时答复，请稍后再试',
}

function plainProblem(response: ApiResponse): ApiProblem {
  return new ApiProblem({
    status: response.status,
    code: `http/${response.status}`,
    title: plainTitles[response.status] ?? '服务器出错了，请稍后再试',
    fields: [],
    params: {},
    requestId: response.header('x-request-id'),
  })
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((one) => ({
    path: pathOf(one.path),
    message: text(one.message) ?? '填写有误',
  }))
}

/** A path comes as a JSON pointer (RFC 6901). */
function pathOf(value: unknown): string[] {
  if (typeof value !== 'string') return []
  return value
    .split('/')
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function jsonObject(source: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(source)
    return isRecord(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
