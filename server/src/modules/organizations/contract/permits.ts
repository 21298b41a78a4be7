import { permits } from '../../../kernel/permit.ts'

export const organizationsPermits = permits('organizations', {
  manage: { title: '管理工作人员和岗位', roles: ['system-admin'] },
  authorize: { title: '签发和撤销授权书', roles: ['agency-head'] },
  readAuthorizations: { title: '查看授权书', roles: ['agency-head', 'supervisor', 'auditor'] },
})
