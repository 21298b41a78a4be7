import { permits } from '../../../kernel/permit.ts'

export const licencesPermits = permits('licences', {
  read: {
    title: '查看证照',
    roles: [
      'resident',
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'supervisor',
    ],
  },
  /** 暂扣、发还、撤销、吊销 take a decision of the organization; 注销 is a formality that follows (行政许可法第七十条). */
  revoke: { title: '暂扣、发还、撤销、吊销证照', roles: ['approver', 'agency-head'] },
  cancel: { title: '注销证照', roles: ['approver', 'agency-head', 'certificate-clerk'] },
})
