import type { ItemSummary } from '@yiwang/server/contract/catalogue'
import { itemsMessages as say } from './messages.ts'

export function limitText(limit: ItemSummary['promisedLimit']): string {
  if (limit.unit === 'instant') return say.instant
  if (limit.unit === 'none') return say.noLimit
  return say.days(limit.value, say.limits[limit.unit])
}
