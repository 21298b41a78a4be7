/**
 * 处理目的: what personal data may be looked at in full for. 个人信息保护法第六条 asks for a clear and reasonable purpose and names no
 * list; this one is ours. Each look states one, and why in words.
 */
export const READING_PURPOSES = {
  'handle-case': '办理该事项',
  'verify-identity': '核实身份',
  complaint: '投诉处理',
  audit: '监督审计',
  judicial: '司法协助',
  'data-subject': '个人行使权利',
} as const

export type ReadingPurpose = keyof typeof READING_PURPOSES
