import type { TObject } from 'typebox'
import type { BoundRoute } from './route.ts'

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

/** OpenAPI 3.1 of all routes: the contracts are JSON Schema already, so nothing is written twice. */
export function openApiOf(routes: readonly BoundRoute[], info: { title: string; version: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const row of routes) {
    const path = row.contract.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.contract.method.toLowerCase()]: operationOf(row) }
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yiwang_session' } },
    },
  }
}

function operationOf({ contract, permit }: BoundRoute): object {
  const isPublic = permit === 'public'
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.name.split('.')[0]],
    parameters: [
      ...parametersOf('path', contract.params),
      ...parametersOf('query', contract.query),
      ...(contract.method === 'POST' && !contract.isForm ? [IDEMPOTENCY_KEY] : []),
    ],
    ...bodyOf(contract),
    responses: {
      200:
        'binary' in contract.response
          ? { description: '文件内容' }
          : { description: '成功', content: json(contract.response) },
      ...problemResponses(contract.problems?.map((one) => one.status) ?? [], isPublic),
    },
    ...(!isPublic && { security: [{ session: [] }], 'x-permit': permit }),
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
  description: '同一次提交重复发送时用同一个值，只办理一次',
}

function parametersOf(place: 'path' | 'query', schema: TObject | undefined): object[] {
  const required = new Set((schema as { required?: readonly string[] } | undefined)?.required ?? [])
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }))
}

function bodyOf({ body, upload, isForm }: BoundRoute['contract']): object {
  if (isForm) {
    return { requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: body } } } }
  }
  if (upload) {
    const properties = { ...(body as TObject | undefined)?.properties, file: { type: 'string', format: 'binary' } }
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties } } } },
    }
  }
  return body ? { requestBody: { required: true, content: json(body) } } : {}
}

function problemResponses(statuses: readonly number[], isPublic: boolean): object {
  const all = new Set([400, ...(isPublic ? [] : [401, 403]), ...statuses])
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...all].sort((a, b) => a - b).map((status) => [status, { description: '不能办理的原因', content }]),
  )
}

function json(schema: unknown): object {
  return { 'application/json': { schema } }
}
