import type { FastifyRequest } from 'fastify'
import { problem } from '../../kernel/index.ts'
import type { IncomingFile, UploadRequest } from '../../kernel/index.ts'
import { httpProblems } from './http-problems.ts'

/** A multipart request as it stands when its file begins: a form without scripts sends its hidden fields before it. */
export interface Upload {
  readonly file: IncomingFile
  readonly fields: Record<string, string>
  readonly csrf?: string
  readonly key?: string
  /** A page of ours to go to afterwards, for forms without scripts. */
  readonly next?: string
}

/** @throws http/unsupported-type when the request is not multipart, http/invalid-input when it has no file */
export async function readUpload(request: FastifyRequest, rule: UploadRequest): Promise<Upload> {
  if (!request.isMultipart()) throw problem(httpProblems['unsupported-type'])
  // One byte more than the rule, so that it is us who find a file too large, with our own words.
  const part = await request.file({ limits: { fileSize: rule.maxBytes + 1 } })
  if (!part) throw problem(httpProblems['invalid-input'], {}, [{ path: '/file', message: '请选择要上传的文件' }])
  const { _csrf, _key, _next, ...fields } = textFields(part.fields)
  const next = _next === undefined ? undefined : ownPage(_next)
  return {
    fields,
    ...(_csrf !== undefined && { csrf: _csrf }),
    ...(_key !== undefined && { key: _key }),
    ...(next !== undefined && { next }),
    file: { fileName: part.filename, declaredType: part.mimetype, stream: limited(part.file, rule.maxBytes) },
  }
}

const HERE = 'http://here.invalid'

/** A page of ours as browsers would read the address, or undefined: they drop tabs, and take a backslash for a slash. */
function ownPage(address: string): string | undefined {
  if (!address.startsWith('/') || !URL.canParse(address, HERE)) return undefined
  const url = new URL(address, HERE)
  const isOurs = url.origin === HERE && !url.pathname.startsWith('//')
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : undefined
}

function textFields(fields: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([name, field]) => {
    const value = (field as { value?: unknown } | undefined)?.value
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(texts)
}

async function* limited(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let total = 0
  for await (const chunk of stream) {
    total += chunk.length
    if (total > maxBytes) throw problem(httpProblems['too-large'], { maxMegabytes: Math.floor(maxBytes / 1_048_576) })
    yield chunk
  }
}
