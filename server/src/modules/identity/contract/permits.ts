import { permits } from '../../../kernel/permit.ts'

export const identityPermits = permits('identity', {
  manageAccounts: { title: '开通和停用工作人员账号', roles: ['system-admin'] },
  watchAccounts: { title: '查看工作人员账号', roles: ['system-admin', 'security-admin'] },
  grantResets: { title: '确认重置登录因素', roles: ['security-admin'] },
  endSessions: { title: '查看和结束工作人员的登录', roles: ['security-admin'] },
  registerMandate: { title: '登记、确认和撤销授权', roles: ['window-clerk'] },
  startRecoveries: { title: '为到窗口的本人开始找回密码', roles: ['window-clerk'] },
})
