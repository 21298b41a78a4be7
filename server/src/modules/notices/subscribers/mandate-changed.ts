import type { Subscriber } from '../../../platform/module/index.ts'
import {
  MandateAccepted,
  MandateConfirmed,
  MandateGiven,
  MandateRevoked,
  MandateShown,
} from '../../identity/contract/index.ts'
import { sendNotice } from '../actions/send-notice.ts'
import type { SendNotice } from '../actions/send-notice.ts'
import type { NoticesDeps } from '../queries/notices-context.ts'

/** Both sides of a mandate are told what the other did: nobody acts for anybody without their knowing. */
export function mandateChanged(deps: NoticesDeps): Subscriber {
  return {
    name: 'notices/mandate-changed',
    on: [MandateGiven, MandateConfirmed, MandateAccepted, MandateRevoked, MandateShown],
    run: async (ctx, { kind, body }) => {
      for (const notice of noticesOf(kind, body as unknown as Told)) {
        if (await deps.identity.isOpen(ctx, notice.accountId)) await sendNotice({ ...ctx, ...deps }, notice)
      }
    },
  }
}

interface Told {
  readonly mandateId: string
  readonly kind?: string
  readonly agentAccountId?: string
  readonly principalAccountId?: string
  readonly isConfirmed?: boolean
  readonly by?: string
}

const WHERE = '请在“我的·授权”里查看。'

function noticesOf(kind: string, told: Told): SendNotice[] {
  const what = told.kind === 'guardian' ? '监护' : '帮办代办'
  const { agentAccountId: agent, principalAccountId: principal } = told
  const to = (accountId: string | undefined, title: string, text: string): SendNotice[] =>
    accountId === undefined
      ? []
      : [{ accountId, kind: 'mandate', title, text: `${text}${WHERE}`, subject: told.mandateId }]
  switch (kind) {
    case MandateGiven.kind:
      return [
        ...(told.isConfirmed ? to(agent, `有一份${what}授权等您接受`, '接受以后您才能代办。') : []),
        ...to(principal, `登记了一份您的${what}授权`, '不是您同意的，可以随时撤销或者到窗口反映。'),
      ]
    case MandateConfirmed.kind:
      return [
        ...to(agent, '监护关系已确认', '您可以代被监护人办理了。'),
        ...to(principal, '窗口确认了您的监护关系', ''),
      ]
    case MandateAccepted.kind:
      return to(principal, `${what}授权已被接受`, '代办人可以开始代您办理。')
    case MandateShown.kind:
      return to(principal, '代办人在其他应用中代您办理', '')
    default:
      return [
        ...(told.by === 'agent' ? [] : to(agent, `${what}授权已撤销`, '您不能再代办；没办完的留在授权人那里。')),
        ...(told.by === 'principal'
          ? []
          : to(principal, `${what}授权已结束`, '没办完的申请还在您那里，可以自己接着办。')),
      ]
  }
}
