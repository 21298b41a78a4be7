import { permits } from '../../../kernel/permit.ts'

export const documentsPermits = permits('documents', {
  setNumberFormat: { title: '设定文号格式', roles: ['item-admin'] },
  manageTemplates: { title: '设计和发布文书模板', roles: ['item-admin'] },
})
