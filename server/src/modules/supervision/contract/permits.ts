import { permits } from '../../../kernel/index.ts'

export const supervisionPermits = permits('supervision', {
  watch: { title: '查看账本与核验结果', roles: ['supervisor', 'auditor'] },
  audit: { title: '查看账号、登录与收件记录', roles: ['auditor'] },
  verify: { title: '核验总账', roles: ['supervisor', 'auditor'] },
})
