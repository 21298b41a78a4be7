import type { Context } from '../../../platform/act/index.ts'
import type { IdentityApi } from '../../identity/index.ts'
import type { NoticeChannel } from '../domain/channel.ts'

export interface NoticesDeps {
  readonly identity: IdentityApi
  readonly channels: readonly NoticeChannel[]
}

export type NoticesContext = Context & NoticesDeps
