import { problems } from '../../../kernel/problem.ts'

export const signOnProblems = problems('sign-on', {
  'request-gone': {
    status: 404,
    title: '这次登录已经失效',
    detail: '登录请求已经过期，或者不是在这个浏览器里发起的。请回到原来的应用，重新点登录。',
  },
  'password-first': {
    status: 409,
    title: '请先修改初始密码',
    detail: '您的账号还在用初始密码，修改之后才能用它登录其他应用。',
  },
  'factor-first': {
    status: 409,
    title: '请先添加登录因素',
    detail: '工作人员须用两种因素登录。请先在工作台添加通行密钥或者动态口令，再用它登录其他应用。',
  },
  'client-unknown': { status: 404, title: '没有这个应用', detail: '找不到您指定的应用，或者不在您的管辖范围内。' },
  'client-invalid': { status: 400, title: '应用的登记内容不正确', detail: '{reason}' },
  'client-state': { status: 409, title: '应用的状态不允许', detail: '这个应用现在是“{state}”，不能这样办理。' },
  'same-official': {
    status: 403,
    title: '申请和审核不能是同一人',
    detail: '这个应用是您申请的，请由另一位管理员审核。',
  },
  'no-secret': { status: 409, title: '这个应用不用密钥', detail: '它用自己的私钥签名，或者不需要证明身份。' },
  'consent-unknown': { status: 404, title: '没有这项授权', detail: '这项授权不存在，或者已经撤回。' },
})
