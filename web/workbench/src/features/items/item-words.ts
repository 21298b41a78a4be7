import { type ItemSummary, PowerType } from '@yiwang/server/contract/catalogue'
import { itemsMessages as say } from './messages.ts'

/** The contract names each power type in Chinese beside its code. */
export function powerTitle(type: PowerType): string {
  const found = PowerType.anyOf.find((one) => one.const === type)
  return found !== undefined && 'title' in found && typeof found.title === 'string' ? found.title : type
}

export function limitText(limit: ItemSummary['promisedLimit']): string {
  if (limit.unit === 'instant') return say.instant
  if (limit.unit === 'none') return say.noLimit
  return say.days(limit.value, say.limits[limit.unit])
}
