import { route } from '../../../platform/http/index.ts'
import { markAllNoticesRead, markNoticeRead } from '../actions/mark-notice-read.ts'
import { CountUnreadNotices, ListMyNotices, MarkAllNoticesRead, MarkNoticeRead } from '../contract/index.ts'
import { countUnreadNotices, listMyNotices } from '../queries/list-my-notices.ts'

export const ownerRoutes = [
  route(ListMyNotices, { permit: 'signed-in', run: listMyNotices }),
  route(CountUnreadNotices, { permit: 'signed-in', run: countUnreadNotices }),
  route(MarkNoticeRead, { permit: 'signed-in', run: markNoticeRead }),
  route(MarkAllNoticesRead, { permit: 'signed-in', run: markAllNoticesRead }),
]
