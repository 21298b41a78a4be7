import { permits } from '../../../kernel/permit.ts'

/** Keeping and reviewing are two permits, of two people for each batch. */
export const rostersPermits = permits('rosters', {
  read: {
    title: '查看清单记录（个人信息遮盖）',
    roles: ['item-drafter', 'item-publisher', 'legal-reviewer', 'item-admin', 'supervisor'],
  },
  keep: { title: '填报清单记录', roles: ['item-drafter'] },
  review: { title: '审核和公布清单记录', roles: ['item-publisher'] },
  kinds: {
    title: '查看清单种类和对它们的变更',
    roles: ['item-publisher', 'legal-reviewer', 'item-admin', 'supervisor'],
  },
  proposeKind: { title: '提出清单种类变更', roles: ['item-admin'] },
  decideKind: { title: '批准清单种类变更', roles: ['item-publisher'] },
  reveal: { title: '查看清单记录里的完整个人信息', roles: ['item-drafter', 'item-publisher'] },
})
