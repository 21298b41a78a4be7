/** Failed look-ups of one number, or of one number from a network that had the password before. */
export interface LookUpThrottle {
  readonly failures: number
  readonly since: Date
  readonly blockedUntil?: Date
  /** Until then the network counts for itself: it has shown that it knows the password. */
  readonly knownUntil?: Date
}

/**
 * Our own numbers: no standard gives any. With two minutes a try, a million passwords take two years on average, and
 * whoever keeps a number waiting keeps its owner out for two minutes, and not at all from where he looked before.
 */
const FREE = 15
const WINDOW_MS = 60 * 60_000
const FIRST_WAIT_SECONDS = 15
const LONGEST_WAIT_SECONDS = 120
const KNOWN_MS = 30 * 86_400_000

/** What one more failure makes of it. */
export function afterFailure(before: LookUpThrottle | undefined, now: Date): LookUpThrottle {
  const current = before && !isOver(before, now) ? before : { failures: 0, since: now }
  const known = before?.knownUntil && { knownUntil: before.knownUntil }
  const failures = current.failures + 1
  if (failures < FREE) return { failures, since: current.since, ...known }
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** Math.min(failures - FREE, 8), LONGEST_WAIT_SECONDS)
  return { failures, since: current.since, blockedUntil: new Date(now.getTime() + wait * 1000), ...known }
}

export function afterSuccess(now: Date): LookUpThrottle {
  return { failures: 0, since: now, knownUntil: new Date(now.getTime() + KNOWN_MS) }
}

/** Seconds still to wait; 0 when one may try. */
export function secondsToWait(throttle: LookUpThrottle | undefined, now: Date): number {
  if (!throttle?.blockedUntil) return 0
  return Math.max(0, Math.ceil((throttle.blockedUntil.getTime() - now.getTime()) / 1000))
}

export function isKnown(throttle: LookUpThrottle | undefined, now: Date): boolean {
  return throttle?.knownUntil !== undefined && throttle.knownUntil > now
}

function isOver({ since, blockedUntil }: LookUpThrottle, now: Date): boolean {
  return now.getTime() > Math.max(since.getTime() + WINDOW_MS, blockedUntil?.getTime() ?? 0)
}
