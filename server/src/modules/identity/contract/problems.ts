import { problems } from '../../../kernel/problem.ts'

export const identityProblems = problems('identity', {
  'sign-in-failed': {
    status: 401,
    title: '账号或密码不正确',
    detail: '账号或密码不正确，请核对后再试。连续多次失败后，需要等待一段时间。',
    isRecorded: true,
  },
  'password-wrong': {
    status: 403,
    title: '密码不正确',
    detail: '您输入的密码不正确，什么都没有改变。',
    isRecorded: true,
  },
  'password-weak': { status: 400, title: '密码太简单', detail: '{reason}' },
  'already-registered': {
    status: 409,
    title: '已经注册过',
    detail: '这个手机号或公民身份号码已经注册，请直接登录。如果不是您本人注册的，请到政务服务中心窗口核实处理。',
  },
  'login-taken': { status: 409, title: '登录名已被使用', detail: '登录名“{login}”已被使用，请换一个。' },
  'real-name-mismatch': {
    status: 409,
    title: '实名核验未通过',
    detail: '姓名与公民身份号码不相符。请核对登记的信息；如果信息有误，请到政务服务中心窗口更正。',
    isRecorded: true,
  },
  'real-name-unknown': {
    status: 409,
    title: '实名核验未通过',
    detail: '人口库中查不到这个公民身份号码，请到政务服务中心窗口持身份证办理实名。',
    isRecorded: true,
  },
  'real-name-unavailable': {
    status: 503,
    title: '暂时不能实名核验',
    detail: '人口库核验服务没有接通或者没有应答，请稍后再试，或者到政务服务中心窗口办理。',
  },
  'real-name-done': { status: 409, title: '已经实名核验', detail: '您的账号已经通过实名核验，不需要重复办理。' },
  'people-only': { status: 403, title: '只有个人账号能办理', detail: '请用您的个人账号登录后办理。' },
  'account-needed': { status: 409, title: '账号现在还不能注销', detail: '{why}' },
  'account-unknown': { status: 404, title: '没有这个账号', detail: '找不到您指定的账号。' },
  'account-closed': { status: 409, title: '账号已经停用', detail: '这个账号已经停用。' },
  'account-exists': { status: 409, title: '已经有账号', detail: '这位工作人员已经有账号，不需要重复开通。' },
  'staff-unknown': { status: 404, title: '没有这位工作人员', detail: '找不到您指定的工作人员。' },
  'agent-unknown': {
    status: 404,
    title: '找不到经办人',
    detail: '没有以这个公民身份号码注册并通过实名核验的账号，请经办人先注册并实名。',
  },
  'mandate-exists': { status: 409, title: '已经有委托', detail: '这位经办人已有该单位的有效委托。' },
  'mandate-unknown': { status: 404, title: '没有这份委托', detail: '找不到您指定的委托。' },
  'mandate-revoked': { status: 409, title: '委托已经撤销', detail: '这份委托已于{revokedOn}撤销。' },
  'mandate-period': { status: 400, title: '委托期限不正确', detail: '终止日期不能早于起始日期，也不能早于今天。' },
})
