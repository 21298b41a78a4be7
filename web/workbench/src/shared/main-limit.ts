import type { LimitView } from '@yiwang/server/contract/limits'

/** The limit that matters now, and the law's limit behind a promised one. */
export function mainLimit(limits: readonly LimitView[]): { limit: LimitView; law?: LimitView } | undefined {
  const running = limits.filter((one) => one.level !== 'closed')
  const limit = firstOf(running) ?? firstOf(limits)
  if (limit === undefined) return undefined
  const law = limits.find((one) => one.kind === 'handling-statutory' && one.startOn === limit.startOn)
  return limit.kind === 'handling-promised' && law !== undefined ? { limit, law } : { limit }
}

/** Which of several limits the official works against. That of pre-review ends before any other begins: it never hides one. */
const order: readonly LimitView['kind'][] = [
  'handling-promised',
  'handling-statutory',
  'notify',
  'correction',
  'delivery',
  'pre-review',
]

function firstOf(limits: readonly LimitView[]): LimitView | undefined {
  return limits.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))[0]
}
