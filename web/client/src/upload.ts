import { problemOf, unreachable } from './api-problem.ts'
import { splitInput } from './call.ts'
import type { CallInput, CallOutput, ContractShape } from './contract-shape.ts'
import type { Transport } from './transport.ts'

export interface UploadOptions {
  transport: Transport
  file: File
  idempotencyKey?: string
  /** share of the file that has left this machine, 0 to 1 */
  onProgress?(share: number): void
  signal?: AbortSignal
}

/** Sends one file with progress. `fetch` reports no upload progress, so this is the one place that uses XHR. */
export async function upload<C extends ContractShape>(
  contract: C,
  input: CallInput<C>,
  options: UploadOptions,
): Promise<CallOutput<C>> {
  const { url, rest } = splitInput(contract, input)
  const csrfToken = await options.transport.csrfToken(false)
  const { promise, resolve, reject } = Promise.withResolvers<CallOutput<C>>()
  const request = new XMLHttpRequest()
  request.open(contract.method, url)
  request.setRequestHeader('accept', 'application/json, application/problem+json')
  request.setRequestHeader('idempotency-key', options.idempotencyKey ?? crypto.randomUUID())
  if (csrfToken !== undefined) request.setRequestHeader('x-csrf-token', csrfToken)
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
  })
  request.addEventListener('load', () => settle(request, resolve as (value: unknown) => void, reject))
  request.addEventListener('error', () => reject(unreachable()))
  request.addEventListener('abort', () => reject(new DOMException('上传已取消', 'AbortError')))
  options.signal?.addEventListener('abort', () => request.abort(), { once: true })
  request.send(formOf(rest, options.file))
  return promise
}

/** Sends one file and gives the file that comes back: what was sent, looked through. */
export async function uploadForFile<C extends ContractShape>(
  contract: C,
  input: CallInput<C>,
  { transport, file, idempotencyKey, signal }: UploadOptions,
): Promise<Blob> {
  const { url, rest } = splitInput(contract, input)
  const csrfToken = await transport.csrfToken(false)
  const headers = {
    accept: '*/*',
    'idempotency-key': idempotencyKey ?? crypto.randomUUID(),
    ...(csrfToken !== undefined && { 'x-csrf-token': csrfToken }),
  }
  const request = { method: contract.method, headers, body: formOf(rest, file), ...(signal && { signal }) }
  const response = await fetch(url, request).catch(() => undefined)
  if (response === undefined) throw unreachable()
  const header = (name: string) => response.headers.get(name) ?? undefined
  if (!response.ok) throw problemOf({ status: response.status, header, text: await response.text() })
  return await response.blob()
}

/** Fields stand before the file, so that the server knows them when the file's first byte arrives. */
function formOf(fields: ReadonlyMap<string, unknown>, file: File): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, String(value))
  form.append('file', file, file.name)
  return form
}

function settle(request: XMLHttpRequest, resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
  if (request.status < 400) {
    resolve(request.responseText === '' ? undefined : JSON.parse(request.responseText))
    return
  }
  const header = (name: string) => request.getResponseHeader(name) ?? undefined
  reject(problemOf({ status: request.status, header, text: request.responseText }))
}
