/** 个人信息副本 as it is kept. */
export interface Package {
  readonly id: string
  readonly accountId: string
  readonly state: 'making' | 'ready' | 'gone'
  readonly askedAt: Date
  readonly done: number
  readonly total?: number
  readonly made?: { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly expiresAt: Date }
}

const HOUR_MS = 3_600_000

/** 个人信息保护法 sets no number of days for fetching a copy; ours is short, because everything of a person lies in it. */
export const KEPT_DAYS = 3

/** One that takes longer has failed: another may be asked for. */
export function isBeingMade({ state, askedAt }: Package, now: Date): boolean {
  return state === 'making' && now.getTime() - askedAt.getTime() < HOUR_MS
}

export function isThere({ state, made }: Package, now: Date): boolean {
  return state === 'ready' && made !== undefined && made.expiresAt > now
}
