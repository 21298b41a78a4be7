import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { MaterialFile } from '../contract/item-parts.ts'
import type { ItemFile, OpenChange } from '../contract/open-changes.ts'
import { ChangeUnfit, UpstreamUnfit, changesOf, versionFile } from '../domain/upstream.ts'
import type { ChangesPage, Upstream } from '../domain/upstream.ts'
import { digestOf } from './content-digest.ts'

const PAGE = 100
const TIMEOUT_MS = 20_000
/** A page of changes is a few hundred bytes a line; the longest item that may be is far below the other bound. */
const MOST_BYTES = { changes: 1_000_000, file: 8_000_000, form: 10 * 1_048_576 + 65_536 }

/** What is asked of another installation, over its open interface. @throws UpstreamUnfit, OutgoingFailed, OutgoingRefused */
export interface UpstreamDesk {
  changes(after: number): Promise<ChangesPage>
  /** @throws ChangeUnfit when the answer is not what the change told */
  file(change: OpenChange): Promise<ItemFile>
  /** 空白表格 or 示例样表 of an item; undefined where the upstream itself has it by name alone */
  form(itemId: string, file: MaterialFile): Promise<Buffer | undefined>
}

export function askUpstream(outgoing: OutgoingHttp, upstream: Upstream): UpstreamDesk {
  const { url, division } = upstream
  const get = async (path: string, { maxBytes, accept }: { maxBytes: number; accept: string }) => {
    const answer = await outgoing.send({ url: `${url}${path}`, headers: { accept }, timeoutMs: TIMEOUT_MS, maxBytes })
    if (answer.status !== 200 && answer.status !== 404)
      throw new UpstreamUnfit(`上级平台没有给出内容（HTTP ${answer.status}）`)
    return answer
  }
  const ask = async (path: string, maxBytes: number): Promise<{ status: number; value: unknown }> => {
    const { status, body } = await get(path, { maxBytes, accept: 'application/json' })
    return { status, value: status === 200 ? parsed(body) : undefined }
  }
  return {
    changes: async (after) => {
      const asked = new URLSearchParams({ after: String(after), division, layer: 'base', limit: String(PAGE) })
      const { status, value } = await ask(`/open/v1/changes?${asked}`, MOST_BYTES.changes)
      if (status === 404) throw new UpstreamUnfit('这个地址没有事项变更接口，请核对设置里的上级平台地址')
      return changesOf(value, after)
    },
    file: async (change) => {
      const path = `/open/v1/items/${encodeURIComponent(change.itemId)}/file?version=${change.version ?? 1}`
      const { status, value } = await ask(path, MOST_BYTES.file)
      if (status === 404) throw new ChangeUnfit('上级平台公布了这一版，却没有给出它的内容')
      return versionFile(value, change, { upstream, digestOf })
    },
    form: async (itemId, { sha256 }) => {
      const path = `/open/v1/items/${encodeURIComponent(itemId)}/files/${encodeURIComponent(sha256)}`
      const { status, body } = await get(path, { maxBytes: MOST_BYTES.form, accept: '*/*' })
      return status === 404 ? undefined : body
    },
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    throw new UpstreamUnfit('上级平台的回答不是 JSON，没有取用其中任何内容', { cause: error })
  }
}
