/** 会话: how long a sign-in lasts without use, and at most. Officials' screens are left alone in halls: theirs is shorter. */
export const SESSION_MINUTES = {
  person: { idle: 60, longest: 12 * 60 },
  staff: { idle: 30, longest: 10 * 60 },
} as const satisfies Record<string, { idle: number; longest: number }>

export type AccountKind = keyof typeof SESSION_MINUTES

/** A request renews the idle time, but is written down once a minute only: reading must not cost a write. */
const SEEN_EVERY_SECONDS = 60

export interface SessionTimes {
  readonly createdAt: Date
  readonly seenAt: Date
  readonly idleExpiresAt: Date
  readonly expiresAt: Date
}

export function openTimes(kind: AccountKind, now: Date): SessionTimes {
  const expiresAt = later(now, SESSION_MINUTES[kind].longest)
  return { createdAt: now, seenAt: now, idleExpiresAt: later(now, SESSION_MINUTES[kind].idle), expiresAt }
}

/** The times after a use, or undefined when nothing needs to be written. */
export function renewTimes(kind: AccountKind, times: SessionTimes, now: Date): SessionTimes | undefined {
  if (now.getTime() - times.seenAt.getTime() < SEEN_EVERY_SECONDS * 1000) return undefined
  const idle = later(now, SESSION_MINUTES[kind].idle)
  return { ...times, seenAt: now, idleExpiresAt: idle < times.expiresAt ? idle : times.expiresAt }
}

export function isLive(times: SessionTimes, now: Date): boolean {
  return now < times.idleExpiresAt && now < times.expiresAt
}

function later(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}
