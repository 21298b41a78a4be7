import { permits } from '../../../kernel/index.ts'

/** 安全审计 (GB/T 22239-2019, 8.1.5.2): by the one of the three administrators who has no other office. */
export const auditPermits = permits('audit', {
  search: { title: '查询审计记录', roles: ['auditor'] },
  watchAlerts: { title: '查看异常预警和规则', roles: ['auditor', 'security-admin'] },
  decideAlerts: { title: '说明和确认异常预警', roles: ['auditor', 'security-admin'] },
  setRules: { title: '设定异常预警规则', roles: ['security-admin'] },
})
