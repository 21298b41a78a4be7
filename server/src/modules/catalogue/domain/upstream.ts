import Value from 'typebox/value'
import { ItemFile, ListOpenChanges } from '../contract/open-changes.ts'
import type { OpenChange } from '../contract/open-changes.ts'
import type { ItemContent } from '../contract/item.ts'

/** 上级事项库: an installation whose base items of one division are taken over. */
export interface Upstream {
  readonly division: string
  /** Its public address, without a slash at the end. */
  readonly url: string
}

/** The other side answered, and not as it should: nothing of that answer is used. */
export class UpstreamUnfit extends Error {
  override readonly name = 'UpstreamUnfit'
}

/** One change cannot be taken; those after it can. */
export class ChangeUnfit extends Error {
  override readonly name = 'ChangeUnfit'
}

export interface ChangesPage {
  readonly changes: readonly OpenChange[]
  readonly hasMore: boolean
}

/** @throws UpstreamUnfit */
export function changesOf(answer: unknown, after: number): ChangesPage {
  if (!Value.Check(ListOpenChanges.response, answer))
    throw new UpstreamUnfit('上级平台的变更清单格式不对，没有取用其中任何内容')
  let last = after
  for (const { position } of answer.changes) {
    if (position <= last) throw new UpstreamUnfit('上级平台的变更清单没有按位置排列，没有取用其中任何内容')
    last = position
  }
  if (answer.hasMore && answer.changes.length === 0)
    throw new UpstreamUnfit('上级平台说后面还有变更，却没有给出，没有取用其中任何内容')
  return answer
}

/** Whether two tellings of one change say the same: a record that was set back and written on says something else there. */
export function isSameChange(one: OpenChange, other: OpenChange): boolean {
  return (
    one.position === other.position &&
    one.itemId === other.itemId &&
    one.change === other.change &&
    one.version === other.version &&
    one.contentDigest === other.contentDigest
  )
}

/**
 * The file of the version that a change names, held against the change: nothing else is taken in its place.
 * @throws ChangeUnfit
 */
export function versionFile(
  answer: unknown,
  change: OpenChange,
  { upstream, digestOf }: { upstream: Upstream; digestOf: (content: unknown) => string },
): ItemFile {
  if (!Value.Check(ItemFile, answer)) throw new ChangeUnfit('上级平台给出的事项文件格式不对')
  const [version, ...others] = answer.versions
  if (answer.item.id !== change.itemId || others.length > 0 || version?.['version'] !== change.version)
    throw new ChangeUnfit('上级平台给出的不是所要的事项和版本')
  const { version: _version, effectiveOn, ...content } = version as Record<string, unknown>
  if (digestOf(content) !== change.contentDigest)
    throw new ChangeUnfit('内容与上级平台在总账里公布的摘要不符，可能在途中被改动')
  if (effectiveOn !== change.effectiveOn) throw new ChangeUnfit('生效日期与上级平台在总账里公布的不一致')
  const { layer, division } = content as Partial<ItemContent>
  if (layer !== 'base') throw new ChangeUnfit('不是基本目录事项')
  if (division !== upstream.division)
    throw new ChangeUnfit(`区划 ${String(division)} 不是所跟随的 ${upstream.division}`)
  return answer
}
