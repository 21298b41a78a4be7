import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { AccountKeeper, IdentityApi } from '../identity/index.ts'
import { eraseNotices, eraseNoticesTo } from './actions/erase-notices.ts'
import { sendNotice } from './actions/send-notice.ts'
import type { SendNotice } from './actions/send-notice.ts'
import { tellHolders } from './actions/tell-holders.ts'
import type { HoldersNotice } from './actions/tell-holders.ts'
import * as noticesEvents from './contract/events.ts'
import { noticesProblems } from './contract/index.ts'
import type { NoticeChannel } from './domain/channel.ts'
import { ownerRoutes } from './http/owner.routes.ts'
import { deliverNoticeJob } from './jobs/deliver-notice.ts'
import { createLogChannel } from './jobs/log-channel.ts'
import type { NoticeLog } from './jobs/log-channel.ts'
import type { NoticesDeps } from './queries/notices-context.ts'
import { holdings } from './queries/holdings.ts'
import { sealed } from './queries/list-my-notices.ts'
import { mandateChanged } from './subscribers/mandate-changed.ts'
import { recoveryTold } from './subscribers/recovery-told.ts'

/** 通知: what the platform tells an account, in the portal and by other channels. */
export interface NoticesApi {
  send(ctx: Context, input: SendNotice): Promise<void>
  /** Tells whoever holds a permit for a division today, unless what was told before is still unread. */
  tellHolders(ctx: Context, notice: HoldersNotice): Promise<void>
  /** What notices about a subject said, for a caller that has decided that it may be erased. */
  erase(ctx: Context, subject: string): Promise<void>
  /** What it keeps of an account that goes. */
  readonly accountKeeper: AccountKeeper
}

export function createNotices(options: {
  identity: IdentityApi
  log: NoticeLog
  /** Instead of the log channel, e.g. in tests. */
  channels?: readonly NoticeChannel[]
}): ModuleParts<NoticesApi> {
  const deps: NoticesDeps = {
    identity: options.identity,
    channels: options.channels ?? [createLogChannel(options.log)],
  }
  return {
    api: {
      send: (ctx, input) => sendNotice({ ...ctx, ...deps }, input),
      tellHolders: (ctx, notice) => tellHolders({ ...ctx, ...deps }, notice),
      erase: eraseNotices,
      accountKeeper: { hindrances: () => Promise.resolve([]), erase: eraseNoticesTo },
    },
    routes: bindRoutes(ownerRoutes, deps),
    permits: [],
    events: Object.values(noticesEvents),
    sealed: [sealed],
    holdings,
    problems: Object.values(noticesProblems),
    subscribers: [mandateChanged(deps), recoveryTold(deps)],
    jobs: [deliverNoticeJob(deps)],
  }
}

export type { NoticeLog }
