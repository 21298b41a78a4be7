import { permits } from '../../../kernel/index.ts'

/** 个人信息保护负责人 (个人信息保护法 art. 52): handles requests about personal data and no others. */
const dataProtectionOfficer = 'data-protection-officer'

/** Who may do what with a case. Handling, review and approval are three permits of three different people. */
export const casesPermits = permits('cases', {
  apply: { title: '申请', roles: ['resident'] },
  read: {
    title: '查看办件',
    roles: [
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      dataProtectionOfficer,
      'supervisor',
    ],
  },
  countByItem: {
    title: '查看事项各版本上的在办数',
    roles: ['item-admin', 'item-drafter', 'legal-reviewer', 'item-publisher'],
  },
  reveal: {
    title: '查看申请人完整信息',
    roles: ['window-clerk', 'handler', 'reviewer', 'approver', dataProtectionOfficer],
  },
  receive: { title: '收件', roles: ['window-clerk'] },
  accept: { title: '受理', roles: ['window-clerk'] },
  handle: { title: '承办', roles: ['handler', dataProtectionOfficer] },
  review: { title: '审查', roles: ['reviewer'] },
  approve: { title: '审批', roles: ['approver'] },
  suspend: { title: '挂起与恢复', roles: ['handler', 'approver'] },
  extend: { title: '延长办理期限', roles: ['agency-head'] },
  'make-licence': { title: '制证', roles: ['certificate-clerk'] },
  'carry-out': { title: '实施个人信息权利请求', roles: ['data-protection-officer'] },
  deliver: { title: '送达', roles: ['certificate-clerk'] },
  erase: { title: '删除或保留个人信息', roles: ['archivist'] },
  archive: { title: '归档', roles: ['certificate-clerk'] },
})
