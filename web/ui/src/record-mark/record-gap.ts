import { recordMessages as say } from './messages.ts'

/** Below this an act counts as recorded when it happened: the clock of a counter is not kept to the second. */
const sameTimeMinutes = 2

/** How long after the act its record was made, in words; undefined where both are one time. */
export function recordGap(occurredAt: string, recordedAt: string): string | undefined {
  const minutes = Math.floor((Date.parse(recordedAt) - Date.parse(occurredAt)) / 60_000)
  if (minutes < sameTimeMinutes) return undefined
  if (minutes < 60) return say.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return say.hours(hours)
  return say.days(Math.floor(hours / 24))
}

const stamp = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** 2026-11-22 10:02:31, always in Beijing time, the same on server and browser. */
export function recordStamp(instant: string): string {
  const part = Object.fromEntries(stamp.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`
}
