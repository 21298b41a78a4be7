/** 审计类别: what an auditor looks for first. Which kind of entry belongs to which stands in `domain/audit-category.ts`. */
export const AUDIT_CATEGORIES = {
  reads: '查阅个人信息',
  exports: '数据导出',
  'sign-ins': '登录与退出',
  refusals: '登录失败与拒绝',
  factors: '口令与登录因素',
  posts: '账号、岗位与授权',
  configuration: '配置变更',
  audit: '审计与核验',
  business: '办件与业务',
} as const

export type AuditCategory = keyof typeof AUDIT_CATEGORIES
