import { permits } from '../../../kernel/permit.ts'

export const identityPermits = permits('identity', {
  manageAccounts: { title: '开通和停用工作人员账号', roles: ['system-admin'] },
  registerMandate: { title: '登记和撤销单位委托', roles: ['window-clerk'] },
})
