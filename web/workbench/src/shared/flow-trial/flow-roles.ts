/** Who may do a step of a flow, as its drawing names them. */
export const FLOW_ROLES = {
  handler: '承办人',
  reviewer: '审查人',
  approver: '审批人',
  'agency-head': '机关负责人',
  'data-protection-officer': '个人信息保护负责人',
} as const
