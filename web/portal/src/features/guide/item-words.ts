import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import type { ItemUse } from '@yiwang/server/contract/cases'
import { limitWord } from '../../shared/items/item-words.ts'
import { guideMessages } from './messages.ts'

const say = guideMessages.facts

/** 承诺 3 个工作日，法律规定最长 20 个工作日; one figure where both are the same or the law sets none. */
export function limitsSentence(item: Pick<ServiceItem, 'promisedLimit' | 'statutoryLimit'>): string {
  const [promised, statutory] = [limitWord(item.promisedLimit), limitWord(item.statutoryLimit)]
  const isPlain = promised === statutory || item.statutoryLimit.unit === 'none' || item.promisedLimit.unit === 'instant'
  return isPlain ? promised : say.promised(promised, statutory)
}

export function feeWord(item: Pick<ServiceItem, 'fees'>): string {
  return item.fees.length === 0 ? say.free : say.charged
}

export function visitsWord(item: Pick<ServiceItem, 'visits'>): string {
  return item.visits.count === 0 ? say.noVisit : say.visit(item.visits.count)
}

/** 实际用时: nothing is said where too few cases were decided to say anything. */
export function useSentence({ days, decided, half, most }: ItemUse): string | undefined {
  if (half === undefined || most === undefined) return undefined
  return say.really(days, decided, { half, most })
}
