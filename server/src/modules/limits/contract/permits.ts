import { permits } from '../../../kernel/index.ts'

export const limitsPermits = permits('limits', {
  watch: { title: '查看时限监察', roles: ['supervisor'] },
  'keep-calendar': { title: '维护工作日历', roles: ['system-admin'] },
})
