import { permits } from '../../../kernel/permit.ts'

export const flowsPermits = permits('flows', {
  work: {
    title: '查看和办理本岗位的任务',
    roles: [
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'data-protection-officer',
      'item-drafter',
      'legal-reviewer',
      'item-publisher',
    ],
  },
  read: {
    title: '查看办件走到流程的哪一步',
    roles: [
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'data-protection-officer',
      'supervisor',
      'auditor',
    ],
  },
  try: {
    title: '试走流程，不保存',
    roles: ['item-admin', 'item-drafter', 'legal-reviewer', 'item-publisher'],
  },
  manage: { title: '发布流程和决策表，安排在办流程换版', roles: ['item-admin'] },
})
