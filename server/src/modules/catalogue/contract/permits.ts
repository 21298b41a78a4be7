import { permits } from '../../../kernel/permit.ts'

/** Drafting, legal review and publication are three permits of three different people. */
export const cataloguePermits = permits('catalogue', {
  manage: { title: '导入、暂停、恢复和取消事项', roles: ['item-admin'] },
  draft: { title: '起草和变更事项', roles: ['item-drafter'] },
  review: { title: '法制审核事项草稿', roles: ['legal-reviewer'] },
  publish: { title: '审定和发布事项', roles: ['item-publisher'] },
  proposeType: { title: '提出权力类型变更', roles: ['item-admin', 'system-admin'] },
  decideType: { title: '批准权力类型变更', roles: ['item-publisher', 'security-admin'] },
  figures: {
    title: '查看精简账和覆盖指标',
    roles: ['item-admin', 'item-drafter', 'legal-reviewer', 'item-publisher', 'supervisor'],
  },
  issueBulletin: { title: '发布覆盖指标通报', roles: ['supervisor'] },
  upstream: { title: '查看和拉取上级事项库', roles: ['item-admin', 'item-publisher'] },
  library: {
    title: '查看事项库和草稿',
    roles: ['item-admin', 'item-drafter', 'legal-reviewer', 'item-publisher'],
  },
})
