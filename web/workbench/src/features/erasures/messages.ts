export const erasureMessages = {
  title: '个人信息到期删除',
  text: '已经办结、保管期限届满的办件，应当删除其中的个人信息（《个人信息保护法》第四十七条）。在办件页面上逐件核对后删除；因争议或者调查需要的，先保留。',
  viewsLabel: '可以删除的或者保留着的',
  views: { due: '可以删除', held: '保留中' },
  caption: { due: '保管期限已满的办件，最早届满的在前', held: '保留着的办件，最早保留的在前' },
  what: '办件',
  ended: '办结',
  until: '保管到',
  basis: '依据',
  since: '保留自',
  standing: '现在',
  ready: '可以删除',
  empty: { due: '没有到期的办件', held: '没有保留着的办件' },
  emptyText: {
    due: '办件办结并且保管期限届满的第二天起，会列在这里。',
    held: '因复议、诉讼或者调查保留个人信息的办件会列在这里。',
  },
} as const
