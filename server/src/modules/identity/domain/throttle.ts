/** Failed sign-ins that have something in common: a name and an address, a name, or an address. */
export interface Throttle {
  readonly failures: number
  readonly since: Date
  readonly blockedUntil?: Date
}

/** How many failures in which time are let pass before each further one costs a wait. Our own defaults: no standard gives numbers. */
export interface ThrottlePolicy {
  readonly free: number
  readonly windowMinutes: number
  readonly firstWaitSeconds?: number
  readonly longestWaitSeconds?: number
}

export const THROTTLE_POLICIES = {
  /** Somebody trying passwords of one name from one place. */
  pair: { free: 5, windowMinutes: 15 },
  /** The same from many places. Far higher, so that a stranger can hardly keep the owner out. */
  name: { free: 30, windowMinutes: 60 },
  /** One password tried on many names. A whole hall often shares one address. */
  address: { free: 200, windowMinutes: 60 },
  /** Somebody trying out which name belongs to which number: an account, a citizen id, a credit code. */
  confirm: { free: 5, windowMinutes: 24 * 60, firstWaitSeconds: 10 * 60, longestWaitSeconds: 12 * 60 * 60 },
  /** Messages that cost money and annoy: each one counts, asked for by whomever. */
  message: { free: 4, windowMinutes: 60, firstWaitSeconds: 5 * 60, longestWaitSeconds: 60 * 60 },
  /** Codes to one phone for who forgot the password, asked for from wherever. Whoever began at a window is not held up by it. */
  flood: { free: 8, windowMinutes: 60, firstWaitSeconds: 5 * 60, longestWaitSeconds: 60 * 60 },
  /** Wrong answers in one recovery: then it is over, and begun anew. */
  recovery: { free: 5, windowMinutes: 24 * 60, firstWaitSeconds: 24 * 3_600, longestWaitSeconds: 24 * 3_600 },
} as const satisfies Record<string, ThrottlePolicy>

export type ThrottleKind = keyof typeof THROTTLE_POLICIES

const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 15 * 60

/** What one more failure makes of it. */
export function countFailure(before: Throttle | undefined, policy: ThrottlePolicy, now: Date): Throttle {
  const current = before && !isOver(before, policy, now) ? before : { failures: 0, since: now }
  const failures = current.failures + 1
  if (failures < policy.free) return { failures, since: current.since }
  const { firstWaitSeconds = FIRST_WAIT_SECONDS, longestWaitSeconds = LONGEST_WAIT_SECONDS } = policy
  const wait = Math.min(firstWaitSeconds * 2 ** Math.min(failures - policy.free, 10), longestWaitSeconds)
  return { failures, since: current.since, blockedUntil: new Date(now.getTime() + wait * 1000) }
}

/** Seconds still to wait; 0 when one may try. */
export function waitSeconds(throttle: Throttle | undefined, now: Date): number {
  if (!throttle?.blockedUntil) return 0
  return Math.max(0, Math.ceil((throttle.blockedUntil.getTime() - now.getTime()) / 1000))
}

function isOver(throttle: Throttle, policy: ThrottlePolicy, now: Date): boolean {
  const end = Math.max(throttle.since.getTime() + policy.windowMinutes * 60_000, throttle.blockedUntil?.getTime() ?? 0)
  return now.getTime() > end
}
