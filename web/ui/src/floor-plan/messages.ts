export const planMessages = {
  blocks: {
    window: '窗口',
    entrance: '入口',
    enquiry: '咨询',
    'self-service': '自助区',
    waiting: '等候区',
    lift: '电梯',
    stairs: '楼梯',
    toilet: '厕所',
    room: '其他',
  },
} as const
