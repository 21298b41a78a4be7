/** A channel is tried so often; the queue waits longer each time (some seconds at first, hours at last). */
export const MOST_ATTEMPTS = 8

export interface Delivery {
  readonly channel: string
  readonly state: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
}

/** What one attempt makes of it. After the last one it is given up: the notice still stands in the portal. */
export function afterAttempt(delivery: Delivery, isDelivered: boolean): Delivery {
  const attempts = delivery.attempts + 1
  if (isDelivered) return { ...delivery, attempts, state: 'delivered' }
  return { ...delivery, attempts, state: attempts >= MOST_ATTEMPTS ? 'failed' : 'pending' }
}
