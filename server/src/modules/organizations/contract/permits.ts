import { permits } from '../../../kernel/permit.ts'

export const organizationsPermits = permits('organizations', {
  manage: { title: '管理工作人员和岗位', roles: ['system-admin'] },
  readAppointments: { title: '查看岗位任命', roles: ['system-admin', 'security-admin'] },
  decideChanges: { title: '确认人员变动', roles: ['system-admin', 'security-admin'] },
  confirmAppointments: { title: '确认岗位任命', roles: ['security-admin'] },
  substitute: {
    title: '提出、查看和撤销自己的AB角',
    roles: [
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'data-protection-officer',
      'item-admin',
      'supervisor',
      'system-admin',
      'security-admin',
    ],
  },
  nameSubstitutes: { title: '为他人提出AB角', roles: ['agency-head', 'system-admin'] },
  confirmSubstitutes: { title: '确认AB角', roles: ['agency-head', 'security-admin'] },
  readSubstitutes: { title: '查看AB角', roles: ['agency-head', 'system-admin', 'security-admin'] },
  expel: { title: '紧急离岗', roles: ['security-admin'] },
  keepHalls: { title: '维护政务服务大厅', roles: ['item-admin'] },
  authorize: { title: '签发和撤销授权书', roles: ['agency-head'] },
  readAuthorizations: { title: '查看授权书', roles: ['agency-head', 'supervisor', 'auditor'] },
})
