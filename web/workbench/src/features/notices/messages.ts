export const noticesMessages = {
  title: '通知',
  lead: '系统发给您这个账号的通知。',
  empty: '没有通知',
  emptyText: '有需要您知道的事，会列在这里。',
  unread: '未读',
  read: '已读',
  markAll: '全部标为已读',
  more: '更早的',
  links: {
    'audit-alert': '去看异常预警',
    'base-item-changed': '去看本部门的事项',
    'item-taken-back': '去看收回的决定',
  } as Partial<Record<string, string>>,
} as const
