import { permits } from '../../../kernel/index.ts'

/**
 * 数据导出审批. Asking needs the permit of the list as well; approving is another person's, of the same reach: the head of the agency,
 * or the security administrator, as the county's rule says.
 */
export const exportsPermits = permits('exports', {
  ask: {
    title: '申请导出数据',
    roles: [
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'supervisor',
      'auditor',
    ],
  },
  approve: { title: '审批数据导出', roles: ['agency-head', 'security-admin'] },
  setRules: { title: '设定数据导出规则', roles: ['security-admin'] },
})
