import { permits } from '../../../kernel/permit.ts'

export const organizationsPermits = permits('organizations', {
  manage: { title: '管理工作人员和岗位', roles: ['system-admin'] },
  readAppointments: { title: '查看岗位任命', roles: ['system-admin', 'security-admin'] },
  decideChanges: { title: '确认人员变动', roles: ['system-admin', 'security-admin'] },
  confirmAppointments: { title: '确认岗位任命', roles: ['security-admin'] },
  expel: { title: '紧急离岗', roles: ['security-admin'] },
  authorize: { title: '签发和撤销授权书', roles: ['agency-head'] },
  readAuthorizations: { title: '查看授权书', roles: ['agency-head', 'supervisor', 'auditor'] },
})
