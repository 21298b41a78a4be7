const zone = 'Asia/Shanghai'

const instant = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const calendarDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** 2026年11月22日 10:02, in Beijing time whatever the machine's zone. */
export function instantText(at: string): string {
  const part = partsOf(at)
  return `${part.year}年${part.month}月${part.day}日 ${part.hour}:${part.minute}`
}

/** 11月22日 10:02 in the current year, with the year otherwise. */
export function shortInstantText(at: string, today: string): string {
  const part = partsOf(at)
  const year = part.year === today.slice(0, 4) ? '' : `${part.year}年`
  return `${year}${part.month}月${part.day}日 ${part.hour}:${part.minute}`
}

/** 2026-11-22 → 11月22日; another year is named. */
export function dayText(day: string, today: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const text = `${Number(month)}月${Number(date)}日`
  return year === today.slice(0, 4) ? text : `${year}年${text}`
}

/** The calendar day in Asia/Shanghai. */
export function dayOf(at: Date): string {
  return calendarDay.format(at)
}

function partsOf(at: string): Record<string, string> {
  return Object.fromEntries(instant.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
}
