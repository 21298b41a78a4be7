import { maskPhone } from '../../../kernel/index.ts'
import type { NoticesDeps } from '../queries/notices-context.ts'

export interface NoticeLog {
  info(details: object, message: string): void
}

/** Stands where an SMS gateway will be connected: it writes that a message would have gone out, with the phone masked and without the words. */
export function createLogChannel(log: NoticeLog): NoticesDeps['channels'][number] {
  return {
    name: 'log',
    title: '仅写入日志（未接短信网关）',
    deliver: ({ noticeId, phone }) => {
      log.info({ noticeId, phone: maskPhone(phone) }, 'notice written to the log channel; no SMS gateway is connected')
      return Promise.resolve()
    },
  }
}
