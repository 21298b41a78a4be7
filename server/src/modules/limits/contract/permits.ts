import { permits } from '../../../kernel/index.ts'

export const limitsPermits = permits('limits', {
  watch: { title: '查看时限监察', roles: ['supervisor'] },
  explain: {
    title: '查看时限如何计算',
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
    ],
  },
  'keep-calendar': { title: '维护工作日历', roles: ['system-admin'] },
})
