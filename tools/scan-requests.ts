/** As much of the OpenAPI description as requests are made from. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Shape }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Shape }>> }
}

interface Shape {
  readonly type?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
}

export interface ScanRequest {
  readonly method: string
  /** Path and query, filled in. */
  readonly address: string
  readonly body?: string
}

/** A request to every route as its description has it; `*` stands where sqlmap is to try. */
export function requestsOf(api: OpenApi, ids: readonly string[]): ScanRequest[] {
  return Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      requestOf(path, method.toUpperCase(), { operation, ids }),
    ),
  )
}

function requestOf(
  path: string,
  method: string,
  { operation, ids }: { operation: Operation; ids: readonly string[] },
): ScanRequest[] {
  const content = operation.requestBody?.content
  const schema = content?.['application/json']?.schema
  // Files are for the fuzzer.
  if (content && !schema) return []
  const parameters = operation.parameters ?? []
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((one) => one.name === name && one.in === 'path')
    return `${encodeURIComponent(textFor(found?.schema ?? {}, ids))}*`
  })
  const query = parameters.filter((one) => one.in === 'query')
  const pairs = query.map(
    ({ name, schema: shape }) => `${encodeURIComponent(name)}=${encodeURIComponent(textFor(shape, ids))}*`,
  )
  const address = pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
  const body = schema ? JSON.stringify(valueFor(schema, ids, true)) : undefined
  return address.includes('*') || body?.includes('*') ? [{ method, address, ...(body !== undefined && { body }) }] : []
}

function textFor(shape: Shape, ids: readonly string[]): string {
  const value = valueFor(shape, ids, false)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function valueFor(shape: Shape, ids: readonly string[], isMarked: boolean): unknown {
  const mark = isMarked ? '*' : ''
  if (shape.anyOf) return valueFor(shape.anyOf[0]!, ids, isMarked)
  const fixed = shape.const ?? shape.default ?? shape.enum?.[0]
  if (fixed !== undefined) return typeof fixed === 'string' ? `${fixed}${mark}` : fixed
  switch (shape.type) {
    case 'integer':
    case 'number':
      return shape.minimum ?? 1
    case 'boolean':
      return true
    case 'array':
      return shape.items ? [valueFor(shape.items, ids, isMarked)] : []
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, part]) => [name, valueFor(part, ids, isMarked)]),
      )
    default:
      return `${wordFor(shape, ids)}${mark}`
  }
}

function wordFor({ format, pattern = '' }: Shape, ids: readonly string[]): string {
  if (format === 'date') return '2026-11-22'
  if (format === 'date-time') return '2026-11-22T00:00:00Z'
  if (pattern.includes('[0-9a-f]{12}')) return ids[0] ?? '450721-00000000-0000-7000-8000-000000000000'
  if (/\[0-9\]|\\d/.test(pattern)) return '450721'
  return 'case'
}

/** The log of a proxy as sqlmap reads it (`-l`): one request after the other. */
export function asProxyLog(requests: readonly ScanRequest[], base: string): string {
  const { host, protocol } = new URL(base)
  const line = '======================================================'
  return requests
    .map(({ method, address, body }) => {
      const head = [
        `${method} ${address} HTTP/1.1`,
        `Host: ${host}`,
        ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
      ]
      return [
        line,
        `12:00:00  ${protocol}//${host}  [127.0.0.1]`,
        line,
        ...head,
        '',
        body ?? '',
        line,
        '',
        '',
        '',
      ].join('\n')
    })
    .join('')
}
