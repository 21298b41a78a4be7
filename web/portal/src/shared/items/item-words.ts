import type { ItemLimit } from '@yiwang/server/contract/catalogue'
import { itemMessages as say } from './messages.ts'

export function limitWord(limit: ItemLimit): string {
  switch (limit.unit) {
    case 'instant':
      return say.instant
    case 'none':
      return say.noLimit
    case 'day':
      return say.days(limit.value)
    case 'workday':
      return say.workdays(limit.value)
  }
}
