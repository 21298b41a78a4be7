import type { Subscriber } from '../../../platform/module/index.ts'
import { PasswordRecovered, RecoveryStarted, RecoveryWaits } from '../../identity/contract/index.ts'
import { sendNotice } from '../actions/send-notice.ts'
import type { NoticesDeps } from '../queries/notices-context.ts'

/** 找回密码: the owner is told by every way that is known, while there is still something to stop, and when it is done. */
export function recoveryTold(deps: NoticesDeps): Subscriber {
  return {
    name: 'notices/recovery-told',
    on: [RecoveryStarted, RecoveryWaits, PasswordRecovered],
    run: async (ctx, { kind, body }) => {
      const accountId = String(body.accountId)
      if (!(await deps.identity.isOpen(ctx, accountId))) return
      await sendNotice({ ...ctx, ...deps }, { accountId, kind: 'recovery', ...wordsOf(kind, body) })
    },
  }
}

const STOP = '不是您本人办的，请登录后在“我的·登录与安全”里停止，或者尽快到政务服务中心窗口。'

const OFFICIAL = '不是您本人办的，请马上告诉安全管理员。'

function wordsOf(kind: string, body: Readonly<Record<string, unknown>>): { title: string; text: string } {
  const { way, by } = body
  if (way === 'reset') return { title: '正在重设您的密码', text: `两位管理员为您办理了重设密码。${OFFICIAL}` }
  if (Array.isArray(by) && by.includes('reset'))
    return { title: '您的密码已经重新设置', text: `所有设备都已退出。${OFFICIAL}` }
  switch (kind) {
    case RecoveryStarted.kind:
      return { title: '已开始为您找回密码', text: `工作人员核对了身份，为您开始找回密码。${STOP}` }
    case RecoveryWaits.kind:
      return {
        title: '有人凭您的手机申请找回密码',
        text: `${minuteOf(String(body.readyAt))}以后可以设置新密码。${STOP}`,
      }
    default:
      return {
        title: '您的密码已经重新设置',
        text: '密码是通过“找回密码”设置的，所有设备都已退出。不是您本人办的，请立刻再次找回，或者到政务服务中心窗口。',
      }
  }
}

const MINUTE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
})

function minuteOf(instant: string): string {
  return MINUTE.format(new Date(instant))
}
