import { permits } from '../../../kernel/index.ts'

/** 安全审计 (GB/T 22239-2019, 8.1.5.2): by the one of the three administrators who has no other office. */
export const auditPermits = permits('audit', {
  search: { title: '查询审计记录', roles: ['auditor'] },
})
