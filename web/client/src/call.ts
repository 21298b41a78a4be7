import { type ApiProblem, problemOf, unreachable } from './api-problem.ts'
import type { CallInput, ContractShape } from './contract-shape.ts'
import type { Intents } from './intents.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

export interface CallOptions {
  signal?: AbortSignal
  /** key of the intent, when the page carries one itself (a form posted before scripts loaded) */
  idempotencyKey?: string
}

export interface Caller {
  transport: Transport
  intents: Intents
}

type Input = Readonly<Record<string, unknown>>

/** Sends one contract's request and gives the answer, or throws an `ApiProblem`. */
export async function call(
  caller: Caller,
  contract: ContractShape,
  input: Input,
  options: CallOptions = {},
): Promise<unknown> {
  if (contract.upload !== undefined || 'binary' in contract.response) {
    throw new TypeError(`${contract.name} carries a file: use upload() or hrefOf()`)
  }
  const request = requestOf(contract, input)
  if (isRead(contract)) return answerOf(await send(caller.transport, { ...request, ...signalOf(options) }))
  return write(caller, contract, request, options)
}

/** Address of a read, for links, images and downloads: binary answers are opened, not called. */
export function hrefOf<C extends ContractShape>(contract: C, input: CallInput<C>): string {
  return requestOf(contract, input).url
}

/** Puts the input where the contract wants it: path, query string, body. */
export function requestOf(contract: ContractShape, input: Input): ApiRequest {
  const { url, rest } = splitInput(contract, input)
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' }
  if (isRead(contract)) return { method: contract.method, url, headers }
  headers['content-type'] = 'application/json'
  return { method: contract.method, url, headers, body: JSON.stringify(Object.fromEntries(rest)) }
}

/** The address with its path parameters and query filled in, and what is left for the body. */
export function splitInput(contract: ContractShape, input: Input): { url: string; rest: Map<string, unknown> } {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(take(rest, name, contract))),
  )
  const query = new URLSearchParams()
  for (const name of queryNames(contract, rest)) {
    append(query, name, rest.get(name))
    rest.delete(name)
  }
  return { url: query.size > 0 ? `${path}?${query}` : path, rest }
}

async function write(caller: Caller, contract: ContractShape, request: ApiRequest, options: CallOptions) {
  const intent = `${contract.name} ${request.url} ${request.body}`
  const key = options.idempotencyKey ?? caller.intents.keyFor(intent)
  const attempt = async (fresh: boolean) => {
    const token = await reached(() => caller.transport.csrfToken(fresh), options.signal)
    const headers = {
      ...request.headers,
      'idempotency-key': key,
      ...(token === undefined ? {} : { 'x-csrf-token': token }),
    }
    return send(caller.transport, { ...request, headers, ...signalOf(options) })
  }
  let response = await attempt(false)
  if (response.status === 403 && problemOf(response).code === 'http/csrf-token') response = await attempt(true)
  // Asked while the page waits: what was typed stays, and the act goes on with the key that it began with.
  if (needsProof(response) && (await caller.transport.proveAgain?.())) response = await attempt(false)
  if (!isUndecided(response)) caller.intents.settle(intent)
  return answerOf(response)
}

function send(transport: Transport, request: ApiRequest): Promise<ApiResponse> {
  return reached(() => transport.send(request), request.signal)
}

async function reached<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (signal?.aborted) throw error
    throw asUnreachable(error)
  }
}

function asUnreachable(cause: unknown): ApiProblem {
  const problem = unreachable()
  problem.cause = cause
  return problem
}

function answerOf(response: ApiResponse): unknown {
  if (response.status >= 400) throw problemOf(response)
  if (response.status === 204 || response.text === '') return undefined
  return JSON.parse(response.text)
}

/** After these nobody knows whether the write happened, so the next try must carry the same key. */
function isUndecided(response: ApiResponse): boolean {
  return response.status >= 500 || response.status === 429
}

function needsProof(response: ApiResponse): boolean {
  return response.status === 403 && problemOf(response).code === 'permit/proof-needed'
}

function isRead(contract: ContractShape): boolean {
  return contract.method === 'GET' || contract.method === 'HEAD'
}

function signalOf(options: CallOptions): { signal?: AbortSignal } {
  return options.signal === undefined ? {} : { signal: options.signal }
}

function take(rest: Map<string, unknown>, name: string, contract: ContractShape): unknown {
  const value = rest.get(name)
  if (value === undefined) throw new TypeError(`${contract.name} needs ${name} for its path`)
  rest.delete(name)
  return value
}

function queryNames(contract: ContractShape, rest: Map<string, unknown>): string[] {
  if (contract.query === undefined) return isRead(contract) ? [...rest.keys()] : []
  const properties = (contract.query as { properties?: Record<string, unknown> }).properties ?? {}
  return [...rest.keys()].filter((name) => name in properties)
}

function append(query: URLSearchParams, name: string, value: unknown): void {
  if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
  else query.append(name, String(value))
}
