import type { LimitView } from '@yiwang/server/contract/limits'

/** In the order in which they matter to the applicant: first what waits for him, then what he waits for. */
const order = ['correction', 'handling-promised', 'handling-statutory', 'notify', 'delivery'] as const

export interface ShownLimit {
  limit: LimitView
  /** The statutory limit behind a promised one. */
  law?: LimitView | undefined
}

/** The one clock that a case shows: of what runs, else of what ran last. */
export function mainLimit(limits: readonly LimitView[]): ShownLimit | undefined {
  const running = limits.filter((limit) => limit.level !== 'closed')
  const among = running.length > 0 ? running : limits.filter((limit) => limit.kind.startsWith('handling'))
  const limit = order.map((kind) => among.find((one) => one.kind === kind)).find((one) => one !== undefined)
  if (limit === undefined) return undefined
  const law = limits.find((one) => one.kind === 'handling-statutory')
  return limit.kind === 'handling-promised' && law ? { limit, law } : { limit }
}
