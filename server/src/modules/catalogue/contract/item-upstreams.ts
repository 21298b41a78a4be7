import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

const Instant = Type.String({ format: 'date-time' })
const Division = Type.String({ pattern: '^[0-9]{6}$', title: '上级区划' })

/** What of an upstream could not be taken, why, and since when; it is tried again at each pull. */
export const UpstreamFailure = Type.Object({
  position: Type.Integer({ title: '在上级总账中的位置' }),
  itemId: ItemId,
  change: Type.String({ title: 'published、suspended、resumed 或 abolished' }),
  version: Type.Optional(Type.Integer({ title: '版本' })),
  reason: Type.String({ title: '原因' }),
  firstAt: Instant,
  lastAt: Instant,
})
export type UpstreamFailure = Static<typeof UpstreamFailure>

/** 上级事项库: another installation whose base items are taken over here, and how far that is. */
export const ItemUpstream = Type.Object({
  division: Division,
  divisionName: Type.String(),
  url: Type.String({ title: '地址' }),
  position: Type.Integer({ title: '读到的位置；-1 表示还没有读过' }),
  items: Type.Integer({ title: '取得的基本目录事项' }),
  isPulling: Type.Boolean({ title: '正在拉取' }),
  askedAt: Type.Optional(Instant),
  succeededAt: Type.Optional(Instant),
  /** Absent: the last pull went through. */
  failedAt: Type.Optional(Instant),
  failure: Type.Optional(Type.String({ title: '没有成功的原因' })),
  /** When its record was found set back or written anew, and was read again from the beginning. */
  setBackAt: Type.Optional(Instant),
  failures: Type.Array(UpstreamFailure, { title: '没有取得的变更，最多列出 50 项' }),
  failureCount: Type.Integer(),
})
export type ItemUpstream = Static<typeof ItemUpstream>

export const ListItemUpstreams = contract({
  name: 'catalogue.listItemUpstreams',
  method: 'GET',
  path: '/api/item-upstreams',
  summary: '上级事项库：跟随哪些平台、读到哪里、哪些没有取得和为什么',
  response: Type.Object({ upstreams: Type.Array(ItemUpstream) }),
})

export const PullItemUpstream = contract({
  name: 'catalogue.pullItemUpstream',
  method: 'POST',
  path: '/api/item-upstreams/:division/pull',
  summary: '现在就拉取上级事项库的变更',
  params: Type.Object({ division: Division }),
  response: Type.Object({ division: Division, requestedAt: Instant }),
  problems: [catalogueProblems['no-such-upstream']],
})
