import { permits } from '../../../kernel/permit.ts'

export const cataloguePermits = permits('catalogue', {
  manage: { title: '导入、暂停、恢复和取消事项', roles: ['item-admin'] },
})
