/**
 * The one source of legal time. Under `NODE_ENV=test` an offset can be set, so that a journey can cross a holiday;
 * the ledger adds the same offset to the database's clock, so that entries do not look late.
 */
export interface Clock {
  now(): Date
  /** Milliseconds added to the machine's time; 0 outside tests. */
  offsetMs(): number
}

export interface AdjustableClock extends Clock {
  setOffsetMs(offset: number): void
}

export function createClock(): AdjustableClock {
  let offset = 0
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    setOffsetMs: (value) => {
      if (process.env.NODE_ENV !== 'test') throw new Error('the clock can be moved under NODE_ENV=test only')
      offset = value
    },
  }
}
