import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { GivenProof, ProofKind } from './factor.ts'
import { RealNameKind } from './partners.ts'
import { PasskeyAssertion, PasskeyRequest } from './passkey.ts'
import { identityProblems } from './problems.ts'
import { Password } from './public-fields.ts'

const Instant = Type.String({ format: 'date-time' })
const ProviderId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$', title: '核验方式' })
const Account = Type.String({ minLength: 1, maxLength: 64, title: '账号' })
const PersonName = Type.String({ minLength: 2, maxLength: 50, pattern: '^\\S.*\\S$', title: '姓名' })
const CitizenId = Type.String({ format: 'citizen-id', title: '公民身份号码' })
/** 找回码: from a window, or in two halves from two administrators. */
const StartCode = Type.String({ minLength: 10, maxLength: 20, title: '找回码' })

/** One proof that still helps. */
export const RecoveryWay = Type.Object({
  providerId: ProviderId,
  kind: RealNameKind,
  title: Type.String(),
  note: Type.Optional(Type.String()),
  shape: Type.Union([Type.Literal('at-once'), Type.Literal('code'), Type.Literal('page')]),
  /** A code was sent, or its page was opened. */
  isAsked: Type.Boolean(),
})
export type RecoveryWay = Static<typeof RecoveryWay>

/** 找回密码 as it stands in this browser. Until the phone's code is right it is the same for accounts that exist and for others. */
export const RecoveryView = Type.Object({
  step: Type.Union([
    Type.Literal('code'),
    Type.Literal('prove'),
    Type.Literal('factor'),
    Type.Literal('password'),
    Type.Literal('waiting'),
  ]),
  expiresAt: Instant,
  /** Shown beside the code that is waited for. */
  note: Type.Optional(Type.String()),
  ways: Type.Array(RecoveryWay),
  /** What was shown is enough after so many hours. */
  waitHours: Type.Optional(Type.Integer()),
  readyAt: Type.Optional(Instant),
  /** Of an official: which second factor is asked for. */
  factor: Type.Optional(Type.Object({ kinds: Type.Array(ProofKind), passkey: Type.Optional(PasskeyRequest) })),
})
export type RecoveryView = Static<typeof RecoveryView>

export const GetRecoveryOptions = contract({
  name: 'identity.getRecoveryOptions',
  method: 'GET',
  path: '/api/recoveries/options',
  summary: '找回密码可以从哪里开始',
  response: Type.Object({
    /** A code can be sent to phones. */
    byPhone: Type.Boolean(),
    passkey: Type.Optional(PasskeyRequest),
  }),
})

export const BeginRecovery = contract({
  name: 'identity.beginRecovery',
  method: 'POST',
  path: '/api/recoveries',
  summary: '开始找回密码：信息相符的，验证码发到登记的手机号；账号是否存在，回答都一样',
  body: Type.Object({
    name: PersonName,
    citizenId: CitizenId,
    phone: Type.String({ format: 'phone', title: '手机号' }),
  }),
  response: RecoveryView,
  problems: [identityProblems['recovery-elsewhere']],
})

export const BeginRecoveryByCode = contract({
  name: 'identity.beginRecoveryByCode',
  method: 'POST',
  path: '/api/recoveries/by-code',
  summary: '凭找回码开始找回密码（窗口当面核对后给的，或者两位管理员给工作人员的）',
  body: Type.Object({ account: Account, startCode: StartCode }),
  response: RecoveryView,
  problems: [identityProblems['recovery-not-proved']],
})

export const RecoverWithPasskey = contract({
  name: 'identity.recoverWithPasskey',
  method: 'POST',
  path: '/api/recoveries/by-passkey',
  summary: '用通行密钥找回密码',
  body: Type.Object({ passkey: PasskeyAssertion }),
  response: RecoveryView,
  problems: [identityProblems['passkey-refused'], identityProblems['passkeys-need-a-name']],
})

export const GetRecovery = contract({
  name: 'identity.getRecovery',
  method: 'GET',
  path: '/api/recoveries/current',
  summary: '这个浏览器里正在进行的找回密码',
  response: RecoveryView,
  problems: [identityProblems['recovery-over']],
})

export const AskRecoveryProof = contract({
  name: 'identity.askRecoveryProof',
  method: 'POST',
  path: '/api/recoveries/current/questions',
  summary: '找回密码：开始一项核验（发送验证码，或者取得核验源页面的地址）',
  body: Type.Object({ providerId: ProviderId }),
  response: Type.Object({ url: Type.Optional(Type.String()) }),
  problems: [
    identityProblems['recovery-over'],
    identityProblems['real-name-way-unknown'],
    identityProblems['real-name-unavailable'],
  ],
})

export const GiveRecoveryProof = contract({
  name: 'identity.giveRecoveryProof',
  method: 'POST',
  path: '/api/recoveries/current/proofs',
  summary: '找回密码：交一项核验',
  body: Type.Object({
    /** Absent: the code that was sent when it began. */
    providerId: Type.Optional(ProviderId),
    code: Type.Optional(Type.String({ pattern: '^[0-9]{4,8}$', title: '短信验证码' })),
    cardNumber: Type.Optional(Type.String({ pattern: '^[0-9]{12,19}$', title: '银行卡号' })),
    factor: Type.Optional(GivenProof),
  }),
  response: RecoveryView,
  problems: [
    identityProblems['recovery-over'],
    identityProblems['recovery-not-proved'],
    identityProblems['real-name-way-unknown'],
    identityProblems['real-name-unavailable'],
    identityProblems['factor-needed'],
  ],
})

export const WaitForRecovery = contract({
  name: 'identity.waitForRecovery',
  method: 'POST',
  path: '/api/recoveries/current/wait',
  summary: '只有一项较弱核验时进入等待期，期间通知本人，本人可以停止',
  response: RecoveryView,
  problems: [identityProblems['recovery-over'], identityProblems['recovery-more']],
})

export const SetRecoveredPassword = contract({
  name: 'identity.setRecoveredPassword',
  method: 'POST',
  path: '/api/recoveries/current/password',
  summary: '找回密码：设置新密码，所有设备退出',
  body: Type.Object({ newPassword: Password }),
  response: Type.Object({ kind: Type.Union([Type.Literal('person'), Type.Literal('staff')]) }),
  problems: [identityProblems['recovery-over'], identityProblems['recovery-more'], identityProblems['password-weak']],
})

export const GetMyRecovery = contract({
  name: 'identity.getMyRecovery',
  method: 'GET',
  path: '/api/my/recovery',
  summary: '有没有人正在找回我的密码',
  response: Type.Object({
    underway: Type.Optional(Type.Object({ begunAt: Instant, readyAt: Type.Optional(Instant) })),
  }),
})

export const StopMyRecovery = contract({
  name: 'identity.stopMyRecovery',
  method: 'POST',
  path: '/api/my/recovery/stop',
  summary: '不是我在找回密码：停止，三十天内只凭手机不能再找回',
  response: Type.Object({ stopped: Type.Integer() }),
})

export const StartRecovery = contract({
  name: 'identity.startRecovery',
  method: 'POST',
  path: '/api/recovery-starts',
  summary: '窗口核对本人和证件后，给一次性、短时有效的找回码；本人还要用手机或者另一项核验',
  body: Type.Object({ account: Account, name: PersonName, citizenId: CitizenId }),
  response: Type.Object({ startCode: Type.String(), expiresAt: Instant }),
  problems: [identityProblems['recovery-person-unknown']],
})
