import { randomUUID } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { OutputOf } from '../../kernel/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { writeWorkbook } from '../../platform/spreadsheet/index.ts'
import { signIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { IdentityApi } from '../identity/index.ts'
import type { BatchStanding, GetKeptList, GetRoster, GetRosterBatch } from './contract/index.ts'

/** What these builders use of the app; its own type would tie every module to every other. */
interface Built {
  readonly server: FastifyInstance
  readonly modules: { readonly identity: ModuleParts<IdentityApi> }
}

export type List = OutputOf<typeof GetKeptList>
export type BatchView = OutputOf<typeof GetRosterBatch>

interface Drafted {
  readonly batchId: string
  readonly recordId: string
  readonly edits: number
}

const ACTS = {
  submit: (batchId: string) => `/api/roster-batches/${batchId}/submit`,
  withdraw: (batchId: string) => `/api/roster-batches/${batchId}/withdraw`,
  review: (batchId: string) => `/api/roster-batches/${batchId}/review`,
}

export const codeOf = (answer: { json(): unknown }): string => (answer.json() as { code: string }).code

/** An answer that must be good. */
function good<T>(answer: LightMyRequestResponse): T {
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body}`)
  return answer.json<T>()
}

/** Those who keep and publish lists in the demo county, and what they do over HTTP. */
export async function rosterStage(app: Built) {
  const keeper = await signIn(app, 'nongxuemei')
  const colleague = await signIn(app, 'weidonglai')
  const publisher = await signIn(app, 'moliqing')

  const draft = (by: SignedIn, kind: string, body: object) =>
    by.post(`/api/rosters/${kind}/records`, { edits: 0, act: 'add', ...body })
  const drafted = async (kind: string, body: object) => good<Drafted>(await draft(keeper, kind, body))
  const batchOf = async (by: SignedIn, batchId: string) =>
    good<BatchView>(await by.get(`/api/roster-batches/${batchId}`))

  /** Acts on a batch as it stands. */
  async function act(by: SignedIn, batchId: string, name: keyof typeof ACTS, more: object = {}) {
    const { version } = await batchOf(keeper, batchId)
    return by.post(ACTS[name](batchId), { version, ...more })
  }

  async function publish(batchId: string, effectiveOn?: string): Promise<BatchStanding> {
    good(await act(keeper, batchId, 'submit'))
    const day = effectiveOn === undefined ? {} : { effectiveOn }
    return good(await act(publisher, batchId, 'review', { outcome: 'pass', opinion: '同意公布', ...day }))
  }

  const listOf = async (kind: string, more = '') =>
    good<List>(await app.server.inject(`/api/kept-lists/${kind}?division=450721${more}`))
  const rosterOf = async (kind: string, q = '') =>
    good<OutputOf<typeof GetRoster>>(
      await keeper.get(`/api/rosters/${kind}${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`),
    )

  function upload(kind: string, file: Buffer, fields: Record<string, string> = {}) {
    const boundary = 'a-boundary'
    const parts = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="list.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`
    return app.server.inject({
      method: 'POST',
      url: `/api/rosters/${kind}/import`,
      headers: {
        ...keeper.headers,
        'idempotency-key': randomUUID(),
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    })
  }

  return { keeper, colleague, publisher, draft, drafted, batchOf, act, publish, listOf, rosterOf, upload }
}

/** A table with one sheet, its titles first. */
export async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const [titles = [], ...cells] = rows
  const sheet = { name: '清单', above: [], columns: titles.map((title) => ({ title })), rows: cells }
  const parts: Uint8Array[] = []
  for await (const part of writeWorkbook([sheet])) parts.push(part)
  return Buffer.concat(parts)
}

/** A household as a department writes it down. */
export function household(code: string, changes: object = {}) {
  return {
    name: '区明霞',
    code,
    phone: '13900000777',
    place: '450721001210',
    measure: '低保',
    amount: '4740993.50',
    reason: '长期患病',
    ...changes,
  }
}
