export const itemMessages = {
  free: '不收费',
  charged: '收费',
  instant: '当场办好',
  workdays: (days: number) => `${days} 个工作日`,
  days: (days: number) => `${days} 天`,
  noLimit: '没有规定时限',
  noVisit: '不用跑',
  visits: (count: number) => `跑 ${count} 次`,
  online: '可网办',
  suspended: '暂停办理',
  demo: '演示',
  legalName: (name: string) => `法定名称：${name}`,
} as const
