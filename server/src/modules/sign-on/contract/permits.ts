import { permits } from '../../../kernel/permit.ts'

/** Who asks for an application and who approves it are two offices (三员分立): neither can do both. */
export const signOnPermits = permits('sign-on', {
  watchClients: { title: '查看接入应用', roles: ['system-admin', 'security-admin', 'auditor'] },
  requestClient: { title: '申请接入应用，更换其密钥', roles: ['system-admin'] },
  reviewClient: { title: '审核和停用接入应用', roles: ['security-admin'] },
})
