import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN, binary, contract } from '../../../kernel/index.ts'
import { personalDataProblems as p } from './problems.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const Instant = Type.String({ format: 'date-time' })
const packageId = Type.Object({ packageId: PublicId })

/** 个人信息副本（个人信息保护法第四十五条）：一个压缩包，有可读的目录、可由程序读取的数据和文件。 */
export const PackageView = Type.Object({
  id: PublicId,
  state: Type.Enum(['making', 'ready']),
  askedAt: Instant,
  /** Files that are in it, of all. */
  done: Type.Integer(),
  total: Type.Optional(Type.Integer()),
  bytes: Type.Optional(Type.Integer()),
  sha256: Type.Optional(Type.String()),
  expiresAt: Type.Optional(Instant),
})
export type PackageView = Static<typeof PackageView>

export const AskPackage = contract({
  name: 'personalData.askPackage',
  method: 'POST',
  path: '/api/my/personal-data/packages',
  summary: '申请一份我的个人信息副本，做好后可以下载；以前的一份随之删除',
  body: Type.Object({}),
  response: PackageView,
  problems: [p['own-only'], p['people-only'], p['package-running']],
})

export const TakePackage = contract({
  name: 'personalData.takePackage',
  method: 'POST',
  path: '/api/my/personal-data/packages/:packageId/taking',
  summary: '准备下载副本：需要刚刚验证过身份，下载这件事记入账本',
  params: packageId,
  body: Type.Object({}),
  response: Type.Object({ href: Type.String() }),
  problems: [p['package-unknown']],
})

export const DownloadPackage = contract({
  name: 'personalData.downloadPackage',
  method: 'GET',
  path: '/api/my/personal-data/packages/:packageId/content',
  summary: '下载副本（ZIP）：需要刚刚验证过身份',
  params: packageId,
  response: binary,
  problems: [p['package-unknown']],
})
