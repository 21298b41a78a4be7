import type { EntryJobHandler } from '../../../platform/module/index.ts'
import { NoticeSent } from '../contract/events.ts'
import { MOST_DELIVERY_ATTEMPTS } from '../actions/record-delivery.ts'
import type { NoticesDeps } from '../queries/notices-context.ts'
import { deliverNotice } from './deliver-notice.handler.ts'

/** The work is loaded with the module; a channel that needs heavy libraries loads them when it delivers. */
export function deliverNoticeJob(deps: NoticesDeps): EntryJobHandler {
  return {
    name: 'notices/deliver',
    on: [NoticeSent],
    maxAttempts: MOST_DELIVERY_ATTEMPTS,
    work: (entry, act) => deliverNotice(deps, entry, act),
  }
}
