import { dayOf } from './dates.ts'

/** The calendar day in Asia/Shanghai. */
export function useToday(): string {
  return dayOf(new Date())
}
