export const ribbonMessages = {
  start: (day: string) => `起算 ${day}`,
  today: '今天',
  promise: (day: string) => `承诺 ${day}`,
  law: (day: string) => `法定 ${day}`,
  due: (day: string) => `到期 ${day}`,
  used: (days: number) => `已用 ${days} 个工作日`,
  left: (days: number) => `还剩 ${days} 个工作日`,
  dueToday: '今天到期',
  overdue: (days: number) => `已超期 ${days} 个工作日`,
  stopped: (reason?: string) => (reason ? `停止计时：${reason}` : '停止计时'),
  closed: '计时已结束',
  closedOnTime: '按期办完',
  closedLate: '超期办完',
  provisional: '暂定',
  why: (day: string) => `为什么是${day}？`,
  whyStopped: '为什么停止计时？',
  counted: '计入',
  rest: '不是工作日',
  leftDays: '尚未到',
  over: '超期',
} as const

export function shortDay(date: string): string {
  const [, month, day] = date.split('-')
  return `${Number(month)}/${Number(day)}`
}

export function longDay(date: string): string {
  const [, month, day] = date.split('-')
  return `${Number(month)}月${Number(day)}日`
}
